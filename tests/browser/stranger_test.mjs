// The path of somebody who has never seen the program, in both languages, with real mouse and key
// events: from the one-time link of an empty server to a published book whose amounts the command
// line repeats.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { cellBox, cells, choose, editor, fill, fillCell, launch, place, press, project, quiet, shown, started, startServer, texts } from './harness.mjs';

const password = '每一分钱都有出处 2026';
const header = '工单号,区划代码,客户类型,服务类型,紧急程度,下单时间,接单时间,完成时间,里程(公里),师傅,项目,数量,实付金额';
// Ticket, division, item, quantity, and what it gets: fen, or null where it waits for a quote.
const good = [['GD-0001', '310115', 'install_wall', 1, 15000], ['GD-0002', '320583', 'check', 2, 12000],
  ['GD-0003', '440305', 'install_wall', 2, 30000], ['GD-0007', '650102', 'install_wall', 1, null], ['GD-0009', '320505', 'check', 1, 6000]];
const row = (ticket, division, item, quantity, created = '2026-03-02 09:10') =>
  `${ticket},${division},普通,安装,普通,${created},2026-03-02 09:25,2026-03-02 15:40,8,S-1001,${item},${quantity},100.00`;
const goodRow = (at) => row(...good[at].slice(0, 4));
const csv = [header, goodRow(0), goodRow(1), goodRow(2), row('GD-0004', '31011X', 'install_wall', 1),
  row('GD-0005', '310115', 'install_wall', '两台'), row('GD-0006', '310104', 'install_wall', 1, '昨天'), goodRow(3),
  row('GD-0008', '310104', '', 1), goodRow(4)].join('\n') + '\n';
const lines = good.map(([ticket, division, item, quantity]) => JSON.stringify({
  ticket, revision: 1, facts: { division, customer_class: 'normal', urgency: 'normal', service_type: 'install' },
  times: { created: '2026-03-02T09:10:00+08:00', taken: '2026-03-02T09:25:00+08:00', completed: '2026-03-02T15:40:00+08:00' },
  visits: [{ visit: 1, distance_m: 8000, people: [{ person: 'S-1001', role: 'lead' }], lines: [{ line: 1, item, quantity: String(quantity) }] }] })).join('\n') + '\n';
const yuan = (fen) => `¥${(fen / 100).toFixed(2)}`;

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

// The plain pages: fields by their labels, keys for the text.
async function signUp(page, link, text) {
  await page.goto(`${link.split('#')[0]}?lang=${text.language}#${link.split('#')[1]}`);
  for (const [label, value] of [[text.account, '老板'], [text.new_password, password], [text.repeat_password, password]]) {
    await page.getByLabel(label, { exact: true }).click();
    await page.keyboard.type(value);
  }
  await page.getByRole('button', { name: text.setup_action }).click();
  await started(page);
}

async function signOutAndIn(page, t, text) {
  await press(page, 'button', '老板');
  await press(page, 'menuitem', t('shell.sign_out'));
  await page.getByLabel(text.account, { exact: true }).click();
  await page.keyboard.type('老板');
  await page.getByLabel(text.password, { exact: true }).click();
  await page.keyboard.type(password);
  await page.keyboard.press('Enter');
  await started(page);
}

async function importTickets(page, t) {
  await press(page, 'link', t('import.title'));
  const chooser = page.waitForEvent('filechooser');
  await press(page, 'button', t('import.choose'));
  await (await chooser).setFiles({ name: 'march.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
  const tab = await page.waitForFunction((start) => window.fenmingTest.tree().find((node) => node.role === 'tab' && node.name.startsWith(start) && /\d/.test(node.name))?.name, t('import.tab_errors', ''), { polling: 100 });
  // A banner that comes with the server's answer moves the tabs, perhaps from under the pointer.
  for (let i = 0; i < 3 && !await page.evaluate((name) => window.fenmingTest.find('table', name), t('import.errors')); ++i) {
    await press(page, 'tab', await tab.jsonValue());
    await quiet(page);
  }
  await place(page, 'table', t('import.errors'));
  await quiet(page);
  const table = await page.evaluate((name) => {
    const tree = window.fenmingTest.tree();
    const at = tree.findIndex((node) => node.role === 'table' && node.name === name);
    const rows = [];
    for (const node of tree.slice(at + 1)) {
      if (node.role === 'heading') break;
      if (node.role === 'row') rows.push([]);
      if (node.role === 'cell') rows[rows.length - 1].push(node.value);
    }
    return rows;
  }, t('import.errors'));
  assert.deepEqual(table, [['5', '区划代码', '31011X', t('row.bad_division')], ['6', '数量', '两台', t('row.not_a_number')],
    ['7', '下单时间', '昨天', t('row.bad_time')], ['9', '项目', '', t('row.required')]]);
  await shown(page, `group "${t('import.accepted')}" = "5"`);
  await shown(page, `group "${t('import.refused')}" = "4"`);
  await press(page, 'button', t('import.accept'));
  await shown(page, t('import.done', 'march', '5'));
  await press(page, 'link', t('import.to_simulator'));
  await shown(page, t('simulator.no_book_text'));
  await press(page, 'button', t('simulator.to_prices'));
}

async function createBook(page, t) {
  await press(page, 'button', t('prices.new_book'));
  await fill(page, t('prices.book_name'), '师傅结算价目');
  await fill(page, t('prices.book_code'), 'technician');
  await press(page, 'button', t('prices.create'));
  await page.waitForURL('**/technician/draft');
}

async function fillTables(page, t) {
  await press(page, 'tab', t('prices.cities'));
  for (const [at, name, code, divisions] of [[0, '一线', 'tier1', '上海市 4403'], [1, '偏远', 'far', '54']]) {
    await press(page, 'button', t('prices.add'));
    await fillCell(page, t('prices.col_class'), at, name);
    await fillCell(page, t('prices.col_code'), at, code);
    await fillCell(page, t('prices.col_divisions'), at, divisions);
  }
  await press(page, 'tab', t('prices.items'));
  await fillCell(page, t('prices.col_item'), 0, '壁挂安装');
  await fillCell(page, t('prices.col_code'), 0, 'install_wall');
  assert.equal((await cellBox(page, t('prices.col_base'), 0)).value, '¥100.00');
  await press(page, 'button', t('prices.add'));
  await fillCell(page, t('prices.col_item'), 1, '上门检测');
  await fillCell(page, t('prices.col_code'), 1, 'check');
  await fillCell(page, t('prices.col_base'), 1, '60');
}

async function buildTiers(page, t) {
  const [fact, value] = [t('prices.fact'), t('prices.add_value')];
  await press(page, 'tab', t('prices.tiers'));
  await press(page, 'button', t('prices.add'));
  await fill(page, t('prices.col_tier'), '高级档');
  await choose(page, fact, t('fact.city_class'));
  assert.ok((await cells(page, t('prices.col_when')))[0].includes('一线'), 'begins with the first class of the book');
  await press(page, 'button', t('prices.add'));
  await fill(page, t('prices.col_tier'), '定制档');
  await press(page, 'radio', t('prices.kind_ticket'));
  await choose(page, fact, t('fact.division'));
  // From the tree of places: Xinjiang by its code is chosen, Shanghai, with which it began, is not.
  await press(page, 'combobox', t('prices.add_division_tree'));
  await editor(page).waitFor();
  await page.keyboard.type('65');
  await press(page, 'treeitem', '新疆维吾尔自治区');
  await page.keyboard.press('Escape');
  await quiet(page);
  await press(page, 'combobox', t('prices.add_division_tree'));
  await editor(page).waitFor();
  await page.keyboard.type('31');
  await press(page, 'treeitem', '上海市', 0);
  await page.keyboard.press('Escape');
  await quiet(page);
  await press(page, 'button', t('prices.add_test'));
  await press(page, 'radio', t('op.any'));
  await choose(page, fact, t('fact.city_class'), 1);
  await choose(page, value, '偏远', 0);
  await press(page, 'button', t('common.remove_named', '一线'));
  assert.ok((await cells(page, t('prices.col_when')))[0].includes('偏远'), 'the condition as a sentence');
  await press(page, 'tab', t('prices.items'));
  await fillCell(page, '高级档', 0, '１５０');
  assert.equal((await cellBox(page, '高级档', 0)).value, '¥150.00');
  assert.equal((await cellBox(page, '定制档', 0)).value, t('prices.on_request'));
  await place(page, 'status', t('prices.saved'));
}

async function simulate(page, t) {
  const now = t('simulator.now');
  const then = t('simulator.then');
  await press(page, 'link', t('simulator.short'));
  await shown(page, `group "${now}" = "¥630.00"`);
  await shown(page, t('simulator.waiting', '1'));
  const knob = t('simulator.value_of', '高级档 壁挂安装');
  await fill(page, knob, '160');
  await shown(page, `group "${then}" = "¥660.00"`);
  await press(page, 'button', t('common.undo'));
  await shown(page, `group "${then}" = "¥630.00"`);
}

// The amounts of the tickets that the list shows, by ticket.
async function listedAmounts(page, t) {
  await quiet(page);
  const names = await cells(page, t('simulator.ticket'));
  const amounts = await cells(page, t('simulator.column_then'));
  return Object.fromEntries(names.map((name, i) => [name, amounts[i]]));
}

async function readTicket(page, t) {
  await press(page, 'radio', t('simulator.tab_tiers'));
  const amounts = {};
  for (const tier of ['高级档', t('prices.default_tier'), t('simulator.no_tier')]) {
    await shown(page, `cell "${t('simulator.tier')}" = "${tier}"`);
    const at = (await cells(page, t('simulator.tier'))).indexOf(tier);
    const box = await cellBox(page, t('simulator.tier'), at);
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    await shown(page, `table "${t('simulator.ticket_list')}"`);
    Object.assign(amounts, await listedAmounts(page, t));
    await press(page, 'button', t('simulator.back'));
  }
  assert.deepEqual(amounts, Object.fromEntries(good.map(([ticket, , , , fen]) => [ticket, fen === null ? t('simulator.waits') : yuan(fen)])));
  const at = (await cells(page, t('simulator.tier'))).indexOf('高级档');
  const tier = await cellBox(page, t('simulator.tier'), at);
  await page.mouse.click(tier.x + tier.width / 2, tier.y + tier.height / 2);
  await shown(page, `table "${t('simulator.ticket_list')}"`);
  await quiet(page);
  const ticket = await cellBox(page, t('simulator.ticket'), (await cells(page, t('simulator.ticket'))).indexOf('GD-0001'));
  await page.mouse.click(ticket.x + ticket.width / 2, ticket.y + ticket.height / 2);
  await place(page, 'dialog', t('simulator.ticket_title', 'GD-0001'));
  await quiet(page);
  const tree = await page.evaluate(() => window.fenmingTest.snapshot());
  assert.ok(tree.includes('¥150.00') && tree.includes('S-1001 ¥150.00'), 'the line and who gets it');
  const reasons = await cells(page, t('simulator.first_failing'));
  assert.ok(reasons[0].includes('偏远'), 'why it is not the tier on request');
  assert.deepEqual(reasons.slice(1), [t('simulator.chosen'), t('simulator.tier_later')]);
  await page.keyboard.press('Escape');
  await page.waitForFunction(() => !window.fenmingTest.tree().some((node) => node.role === 'dialog'), null, { polling: 50 });
}

async function publish(page, t) {
  await press(page, 'button', t('simulator.open_prices'));
  await press(page, 'button', t('prices.publish'));
  await place(page, 'dialog', t('prices.publish_title'));
  await shown(page, t('prices.no_problems'));
  await press(page, 'button', t('prices.publish'));
  await page.waitForURL('**/technician/1');
  await shown(page, t('prices.published_toast', '1'));
  await shown(page, `treeitem "v1" = "${t('status.in_force')}`);
  await shown(page, t('prices.read_only'));
  const download = page.waitForEvent('download');
  await press(page, 'button', t('prices.export'));
  await press(page, 'menuitem', t('prices.export_file'));
  return (await download).path();
}

// The command line prices the same tickets by the downloaded file.
async function settleByCommand(book) {
  const directory = await mkdtemp(join(tmpdir(), 'fenming-stranger-'));
  try {
    await writeFile(join(directory, 'tickets.jsonl'), lines);
    const { stdout } = await promisify(execFile)(join(project, 'build/native/fenming'), ['settle', '--book', book, '--tickets', join(directory, 'tickets.jsonl')]);
    return stdout.trim().split('\n').map((line) => JSON.parse(line));
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

for (const language of ['zh-CN', 'en']) {
  test(`from an empty server to a published book (${language})`, async () => {
    const t = await texts(language);
    const text = { ...JSON.parse(await readFile(join(project, 'web/signin/text.json'), 'utf8'))[language], language };
    const server = await startServer(['--empty']);
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: language });
    const page = await context.newPage();
    const problems = [];
    page.on('pageerror', (error) => problems.push(String(error)));
    try {
      await signUp(page, server.link, text);
      if (language === 'en' && await page.evaluate(() => document.documentElement.lang) !== 'en') {
        await press(page, 'button', 'Switch to English');
        await page.waitForFunction(() => document.documentElement.lang === 'en');
      }
      await signOutAndIn(page, t, text);
      await importTickets(page, t);
      await createBook(page, t);
      await fillTables(page, t);
      await buildTiers(page, t);
      await simulate(page, t);
      await readTicket(page, t);
      const results = await settleByCommand(await publish(page, t));
      const told = results.map((result) => [result.ticket, result.total_fen ?? null]);
      assert.deepEqual(told, good.map(([ticket, , , , fen]) => [ticket, fen]));
      assert.deepEqual(problems, []);
    } finally {
      await context.close();
      await server.stop();
    }
  });
}
