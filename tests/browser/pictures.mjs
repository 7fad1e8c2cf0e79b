// Pictures of every screen for the documents, from the running program with demo data.
//   node tests/browser/pictures.mjs DIRECTORY [WIDTHxHEIGHT[@SCALE]] [all]
// `all` takes every screen in both languages and both appearances; without it the plain pages,
// dialogs and the gallery are taken once light and Chinese, once dark and English.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { cellBox, cells, choose, launch, place, press, quiet, started, startServer, texts } from './harness.mjs';

const [directory, size = '1440x900', all] = process.argv.slice(2);
const [, width, height, scale = '1'] = size.match(/^(\d+)x(\d+)(?:@(\d))?$/);
const headers = { 'X-Fenming-Request': '1', 'Content-Type': 'application/json' };
await mkdir(directory, { recursive: true });

const demo = await startServer(['--demo', '--demo-tickets', '8000']);
const empty = await startServer(['--empty']);
const browser = await launch();
const context = await browser.newContext({ viewport: { width: Number(width), height: Number(height) }, deviceScaleFactor: Number(scale), locale: 'zh-CN' });
const page = await context.newPage();
await page.goto(demo.link);
await started(page);

const csv = (rows) => ['工单号,区划代码,客户类型,服务类型,紧急程度,下单时间,接单时间,完成时间,里程(公里),师傅,项目,数量,实付金额', ...rows].join('\n') + '\n';
const tickets = csv(Array.from({ length: 24 }, (_, i) => [`GD-${2600 + i}`, i === 3 ? '31011X' : ['310115', '320583', '440305'][i % 3],
  ['VIP', '普通', '重点客户'][i % 3], ['安装', '维修'][i % 2], i % 5 ? '普通' : '加急', `2026-03-${String(i + 1).padStart(2, '0')} 09:10`,
  i === 7 ? '昨天' : `2026-03-${String(i + 1).padStart(2, '0')} 09:25`, `2026-03-${String(i + 2).padStart(2, '0')} 15:40`, (i * 1.7).toFixed(1),
  `S-${1001 + i % 9}`, i === 14 ? '' : ['ac_wall_install', 'ac_repair', 'pipe'][i % 3], i === 11 ? '两台' : i % 3 + 1, (100 + i * 3.5).toFixed(2)].join(',')));

let t;
const open = async (path) => {
  await page.goto(demo.origin + path);
  await started(page);
  await quiet(page);
};
const tier = async () => {
  await open('/prices/technician/draft?tier=core_premium');
  await place(page, 'combobox', t('prices.fact'), 0);
};

const screens = {
  'sign-in': async () => page.goto(`${demo.origin}/signin?lang=${t.language}`),
  'first-administrator': async () => page.goto(empty.link.replace('#', `?lang=${t.language}#`)),
  prices: tier,
  items: async () => {
    await open('/prices/technician/draft?tab=items');
    const box = await cellBox(page, t('prices.col_item'), 0);
    await page.mouse.click(box.x + 30, box.y + box.height / 2);
    await place(page, 'combobox', t('prices.model'));
    const graduated = (await place(page, 'combobox', t('prices.model')), await page.evaluate((name) => window.fenmingTest.find('combobox', name).value, t('prices.model')));
    if (graduated !== t('prices.model_graduated')) {
      await choose(page, t('prices.model'), t('prices.model_graduated'));
      await press(page, 'button', t('prices.add_step'));
    }
  },
  parts: async () => {
    await open('/prices/technician/draft?tab=parts');
    await cellBox(page, t('prices.col_part'), 0);
  },
  surcharges: async () => {
    await open('/prices/technician/draft?tab=surcharges');
    const box = await cellBox(page, t('prices.col_surcharge'), 0);
    await page.mouse.click(box.x + 30, box.y + box.height / 2);
  },
  split: async () => {
    await open('/prices/technician/draft?tab=split');
    const box = await cellBox(page, t('prices.col_role'), 0);
    await page.mouse.click(box.x + 30, box.y + box.height / 2);
    await place(page, 'combobox', t('prices.col_role'));
  },
  adjust: async () => {
    await open('/prices/technician/draft');
    const box = await cellBox(page, t('prices.col_start'), 0);
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    await press(page, 'button', t('prices.adjust'));
    await place(page, 'dialog', t('prices.adjust_title'));
    await page.locator('#edit > *').waitFor();
    await page.keyboard.type('+5');
  },
  people: async () => {
    await open('/settings/people');
    await cellBox(page, t('settings.name'), 0);
  },
  publish: async () => {
    await open('/prices/technician/draft');
    await place(page, 'status', t('prices.saved'));
    await press(page, 'button', t('prices.publish'));
    await place(page, 'dialog', t('prices.publish_title'));
  },
  simulator: async () => {
    await open('/simulator?base=2&with=2');
    const name = await page.waitForFunction(() => window.fenmingTest.tree().find((node) => node.role === 'slider')?.name, null, { polling: 100, timeout: 60000 });
    const knob = await place(page, 'slider', await name.jsonValue());
    await page.mouse.click(knob.x + knob.width * 0.56, knob.y + knob.height / 2);
    await page.waitForFunction((text) => window.fenmingTest.snapshot().includes(text), t('simulator.exact'), { polling: 200, timeout: 60000 });
  },
  ticket: async () => {
    await open('/simulator?base=2&with=3&row=1&month=3');
    await page.waitForFunction((name) => window.fenmingTest.tree().some((node) => node.role === 'cell' && node.name === name), t('simulator.ticket'), { polling: 200, timeout: 60000 });
    const names = await cells(page, t('simulator.ticket'));
    const box = await cellBox(page, t('simulator.ticket'), Math.min(2, names.length - 1));
    await page.mouse.click(box.x + 20, box.y + box.height / 2);
    await page.waitForFunction(() => window.fenmingTest.tree().some((node) => node.role === 'dialog'), null, { polling: 100 });
  },
  import: async () => {
    await open('/import');
    const chooser = page.waitForEvent('filechooser');
    await press(page, 'button', t('import.choose'));
    await (await chooser).setFiles({ name: '2026-03.csv', mimeType: 'text/csv', buffer: Buffer.from(tickets) });
    await place(page, 'table', t('import.errors'));
  },
  gallery: async () => open('/gallery'),
};
const everywhere = ['prices', 'simulator', 'import'];

async function prepareDraft() {
  t = await texts('zh-CN');
  await open('/prices/technician/3');
  await press(page, 'button', t('prices.new_draft', '3'));
  await page.waitForURL('**/draft');
  await place(page, 'status', t('prices.saved'));
}

await prepareDraft();
for (const [language, short] of [['zh-CN', 'zh'], ['en', 'en']]) {
  t = Object.assign(await texts(language), { language });
  for (const theme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme: theme });
    const answer = await context.request.patch(`${demo.origin}/api/v1/me/preferences`, { headers, data: { language, theme } });
    if (!answer.ok()) throw new Error(`preferences: ${answer.status()} ${await answer.text()}`);
    for (const [name, show] of Object.entries(screens)) {
      const wanted = all || everywhere.includes(name) || (short === 'zh') === (theme === 'light');
      if (!wanted) continue;
      await show();
      if (!['sign-in', 'first-administrator'].includes(name)) await quiet(page);
      await page.mouse.move(Number(width) / 2, 2);
      await page.screenshot({ path: join(directory, `${name}-${theme}-${short}.png`) });
    }
  }
}
await browser.close();
await demo.stop();
await empty.stop();
