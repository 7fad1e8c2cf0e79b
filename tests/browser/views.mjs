// Every screen and dialog with the demo's data, each reached from any other but the tabs of the
// import, which follow it. Pictures, the judgement of layouts, the audit of the mirror and the
// keyboard's way through all show the same ones.
import assert from 'node:assert/strict';
import { designerViews } from './designer_views.mjs';
import { cellBox, cells, choose, editor, fillCell, noDialog, place, press, quiet, started, waitFor } from './harness.mjs';

const header = '工单号,区划代码,客户类型,服务类型,紧急程度,下单时间,接单时间,完成时间,里程(公里),师傅,项目,数量,实付金额';
const tickets = `${[header, ...Array.from({ length: 24 }, (_, i) => [`GD-${2600 + i}`, i === 3 ? '31011X' : ['310115', '苏州昆山', '440305'][i % 3],
  ['VIP', '普通', '重点客户'][i % 3], ['安装', '维修'][i % 2], i % 5 ? '普通' : '加急', `2026-03-${String(i + 1).padStart(2, '0')} 09:10`,
  i === 7 ? '昨天' : `2026-03-${String(i + 1).padStart(2, '0')} 09:25`, `2026-03-${String(i + 2).padStart(2, '0')} 15:40`, (i * 1.7).toFixed(1),
  `S-${1001 + i % 9}`, i === 14 ? '' : i % 5 === 1 ? '挂机安装（旧名）' : ['ac_wall_install', 'ac_repair', 'pipe'][i % 3], i === 11 ? '两台' : i === 9 ? '2 箱' : i % 3 + 1, (100 + i * 3.5).toFixed(2)].join(','))].join('\n')}\n`;

const has = (page, test, argument) => page.waitForFunction(test, argument, { polling: 100, timeout: 60000 });
const role = (page, name) => has(page, (wanted) => window.fenmingTest.tree().some((node) => node.role === wanted), name);
const computed = (page, t) => has(page, (text) => window.fenmingTest.snapshot().includes(text), t('simulator.exact'));

// Another window of the same person stores other prices over this draft.
async function storeElsewhere(page, origin) {
  const url = `${origin}/api/v1/books/technician/draft`;
  const answer = await page.context().request.get(url);
  const draft = await answer.json();
  for (const item of draft.items.slice(3, 6)) item.price = { model: 'per_unit', unit_price_fen: 9900 };
  const stored = await page.context().request.put(url, { headers: { 'X-Fenming-Request': '1', 'If-Match': answer.headers().etag }, data: draft });
  assert.ok(stored.ok(), `the other window: ${stored.status()} ${await stored.text()}`);
}

// The draft is handed in for a second person, as it is where the company wants one.
async function handIn(page, origin) {
  const { request } = page.context();
  const headers = { 'X-Fenming-Request': '1' };
  const wanted = async (second) => {
    const company = await request.get(`${origin}/api/v1/company`);
    const set = await request.put(`${origin}/api/v1/company`, { headers: { ...headers, 'If-Match': company.headers().etag }, data: { ...await company.json(), second_person: second } });
    assert.ok(set.ok(), await set.text());
  };
  await wanted(true);
  const draft = await request.get(`${origin}/api/v1/books/technician/draft`);
  const handed = await request.post(`${origin}/api/v1/books/technician/submissions`,
    { headers: { ...headers, 'If-Match': draft.headers().etag }, data: { from: '2027-01-01', acknowledge: [], note: 'v4' } });
  assert.ok(handed.ok(), await handed.text());
  await wanted(false);
}

// Closes whatever lies over the screen; a conflict is decided for one's own side.
export async function leave(page, t) {
  if (!await page.evaluate(() => window.fenmingTest)) return;
  if (await page.evaluate((name) => window.fenmingTest.find('dialog', name), t('prices.conflict_title'))) {
    await press(page, 'button', t('prices.merge'));
    await noDialog(page);
    await place(page, 'status', t('prices.saved'));
  }
  for (let i = 0; i < 4 && await page.evaluate(() => window.fenmingTest.tree().some((node) => node.layer > 0)); ++i) {
    await page.keyboard.press('Escape');
    await quiet(page);
  }
}

// By name: what shows it, and whether it is a dialog over its screen. `origin` is a server with the
// demo's data, where a draft of the technicians' book is open.
export function views(page, t, origin) {
  const open = async (path) => {
    await leave(page, t);
    await page.goto(origin + path);
    await started(page);
    await quiet(page);
  };
  const pressCell = async (column, row = 0, options = {}) => {
    const box = await cellBox(page, column, row);
    await page.mouse.click(box.x + Math.min(30, box.width / 2), box.y + box.height / 2, options);
    await quiet(page);
  };
  // The tabs beside the file that was chosen count what they hold.
  const pressImportTab = async (key) => {
    const name = await has(page, (start) => window.fenmingTest.tree().find((node) => node.role === 'tab' && node.name.startsWith(start) && /\d/.test(node.name))?.name, t(key, ''));
    await press(page, 'tab', await name.jsonValue());
    await quiet(page);
  };
  const draft = '/prices/technician/draft';
  const screen = (show) => ({ show });
  const dialog = (show) => ({ show, dialog: true });
  return {
    prices: screen(async () => {
      await open(`${draft}?tier=core_premium`);
      await place(page, 'combobox', t('prices.fact'), 0);
    }),
    list: dialog(async () => {
      await open(`${draft}?tier=core_premium`);
      await press(page, 'combobox', t('prices.fact'), 0);
      await role(page, 'option');
    }),
    items: screen(async () => {
      await open(`${draft}?tab=items`);
      await pressCell(t('prices.col_item'));
      await place(page, 'combobox', t('prices.model'));
      if ((await waitFor(page, 'combobox', t('prices.model'))).value === t('prices.model_graduated')) return;
      await choose(page, t('prices.model'), t('prices.model_graduated'));
      await press(page, 'button', t('prices.add_step'));
    }),
    cell: screen(async () => {
      await open(`${draft}?tab=items`);
      await pressCell(t('prices.col_base'), 1);
      await page.keyboard.press('F2');
      await editor(page).waitFor();
    }),
    menu: dialog(async () => {
      await open(`${draft}?tab=items`);
      await pressCell(t('prices.col_base'), 1, { button: 'right' });
      await role(page, 'menuitem');
    }),
    parts: screen(() => open(`${draft}?tab=parts`).then(() => cellBox(page, t('prices.col_part'), 0))),
    surcharges: screen(() => open(`${draft}?tab=surcharges`).then(() => pressCell(t('prices.col_surcharge')))),
    limits: screen(() => open(`${draft}?tab=limits`)),
    cities: screen(() => open(`${draft}?tab=cities`)),
    bundles: screen(() => open(`${draft}?tab=bundles`)),
    split: screen(async () => {
      await open(`${draft}?tab=split`);
      await pressCell(t('prices.col_role'));
      await place(page, 'combobox', t('prices.col_role'));
    }),
    published: screen(() => open('/prices/technician/3').then(() => cellBox(page, t('prices.col_tier'), 0))),
    versions: screen(() => open('/prices/technician/3?tab=versions').then(() => pressCell(t('prices.versions_col_version')))),
    compare: dialog(async () => {
      await open('/prices/technician/3?tab=versions');
      await pressCell(t('prices.versions_col_version'));
      await press(page, 'button', t('prices.versions_compare'));
      await role(page, 'dialog');
    }),
    submission: dialog(async () => {
      await handIn(page, origin);
      await open('/prices/technician/3');
      await press(page, 'treeitem', await (await has(page, (start) => window.fenmingTest.tree().find((node) => node.role === 'treeitem' && node.name.startsWith(start))?.name, t('prices.waiting_line', ''))).jsonValue());
      await has(page, (name) => window.fenmingTest.find('group', name), t('prices.review_delta'));
    }),
    adjust: dialog(async () => {
      await open(draft);
      await pressCell(t('prices.col_start'));
      await press(page, 'button', t('prices.adjust'));
      await role(page, 'dialog');
      await editor(page).waitFor();
      await page.keyboard.type('+5');
    }),
    publish: dialog(async () => {
      await open(`${draft}?tab=items`);
      await fillCell(page, t('prices.col_base'), 1, '158');
      await fillCell(page, t('prices.col_base'), 2, '66');
      await place(page, 'status', t('prices.saved'));
      await press(page, 'button', t('prices.publish'));
      await place(page, 'dialog', t('prices.publish_title'));
      await has(page, (name) => window.fenmingTest.find('group', name) !== null, t('prices.review_delta'));
    }),
    conflict: dialog(async () => {
      await open(`${draft}?tab=items`);
      await storeElsewhere(page, origin);
      // Nothing is sent, and so nothing asked, before all three are typed.
      await page.context().setOffline(true);
      // Other prices than an earlier visit of this view left: what is not changed is no conflict.
      for (const row of [3, 4, 5]) {
        await fillCell(page, t('prices.col_base'), row, `${Number((await cells(page, t('prices.col_base')))[row].replace(/[^\d.]/g, '')) + 1}`);
      }
      await page.context().setOffline(false);
      await has(page, (name) => window.fenmingTest.find('dialog', name) !== null, t('prices.conflict_title'));
    }),
    'new-book': dialog(async () => {
      await open('/prices/technician/3');
      await press(page, 'button', t('prices.new_book'));
      await role(page, 'dialog');
    }),
    palette: dialog(async () => {
      await open('/prices/technician/3');
      await page.keyboard.press('Control+K');
      await role(page, 'dialog');
    }),
    help: dialog(async () => {
      await open('/prices/technician/3');
      await page.keyboard.press('F1');
      await role(page, 'dialog');
    }),
    keys: dialog(async () => {
      await open('/prices/technician/3');
      await page.keyboard.press('Control+/');
      await role(page, 'dialog');
    }),
    'user-menu': dialog(async () => {
      await open('/prices/technician/3');
      await press(page, 'button', (await (await page.context().request.get(`${origin}/api/v1/me`)).json()).name);
      await role(page, 'menu');
    }),
    simulator: screen(async () => {
      await open('/simulator?base=2&with=2');
      const name = await has(page, () => window.fenmingTest.tree().find((node) => node.role === 'slider')?.name);
      const knob = await place(page, 'slider', await name.jsonValue());
      await page.mouse.click(knob.x + knob.width * 0.56, knob.y + knob.height / 2);
      await computed(page, t);
    }),
    difference: screen(() => open('/simulator?base=2&with=3').then(() => computed(page, t))),
    ticket: dialog(async () => {
      await open('/simulator?base=2&with=3&row=1&month=3');
      await has(page, (name) => window.fenmingTest.tree().some((node) => node.role === 'cell' && node.name === name), t('simulator.ticket'));
      const names = await cells(page, t('simulator.ticket'));
      const box = await cellBox(page, t('simulator.ticket'), Math.min(2, names.length - 1));
      await page.mouse.click(box.x + 20, box.y + box.height / 2);
      await role(page, 'dialog');
    }),
    'import-empty': screen(() => open('/import')),
    import: screen(async () => {
      await open('/import');
      const chooser = page.waitForEvent('filechooser');
      await press(page, 'button', t('import.choose'));
      await (await chooser).setFiles({ name: '2026-03.csv', mimeType: 'text/csv', buffer: Buffer.from(tickets) });
      await place(page, 'table', t('import.preview'));
    }),
    'import-names': screen(() => pressImportTab('import.tab_names')),
    'import-errors': screen(() => pressImportTab('import.tab_errors')),
    backtest: screen(async () => {
      await open('/simulator?base=2&with=2&tab=backtest');
      await computed(page, t);
      await has(page, (name) => window.fenmingTest.tree().some((node) => node.role === 'cell' && node.name === name), t('backtest.cause'));
      await has(page, (name) => !window.fenmingTest.tree().some((node) => node.role === 'progressbar' && node.name === name), t('backtest.busy'));
    }),
    settings: screen(() => open('/settings')),
    company: screen(() => open('/settings/company')),
    calendars: screen(() => open('/settings/calendars')),
    zones: screen(async () => {
      await open('/settings/zones');
      await press(page, 'button', t('zone.queue_load'));
      await has(page, (name) => window.fenmingTest.tree().some((node) => node.role === 'cell' && node.name === name), t('zone.place'));
    }),
    people: screen(() => open('/settings/people')),
    invite: dialog(async () => {
      await open('/settings/people');
      await press(page, 'button', t('settings.invite'));
      await role(page, 'dialog');
    }),
    ...designerViews(page, t, origin, { open, screen, dialog }),
    gallery: screen(() => open('/gallery')),
    'gallery-data': screen(() => open('/gallery?tab=data')),
    'gallery-feedback': screen(() => open('/gallery?tab=feedback')),
  };
}
