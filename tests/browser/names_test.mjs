// What a file calls items, places and units is explained once, the most money first; the next file
// follows. What was paid is kept, and the backtest sets it against the book.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { cellBox, cells, choose, launch, newPage, prefer, press, quiet, shown, startServer, started, texts } from './harness.mjs';

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

const rows = (item, first) => Array.from({ length: 4 }, (_, i) =>
  `N-${first + i},${['上海浦东', '310115', '吉林朝阳', '苏州昆山'][i]},普通,安装,普通,2026-03-0${i + 2} 09:10,2026-03-0${i + 2} 09:20,2026-03-0${i + 2} 15:00,12,S-1001,${item},${['1台', '2', '1台', '150厘米'][i]},${[500, 180.5, 90, 20][i]}`);
const file = (item, first) => ['工单号,城市,客户类型,服务类型,紧急程度,下单时间,接单时间,完成时间,里程(公里),师傅,项目,数量,实付金额', ...rows(item, first)].join('\n') + '\n';

for (const language of ['zh-CN', 'en']) {
  test(`names are explained once (${language})`, async () => {
    const t = await texts(language);
    const server = await startServer(['--demo', '--demo-tickets', '2000']);
    const problems = [];
    const page = await newPage(browser, language, problems);
    const pick = async (button, name, text) => {
      const chooser = page.waitForEvent('filechooser');
      await press(page, 'button', button);
      await (await chooser).setFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
      await quiet(page);
    };
    const written = t('names.written');
    const pressCell = async (column, row) => {
      const box = await cellBox(page, column, row);
      await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
      await quiet(page);
    };
    try {
      await page.goto(server.link);
      await started(page);
      await prefer(page, { language });
      await page.goto(`${server.origin}/import`);
      await started(page);
      await pick(t('import.choose'), '师傅结算.csv', file('老师傅叫的名字', 1));
      // Places that can only be one are proposed; the item and one unit are not known.
      await press(page, 'link', t('import.names_show'));
      await quiet(page);
      await page.waitForFunction(({ name, place }) => window.fenmingTest.tree().some((node) => node.role === 'cell' && node.name === name && node.value === place), { name: t('names.source'), place: t('names.by_place') }, { polling: 50 });
      const order = await cells(page, written);
      assert.equal(order[0], '老师傅叫的名字');
      assert.ok(order.includes('上海浦东') && order.includes('吉林朝阳') && order.includes('厘米'));
      await pressCell(written, 0);
      await choose(page, t('names.meaning'), '空调挂机安装 ac_wall_install');
      await quiet(page);
      const next = await cells(page, written);
      await pressCell(written, next.indexOf('厘米'));
      await choose(page, t('names.meaning'), '米');
      await quiet(page);
      await shown(page, `group "${t('import.refused')}" = "0"`);
      await press(page, 'button', t('import.accept'));
      await shown(page, t('import.done', '师傅结算', '4'));
      const kept = await page.evaluate(async () => (await fetch('/api/v1/import-names')).json());
      const of = (noun) => Object.fromEntries(kept.aliases.filter((alias) => alias.noun === noun).map((alias) => [alias.written, alias.code]));
      assert.deepEqual(of('item'), { 老师傅叫的名字: 'ac_wall_install' });
      assert.deepEqual(of('division'), { 上海浦东: '310115', 吉林朝阳: '220104', 苏州昆山: '320583' });
      assert.deepEqual(of('unit'), { 厘米: '米', 台: '台' });

      // The next file asks nothing.
      await pick(t('import.other'), '四月.csv', file('老师傅叫的名字', 11));
      await shown(page, `group "${t('import.refused')}" = "0"`);
      await press(page, 'tab', t('import.tab_names', '6'));
      await shown(page, t('names.remembered'));
      await press(page, 'button', t('import.accept'));
      await shown(page, t('import.done', '四月', '4'));

      // What was paid is set against the book.
      await press(page, 'link', t('import.to_simulator'));
      await shown(page, t('simulator.exact'));
      await press(page, 'radio', t('simulator.tab_backtest'));
      await quiet(page);
      const causes = await cells(page, t('backtest.cause'));
      const tickets = (await cells(page, t('simulator.ticket_count'))).map(Number);
      assert.ok(causes.length > 0);
      assert.equal(tickets.reduce((sum, count) => sum + count, 0), 4);
      await pressCell(t('backtest.cause'), 0);
      await shown(page, t('ticket.paid'));
      assert.deepEqual(problems, []);
    } finally {
      await page.context().close();
      await server.stop();
    }
  });
}
