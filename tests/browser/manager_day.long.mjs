// A pricing manager's day, in Chinese and by the keyboard alone: last year's workbook with fifty kinds
// of dirt is imported, what has to be said is said, a price column comes from a spreadsheet, a region
// is raised by 3 %, the difference in money is read, and a second person publishes for the first of
// next month.   node manager_day.long.mjs [DIRECTORY] takes a picture after every step
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { after, before, test } from 'node:test';
import { cells, editor, launch, noDialog, place, quiet, shown, started, startServer, texts, waitFor } from './harness.mjs';
import { forbidPointers, keysOf } from './keys.mjs';

const pictures = process.argv[2];
const workbook = execFileSync('/usr/bin/python3', [fileURLToPath(new URL('./make_last_year.py', import.meta.url))]);
const media = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const headers = { 'X-Fenming-Request': '1', 'Content-Type': 'application/json' };
const password = '一天之内改完全年的价 2026';

// What becomes of each kind of dirt (make_last_year.py): `cell`: mended, the row is taken with this
// text; `listed`: the row is refused with its field and reason, which names the remedy; `note`: told
// beside the file, with the place; `said`: asked once in the names, and the row is then taken.
const dirt = [
  ['title rows above the header', { note: 'skipped', at: '1' }],
  ['a remark above the header', { note: 'skipped', at: '2' }],
  ['a header of two merged rows', { row: 6, cell: ['时间/下单', '2025-03-07 09:10'] }],
  ['several sheets, a cover first', { row: 6, cell: ['工单号', 'LY-0006'] }],
  ['a hidden column', { row: 6, cell: ['内部', '7'] }],
  ['a number as text', { row: 7, cell: ['数量', '12'] }],
  ['full-width digits', { row: 8, cell: ['数量', '2'] }],
  ['full-width point', { row: 8, cell: ['里程(公里)', '12.5'] }],
  ['thousands separators', { row: 9, cell: ['实付金额', '1234.50'] }],
  ['a currency sign', { row: 10, cell: ['实付金额', '￥150.00'] }],
  ['a currency word', { row: 11, cell: ['实付金额', '150元'] }],
  ['a date serial', { row: 12, cell: ['时间/接单', '2025-03-06 09:36'] }],
  ['a date with slashes', { row: 13, cell: ['时间/下单', '2025/3/7 9:05'] }],
  ['a date in Chinese', { row: 14, cell: ['时间/下单', '2025年3月7日 9时5分'] }],
  ['a date with points', { row: 15, cell: ['时间/下单', '2025.3.7 09:05'] }],
  ['a date without a year', { row: 16, listed: ['时间/下单', '3月7日', 'row.bad_time'] }],
  ['trailing blanks', { row: 17, cell: ['工单号', 'LY-0017'] }],
  ['no-break spaces', { row: 18, cell: ['工单号', 'LY-0018'] }],
  ['an ideographic space', { row: 18, cell: ['师傅', 'S-1001'] }],
  ['a subtotal', { note: 'total', at: '19' }],
  ['a blank row', { row: 20, blank: true }],
  ['a ticket number on two rows', { row: 21, cell: ['工单号', 'LY-0006'] }],
  ['a ticket that contradicts itself', { row: 22, listed: ['工单号', 'LY-0007', 'row.contradiction'] }],
  ['the other row of that ticket', { row: 7, listed: ['', '', 'row.incomplete'] }],
  ['a formula with its result', { row: 23, cell: ['数量', '3'] }],
  ['a formula without one', { note: 'formula', at: 'M24' }],
  ['an error cell', { note: 'error', at: 'M25' }],
  ['a negative quantity', { row: 26, listed: ['数量', '-1', 'row.out_of_range'] }],
  ['an item by another name', { row: 27, said: ['挂机安装', '空调挂机安装'] }],
  ['a region misspelt', { row: 28, said: ['31011X', '310115'] }],
  ['a county of four cities', { row: 29, said: ['鼓楼区', '320106'] }],
  ['a unit behind the quantity', { row: 30, cell: ['数量', '2台'] }],
  ['metres for kilometres', { row: 31, listed: ['里程(公里)', '8500米', 'row.not_a_number'] }],
  ['a truth value', { row: 32, cell: ['紧急程度', 'TRUE'] }],
  ['a hidden row', { note: 'hidden', at: '33' }],
  ['a text too long for a code', { row: 34, listed: ['师傅', '师傅'.repeat(200), 'row.too_long'] }],
  ['a leading apostrophe', { row: 35, cell: ['工单号', 'LY-0035'] }],
  ['a text that begins like a formula', { row: 36, cell: ['备注', "=cmd|' /C calc'!A0"] }],
  ['emoji', { row: 37, cell: ['备注', '客户满意👍'] }],
  ['CR and LF at the end of a cell', { row: 38, cell: ['客户类型', 'VIP'] }],
  ['lines within a cell', { row: 39, cell: ['备注', '第一行 第二行 第三行'] }],
  ['a percentage as a quantity', { row: 40, listed: ['数量', '50%', 'row.unknown_unit'] }],
  ['a number shown as 2.03E+11', { row: 41, cell: ['工单号', '202503000041'] }],
  ['scientific notation as text', { row: 42, listed: ['实付金额', '1.5E+2', 'row.not_a_number'] }],
  ['more digits than Excel keeps', { note: 'digits', at: 'A43' }],
  ['noise behind the fifteenth digit', { row: 44, cell: ['实付金额', '0.3'] }],
  ['no ticket number', { row: 45, listed: ['工单号', '', 'row.required'] }],
  ['a merged ticket number', { row: 47, cell: ['工单号', 'LY-0046'] }],
  ['neither item nor part', { row: 48, listed: ['项目', '', 'row.required'] }],
  ['no such day', { row: 49, listed: ['时间/下单', '2025-13-45 09:00', 'row.bad_time'] }],
  ['a word for a date', { row: 50, listed: ['时间/完成', '昨天', 'row.bad_time'] }],
];
const refused = new Set(dirt.filter(([, outcome]) => outcome.listed).map(([, outcome]) => outcome.row));
// Rows 6 to 51 without the subtotal and the blank one.
const rowsOfTickets = 44;

let browser;
let server;
let t;
const problems = [];
before(async () => {
  t = await texts('zh-CN');
  browser = await launch();
  server = await startServer(['--demo', '--demo-tickets', '2000']);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

async function person() {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN', permissions: ['clipboard-read', 'clipboard-write'] });
  const page = await context.newPage();
  page.on('pageerror', (error) => problems.push(String(error)));
  await forbidPointers(page);
  return page;
}
const ask = async (page, method, path, data) => {
  const answer = await page.context().request.fetch(server.origin + path, { method, headers, data });
  assert.ok(answer.ok(), `${method} ${path}: ${answer.status()} ${await answer.text()}`);
  return answer.json();
};

// The company wants a second person; the manager has an account.
async function prepare(chief, manager) {
  await chief.goto(server.link);
  await started(chief);
  const company = await chief.context().request.get(`${server.origin}/api/v1/company`);
  const set = await chief.context().request.put(`${server.origin}/api/v1/company`,
    { headers: { ...headers, 'If-Match': company.headers().etag }, data: { ...await company.json(), second_person: true } });
  assert.ok(set.ok(), await set.text());
  const invited = await ask(chief, 'POST', '/api/v1/people', { name: '王', role: 'price_manager' });
  await manager.goto(server.origin + invited.invitation.path);
  for (let i = 0; i < 2; ++i) {
    while (await manager.evaluate(() => document.activeElement.type !== 'password' || document.activeElement.value !== '')) await manager.keyboard.press('Tab');
    await manager.keyboard.type(password);
  }
  await manager.keyboard.press('Enter');
  await started(manager);
}

// A table as it is read by its keys, page by page: the texts of each row.
async function readTable(page, keys, name) {
  await keys.tabTo('cell');
  await keys.press('Control+Home');
  const rows = new Map();
  for (let last = -1; rows.size !== last;) {
    last = rows.size;
    const seen = await page.evaluate((table) => {
      const tree = window.fenmingTest.tree();
      const at = tree.findIndex((node) => node.role === 'table' && node.name === table);
      const found = [];
      for (const node of tree.slice(at + 1)) {
        if (node.role === 'row') found.push([node.index, []]);
        else if (node.role === 'cell' && found.length) found.at(-1)[1].push(node.value);
        else if (node.role !== 'columnheader') break;
      }
      return found;
    }, name);
    for (const [index, cellsOfRow] of seen) rows.set(index, cellsOfRow);
    await keys.press('PageDown');
  }
  return [...rows].sort((a, b) => a[0] - b[0]).map(([, row]) => row);
}

const tabNamed = async (page, start) => (await page.waitForFunction((text) => window.fenmingTest.tree().find((node) => node.role === 'tab' && node.name.startsWith(text))?.name, start, { polling: 50, timeout: 20000 })).jsonValue();

// Shows one of the import's tabs.
async function showTab(page, keys, key) {
  const wanted = await tabNamed(page, t(key, '').trim());
  await keys.tabTo('tab', wanted);
  await keys.press('Enter');
}

async function chooseFile(page, keys) {
  await page.goto(`${server.origin}/import`);
  await started(page);
  await quiet(page);
  const answer = page.waitForResponse((response) => response.url().includes('/api/v1/sheets'));
  const chooser = page.waitForEvent('filechooser');
  await keys.type(t('import.choose'));
  await page.keyboard.press('Enter');
  await (await chooser).setFiles({ name: '去年.xlsx', mimeType: media, buffer: workbook });
  const sheets = await (await answer).json();
  assert.deepEqual(sheets.sheets.map((sheet) => [sheet.name, sheet.hidden]), [['说明', false], ['2025工单', false], ['汇总', false], ['草稿', true]]);
  assert.equal(sheets.chosen, 1);
  await place(page, 'table', t('import.preview'));
  return sheets;
}

// Three titles of the merged header are said by hand.
async function mapColumns(page, keys) {
  for (const [column, field] of [['时间/下单', 'time.created'], ['时间/接单', 'time.taken'], ['时间/完成', 'time.completed']]) {
    await keys.tabTo('combobox', column);
    await keys.press('Enter');
    await editor(page).waitFor();
    await keys.chooseTyped(t(field));
    await keys.gone('listbox', column);
  }
}

// Names that are not known are listed with the most money first; each is said once.
async function sayNames(page, keys) {
  await showTab(page, keys, 'import.tab_names');
  for (const [, { said }] of dirt.filter(([, outcome]) => outcome.said)) {
    await keys.toCell(t('names.written'));
    const rows = await cells(page, t('names.written'));
    for (let i = 0; i < rows.indexOf(said[0]); ++i) await keys.press('ArrowDown');
    await keys.tabTo('combobox', t('names.meaning'));
    await keys.press('Enter');
    await editor(page).waitFor();
    await page.keyboard.type(said[1]);
    await quiet(page);
    if (/^\d+$/.test(said[1])) await keys.press('ArrowDown', 'Enter', 'Escape');
    else await keys.press('Enter');
    await quiet(page);
  }
}

async function importLastYear(page, keys, context) {
  const sheets = await chooseFile(page, keys);
  await mapColumns(page, keys);
  await sayNames(page, keys);
  await showTab(page, keys, 'import.tab_errors');
  const listed = await readTable(page, keys, t('import.errors'));
  const lines = sheets.csv.split('\n').map((line) => line.split(','));
  const header = lines[4];
  const counts = { mended: 0, listed: 0, told: 0, said: 0 };
  const wrong = [];
  const expect = (right, kind, told) => { if (!right) wrong.push(`${kind}: ${JSON.stringify(told)}`); };
  for (const [kind, { row, cell, listed: reason, note, at, said, blank }] of dirt) {
    const own = listed.filter((entry) => Number(entry[0]) === row);
    if (cell) {
      const text = lines[row - 1][header.indexOf(cell[0])];
      expect(text === cell[1] && (refused.has(row) || own.length === 0), kind, [text, own]);
      ++counts.mended;
    } else if (reason) {
      expect(own.some((entry) => entry[1] === reason[0] && entry[2] === reason[1] && entry[3] === t(reason[2])), kind, own);
      ++counts.listed;
    } else if (note) {
      const told = sheets.sheets[1].notes.find((each) => each.code === `sheet_note_${note}`);
      expect(told?.places.includes(at) && told.message.includes(at), kind, told);
      ++counts.told;
    } else if (said) {
      expect(own.length === 0, kind, own);
      ++counts.said;
    } else {
      expect(blank && lines[row - 1].join('') === '', kind, lines[row - 1]);
      ++counts.mended;
    }
  }
  const others = listed.filter((entry) => !refused.has(Number(entry[0])));
  expect(others.length === 0, 'nothing else is refused', others);
  assert.equal(wrong.join('\n'), '');
  const accepted = rowsOfTickets - refused.size;
  await shown(page, `group "${t('import.accepted')}" = "${accepted}"`);
  await keys.tabTo('button', t('import.accept'));
  await keys.press('Enter');
  // Two tickets have two rows.
  await shown(page, t('import.done', '去年', String(accepted - 2)));
  context.diagnostic(`${dirt.length} kinds of dirt: ${JSON.stringify(counts)}; ${accepted} of ${rowsOfTickets} rows taken`);
}

// A price column from a spreadsheet, and a region's prices raised by 3 %.
async function changePrices(page, keys) {
  await keys.command(t('palette.go', t('prices.title')));
  await keys.shows('treeitem', 'v3');
  await keys.command('sfjsjm v3');
  await page.waitForURL('**/prices/technician/3');
  await keys.shows('button', t('prices.new_draft', '3'));
  await keys.command('jyv3xjcg');
  await page.waitForURL('**/technician/draft');
  await keys.shows('status', t('prices.saved'));
  await keys.command('dkxm');
  const base = t('prices.col_base');
  await keys.shows('cell', base);
  await page.evaluate(() => navigator.clipboard.writeText('112.00\r\n￥153\r\n７２．５\r\n'));
  await keys.toCell(base);
  await keys.press('Control+V');
  assert.deepEqual((await cells(page, base)).slice(0, 3), ['¥112.00', '¥153.00', '¥72.50']);
  const region = '边远地区档';
  const before = await cells(page, region);
  await keys.toCell(region);
  await keys.press('Control+Shift+ArrowDown');
  await keys.command('pltz');
  await keys.shows('dialog', t('prices.adjust_title'));
  await editor(page).waitFor();
  await page.keyboard.type('+3%');
  await keys.press('Enter');
  await keys.gone('dialog', t('prices.adjust_title'));
  const fen = (text) => BigInt(text.replace(/[^\d]/g, ''));
  const raised = await cells(page, region);
  assert.ok(before.length > 3);
  before.forEach((text, i) => { if (text.startsWith('¥')) assert.equal(fen(raised[i]), (fen(text) * 103n + 50n) / 100n, `${text} raised`); });
  await keys.shows('status', t('prices.saved'));
  return raised;
}

const firstOfNextMonth = () => {
  const now = new Date(Date.now() + 8 * 3600e3);
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1)).toISOString().slice(0, 10);
};
const delta = async (page) => {
  await page.waitForFunction((name) => window.fenmingTest.find('group', name) !== null, t('prices.review_delta'), { polling: 100, timeout: 90000 });
  return (await waitFor(page, 'group', t('prices.review_delta'))).value;
};

async function handIn(page, keys) {
  await keys.command('fb');
  await keys.shows('dialog', t('prices.submit_title'));
  const difference = await delta(page);
  assert.match(difference, /^[+-]¥[\d,]+\.\d\d/);
  for (const [field, text] of [[t('prices.publish_from'), firstOfNextMonth()], [t('prices.submit_note'), '边远地区上调 3%']]) {
    await keys.tabTo('textbox', field);
    await editor(page).waitFor();
    await page.keyboard.press('Control+A');
    await page.keyboard.type(text);
    await keys.press('Enter');
  }
  // What the checks found is acknowledged, one by one.
  const open = () => page.evaluate(() => window.fenmingTest.tree().filter((node) => node.role === 'checkbox' && node.states.includes('unchecked')).map((node) => node.name));
  for (let names = await open(); names.length; names = await open()) {
    await keys.tabTo('checkbox', names[0]);
    await keys.press('Space');
  }
  await keys.tabTo('button', t('prices.submit'));
  await keys.press('Enter');
  await noDialog(page);
  return difference;
}

async function approve(page, keys, difference) {
  await page.goto(`${server.origin}/prices/technician/3`);
  await started(page);
  await keys.tabTo('treeitem', t('prices.waiting_line', '王'));
  await keys.press('Enter');
  await place(page, 'dialog', t('prices.submission_title', '王', firstOfNextMonth()));
  await shown(page, '边远地区上调 3%');
  assert.equal(await delta(page), difference, 'both see the same money');
  await keys.tabTo('button', t('prices.approve'));
  await keys.press('Enter');
  await noDialog(page);
  await shown(page, t('prices.published_toast', '4'));
}

test('a pricing manager\'s day by the keyboard', { timeout: 900000 }, async (context) => {
  const [chief, manager] = [await person(), await person()];
  const keys = keysOf(manager, t);
  const shot = async (name) => {
    if (!pictures) return;
    await mkdir(pictures, { recursive: true });
    for (const [who, page] of [['manager', manager], ['chief', chief]]) await page.screenshot({ path: join(pictures, `${name}, ${who}.png`) });
  };
  const step = async (name, run) => {
    const start = Date.now();
    const result = await run().catch((error) => { throw new Error(`${name}: ${error.stack}`); }).finally(() => shot(name));
    context.diagnostic(`${name}: ${Date.now() - start} ms`);
    return result;
  };
  await step('two accounts', () => prepare(chief, manager));
  await step('last year\'s workbook', () => importLastYear(manager, keys, context));
  const raised = await step('prices', () => changePrices(manager, keys));
  const difference = await step('handed in', () => handIn(manager, keys));
  await step('published by a second person', () => approve(chief, keysOf(chief, t), difference));
  const published = await ask(chief, 'GET', '/api/v1/books/technician/versions/4');
  assert.equal(published.from, firstOfNextMonth());
  assert.deepEqual(published.items.slice(0, 3).map((item) => item.price.unit_price_fen ?? item.price.amount_fen), [11200, 15300, 7250]);
  assert.ok(raised.length > 3);
  assert.deepEqual(problems, []);
  context.diagnostic(`no pointer event; ${difference} over past tickets`);
});
