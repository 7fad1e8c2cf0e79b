// The template designer with real mouse and key events: a template drawn from an empty canvas and
// published, a deadlock told and put right, undo, the server's gate, groups.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { editor, fill, find, launch, open, place, press, quiet, sessionOf, settle, started, startServer, texts, until, waitFor } from './harness.mjs';

let browser, server, t, storageState;
before(async () => {
  t = await texts('zh-CN');
  server = await startServer(['--demo', '--demo-tickets', '1000']);
  browser = await launch();
  storageState = await sessionOf(browser, server.link);
});
const enter = () => open(browser, `${server.origin}/templates`, { storageState });
after(async () => { await browser.close(); await server.stop(); });

const nodes = (page) => page.evaluate(() => window.fenmingTest.tree().filter((node) => node.role === 'option' && node.id).map((node) => ({ name: node.name, value: node.value, rect: node.rect, visible: node.visible, states: node.states })));
const nodeBox = async (page, name) => {
  await waitFor(page, 'option', name);
  const { x, y, width, height } = await find(page, 'option', name);
  return { x, y, width, height, middle: [x + width / 2, y + height / 2] };
};
const clickNode = async (page, name) => { const { middle } = await nodeBox(page, name); await page.mouse.click(...middle); await quiet(page); };
const findings = (page) => page.evaluate(() => window.fenmingTest.tree().filter((node) => node.role === 'listitem').map((node) => node.name));
// The draft as the server has it, once it says so: saving waits for a pause.
async function reaches(page, code, read, expected) {
  let seen;
  await until(async () => {
    const { template } = await stored(page, code);  // none before the first save
    seen = template && read(template);
    return JSON.stringify(seen) === JSON.stringify(expected);
  }).catch(() => assert.deepEqual(seen, expected));
}
const pairs = (template) => template.edges.map((edge) => [edge.from, edge.to]).sort();
const stored = async (page, code) => (await page.context().request.get(`${server.origin}/api/v1/templates/${code}/draft`)).json();

async function create(page, name, code) {
  await page.goto(`${server.origin}/templates`);
  await started(page);
  await press(page, 'button', t('designer.new'));
  await fill(page, t('designer.name'), name);
  await fill(page, t('designer.code'), code);
  await press(page, 'button', t('prices.create'));
  await page.waitForURL(`**/templates/${code}/draft`);
  await started(page);
  await waitFor(page, 'listbox', t('designer.canvas'));
}

// The kind is found by the first letters of its pinyin and stands behind the selected node.
async function add(page, letters) {
  await page.keyboard.press('/');
  await editor(page).waitFor();
  await page.keyboard.type(letters);
  await quiet(page);
  await page.keyboard.press('Enter');
  await editor(page).waitFor({ state: 'detached' });
  await quiet(page);
}

test('a template is drawn by keys, proved, and published', async () => {
  const page = await enter();
  await create(page, '上门检测', 'check_visit');
  await clickNode(page, t('node.start'));
  await add(page, 'rw');
  assert.deepEqual((await nodes(page)).map((node) => node.name).filter((name) => !name.includes('→')).sort(), [t('node.task'), t('node.start')].sort());
  await page.keyboard.press('F2');
  await editor(page).waitFor();
  await page.keyboard.press('Control+A');
  await page.keyboard.type('上门检测');
  await page.keyboard.press('Enter');
  await quiet(page);
  await add(page, 'js');
  await reaches(page, 'check_visit', pairs, [['start', 'task'], ['task', 'end']]);
  assert.deepEqual((await stored(page, 'check_visit')).template.nodes.map((node) => [node.kind, node.title]), [['start', t('node.start')], ['task', '上门检测'], ['end', t('node.end')]]);
  // Nothing settles what the books price: each finding offers the trigger that is missing.
  for (let left = (await findings(page)).length; left > 0; left = (await findings(page)).length) {
    await press(page, 'link', t('flaw.fix_add_trigger'), 0);
    await until(async () => { await settle(page); return (await findings(page)).length < left; }).catch(async () => assert.fail(`still found: ${(await findings(page)).join('; ')}`));
  }
  await waitFor(page, 'text', t('designer.all_proved'));
  await press(page, 'button', t('designer.publish_more'));
  await press(page, 'button', t('designer.publish'));
  await page.waitForURL('**/templates/check_visit/1');
  const list = await (await page.context().request.get(`${server.origin}/api/v1/templates`)).json();
  assert.equal(list.templates.find((entry) => entry.template === 'check_visit').versions.length, 1);
  assert.deepEqual(page.problems, []);
  await page.context().close();
});

test('the mouse adds, connects, moves and splits; undo takes every step back', async () => {
  const page = await enter();
  await create(page, '鼠标', 'by_mouse');
  const before = (await stored(page, 'by_mouse')).template;
  const canvas = await place(page, 'listbox', t('designer.canvas'));
  const drop = async (kind, x, y) => {
    const box = await place(page, 'button', t(kind));
    await page.mouse.move(box.x + 30, box.y + 12);
    await page.mouse.down();
    await page.mouse.move(x - 60, y - 40, { steps: 4 });
    await page.mouse.move(x, y, { steps: 4 });
    await page.mouse.up();
    await quiet(page);
  };
  const from = await nodeBox(page, t('node.start'));
  await drop('node.end', from.middle[0], from.middle[1] + 260);
  // From the handle below the selected node to the other one.
  await clickNode(page, t('node.start'));
  const end = await nodeBox(page, t('node.end'));
  await page.mouse.move(from.middle[0], from.y + from.height + 12);
  await page.mouse.down();
  await page.mouse.move(end.middle[0], end.middle[1] - 40, { steps: 5 });
  await page.mouse.move(...end.middle, { steps: 3 });
  await page.mouse.up();
  await reaches(page, 'by_mouse', pairs, [['start', 'end']]);
  // Dropped on the edge, a node comes between.
  await drop('node.task', from.middle[0], (from.middle[1] + end.middle[1]) / 2);
  await reaches(page, 'by_mouse', pairs, [['start', 'task'], ['task', 'end']]);
  const task = await nodeBox(page, t('node.task'));
  await page.mouse.move(...task.middle);
  await page.mouse.down();
  await page.mouse.move(task.middle[0] + 90, task.middle[1] + 10, { steps: 6 });
  await page.mouse.up();
  await settle(page);
  const moved = await nodeBox(page, t('node.task'));
  assert.ok(moved.x - task.x > 60, 'it went where it was dragged');
  for (let i = 0; i < 4; ++i) { await page.keyboard.press('Control+Z'); await quiet(page); }
  await reaches(page, 'by_mouse', (template) => template, before);
  assert.ok(canvas.width > 600);
  assert.deepEqual(page.problems, []);
  await page.context().close();
});

test('a deadlock is told and put right; the server refuses what is unsound', async () => {
  const page = await enter();
  await page.goto(`${server.origin}/templates/ac_install/1`);
  await started(page);
  await press(page, 'button', t('designer.edit'));
  await page.waitForURL('**/templates/ac_install/draft');
  await waitFor(page, 'text', t('designer.all_proved'));
  // The branch before the join becomes a way around it: the join waits for what never comes.
  await clickNode(page, '并行收尾');
  await page.keyboard.press('Shift+F10');
  await press(page, 'menuitem', t('designer.change_kind'));
  await editor(page).waitFor();
  await page.keyboard.type('fz');
  await page.keyboard.press('Enter');
  await until(async () => { await settle(page); return (await findings(page)).some((text) => text.includes(t('flaw.deadlock'))); });
  await reaches(page, 'ac_install', (template) => template.nodes.find((node) => node.node === 'finish').kind, 'branch');
  const answer = await page.context().request.post(`${server.origin}/api/v1/templates/ac_install/publish`, {
    headers: { 'X-Fenming-Request': '1', 'If-Match': (await page.context().request.get(`${server.origin}/api/v1/templates/ac_install/draft`)).headers().etag }, data: {} });
  assert.equal(answer.status(), 422);
  assert.equal((await answer.json()).code, 'template_refuted');
  await page.keyboard.press('Control+Z');
  await until(async () => { await settle(page); return (await find(page, 'text', t('designer.all_proved'))) !== null; });
  assert.deepEqual(page.problems, []);
  await page.context().close();
});

test('a group is made, closed, entered and left, by keys and by the mouse', async () => {
  const page = await enter();
  await create(page, '分组', 'grouped');
  const group = async () => (await page.evaluate(() => window.fenmingTest.tree())).find((node) => node.role === 'option' && node.value.startsWith(t('designer.group')));
  const sees = (name, there) => until(async () => (await nodes(page)).some((node) => node.name === name) === there);
  const menu = async (name) => {
    for (let i = 0; i < 12 && !(await page.evaluate((wanted) => window.fenmingTest.find('menuitem', wanted)?.states.includes('focused'), name)); ++i) {
      await page.keyboard.press('ArrowDown');
      await quiet(page);
    }
    await page.keyboard.press('Enter');
    await quiet(page);
  };
  await clickNode(page, t('node.start'));
  await add(page, 'rw');
  await add(page, 'js');
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Control+G');
  await until(async () => (await group())?.states.includes('selected'));
  await page.keyboard.press('Shift+F10');
  await waitFor(page, 'menu', t('designer.canvas'));
  await menu(t('prices.fold'));
  await sees(t('node.task'), false);
  assert.ok((await group()).states.includes('collapsed'));
  await until(async () => JSON.stringify((await stored(page, 'grouped')).drawing?.groups?.map((one) => Boolean(one.collapsed))) === JSON.stringify([true]));
  // Enter goes in, Esc comes out.
  await page.keyboard.press('Enter');
  await sees(t('node.task'), true);
  await waitFor(page, 'link', '分组');
  await page.keyboard.press('Escape');
  await sees(t('node.task'), false);
  // So does a double click; the way back is the first crumb.
  const box = (await group()).rect;
  await page.mouse.dblclick(box[0] + box[2] / 2, box[1] + box[3] / 2);
  await sees(t('node.task'), true);
  const crumb = await place(page, 'link', '分组');
  await page.mouse.move(crumb.x + crumb.width / 2, crumb.y + crumb.height / 2, { steps: 3 });
  await quiet(page);
  await press(page, 'link', '分组');
  await sees(t('node.task'), false);
  const closed = (await group()).rect;
  await page.mouse.click(closed[0] + closed[2] / 2, closed[1] + closed[3] / 2);
  await press(page, 'button', t('prices.unfold'));
  await sees(t('node.task'), true);
  assert.ok((await group()).states.includes('expanded'));
  assert.deepEqual(page.problems, []);
  await page.context().close();
});
