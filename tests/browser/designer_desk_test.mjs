// The designer as a desk of several: conditions of every shape a form has, who else draws at the same
// template, keys that somebody changed.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { storeTemplate } from './designer_views.mjs';
import { acceptInvitation, cells, choose, fillCell, find, launch, newPage, open, openCell, pageTexts, place, press, quiet, sessionOf, settle, started, startServer, texts, until, waitFor } from './harness.mjs';

let browser, server, t, storageState;
before(async () => {
  t = await texts('zh-CN');
  server = await startServer(['--demo', '--demo-tickets', '1000']);
  browser = await launch();
  storageState = await sessionOf(browser, server.link);
});
after(async () => { await browser.close(); await server.stop(); });

async function edit(page) {
  await page.goto(`${server.origin}/templates/ac_install/1`);
  await started(page);
  await press(page, 'button', t('designer.edit'));
  await page.waitForURL('**/templates/ac_install/draft');
  await waitFor(page, 'text', t('designer.all_proved'));
}
const draft = async (page, code = 'ac_install') => (await page.context().request.get(`${server.origin}/api/v1/templates/${code}/draft`)).json();
// The condition of an edge as the server has it, once it is the expected one.
async function becomes(page, edge, expected, code) {
  let seen;
  await until(async () => {
    seen = (await draft(page, code)).template?.edges.find((one) => one.edge === edge)?.when;
    return JSON.stringify(seen) === JSON.stringify(expected);
  }).catch(() => assert.deepEqual(seen, expected));
}
async function clickPart(page, name) {
  await waitFor(page, 'option', name);
  const box = await find(page, 'option', name);
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await quiet(page);
}

test('a condition is all of several tests or one of them, each as it is or turned around', async () => {
  const page = await open(browser, `${server.origin}/templates`, { storageState });
  await edit(page);
  await press(page, 'button', t('keys.fit_all'), 0);
  await clickPart(page, t('flow.edge', '是否高空作业', '可以预约'));
  const below4 = { op: 'between', fact: 'field.floor', below: '4' };
  await choose(page, t('designer.add_test'), '机型');
  const published = await (await page.context().request.get(`${server.origin}/api/v1/templates/ac_install/versions/1`)).json();
  const first = published.template.fields.find((field) => field.field === 'unit_type').options[0];
  const type = { op: 'in', fact: 'field.unit_type', values: [first.option] };
  await becomes(page, 'low', { op: 'all', of: [below4, type] });
  await press(page, 'button', t('designer.any_holds'));
  await becomes(page, 'low', { op: 'any', of: [below4, type] });
  await press(page, 'button', t('designer.is_not_of'));
  await becomes(page, 'low', { op: 'any', of: [below4, { op: 'not', of: type }] });
  // The sentence says the same, and the proof still holds: the other edge is taken otherwise.
  const sentence = (await page.evaluate(() => window.fenmingTest.tree())).filter((node) => node.role === 'text').map((node) => node.name).find((text) => text.includes('楼层') && text.includes('或'));
  assert.equal(sentence, '楼层 < 4 或 非（挂机）');
  await waitFor(page, 'text', t('designer.all_proved'));
  await press(page, 'button', t('designer.is_of'));
  await press(page, 'button', t('designer.outside'));
  await becomes(page, 'low', { op: 'any', of: [{ op: 'not', of: below4 }, type] });
  await press(page, 'button', t('common.remove_named', '机型'));
  await becomes(page, 'low', { op: 'not', of: below4 });
  for (let i = 0; i < 6; ++i) { await page.keyboard.press('Control+Z'); await quiet(page); }
  await becomes(page, 'low', below4);
  assert.deepEqual(page.problems, []);
  await page.context().close();
});

test('a condition of several levels is read as a sentence, and can be begun anew', async () => {
  const page = await open(browser, `${server.origin}/templates`, { storageState });
  const low = { op: 'between', fact: 'field.floor', below: '4' };
  const both = { op: 'all', of: [low, { op: 'between', fact: 'field.floor', from: '1' }] };
  await storeTemplate(page, server.origin, 'levels', (document) => {
    document.template.edges.find((edge) => edge.edge === 'low').when = { op: 'any', of: [both, low] };
  });
  await page.goto(`${server.origin}/templates/levels/draft`);
  await started(page);
  await press(page, 'button', t('keys.fit_all'), 0);
  await clickPart(page, t('flow.edge', '是否高空作业', '可以预约'));
  await waitFor(page, 'text', t('designer.nested'));
  await press(page, 'button', t('designer.clear_condition'));
  await becomes(page, 'low', undefined, 'levels');
  await choose(page, t('designer.add_test'), '楼层');
  assert.equal(await find(page, 'text', t('designer.nested')), null);
  await becomes(page, 'low', { op: 'between', fact: 'field.floor', from: '0' }, 'levels');
  await page.keyboard.press('Escape');  // its field is open, and has an undo of its own
  await quiet(page);
  for (let i = 0; i < 2; ++i) { await page.keyboard.press('Control+Z'); await quiet(page); }
  await becomes(page, 'low', { op: 'any', of: [both, low] }, 'levels');
  assert.deepEqual(page.problems, []);
  await page.context().close();
});

// The colours of a part of a picture with their shares of it, the most frequent first.
const colours = (page, shot, part) => page.evaluate(async ([data, { x, y, width, height }]) => {
  const image = await createImageBitmap(new Blob([Uint8Array.from(atob(data), (c) => c.charCodeAt(0))]));
  const pen = new OffscreenCanvas(width, height).getContext('2d');
  pen.drawImage(image, -x, -y);
  const count = {};
  for (const pixel of new Uint32Array(pen.getImageData(0, 0, width, height).data.buffer)) count[pixel] = (count[pixel] ?? 0) + 1;
  return Object.entries(count).map(([colour, pixels]) => ({ colour, pixels, share: pixels / (width * height) })).sort((a, b) => b.pixels - a.pixels);
}, [shot.toString('base64'), part]);

test('shaders draw grid, curves and the minimap, and again after the context was lost', { timeout: 120000 }, async () => {
  const page = await open(browser, `${server.origin}/templates/ac_install/1`, { storageState, locale: 'zh-CN' });
  await waitFor(page, 'text', t('designer.all_proved'));
  const box = async (role, name) => {
    const { x, y, width, height } = await waitFor(page, role, name);
    return { x: Math.round(x), y: Math.round(y), width: Math.round(width), height: Math.round(height) };
  };
  const canvas = await box('listbox', t('designer.canvas'));
  // At full size: a free corner has dots alone, and a straight curve is a line of 1.5 pixels.
  await page.mouse.click(canvas.x + canvas.width - 60, canvas.y + 60);
  await page.keyboard.press('0');
  await page.mouse.move(5, 5);
  await settle(page);
  const near = await page.screenshot();
  const dots = await colours(page, near, { x: canvas.x + canvas.width - 60, y: canvas.y + 60, width: 48, height: 48 });
  assert.ok(dots.length === 2 && dots[1].pixels % 4 === 0 && dots[1].pixels <= 16, `a dot every 24 pixels: ${JSON.stringify(dots)}`);
  const line = await colours(page, near, await box('option', t('flow.edge', '派单', '接单')));
  assert.ok(line.length > 1 && line[1].pixels >= 16, `a line crosses the middle of the edge: ${JSON.stringify(line)}`);
  const map = await colours(page, near, await box('img', t('designer.minimap')));
  assert.ok(map.length > 4 && map[1].pixels > 100, `the minimap shows cards: ${map.length} colours`);
  await page.evaluate(() => window.fenmingTest.loseContext());
  await page.waitForFunction(() => document.getElementById('canvas').getContext('webgl2').isContextLost());
  await page.evaluate(() => window.fenmingTest.restoreContext());
  await settle(page);
  assert.ok(near.equals(await page.screenshot()), 'the pixels differ');
  // Far out a card is a tile: its face, and its kind's colour along the left.
  for (let i = 0; i < 12; ++i) { await page.keyboard.press('-'); await quiet(page); }
  await settle(page);
  const far = await page.screenshot();
  const card = await box('option', '派单');
  assert.ok(card.width < 60, `the card is small: ${card.width}`);
  const ground = async (part) => (await colours(page, far, part))[0];
  const face = await ground({ x: card.x + 6, y: card.y + 2, width: card.width - 8, height: card.height - 4 });
  const kind = await ground({ x: card.x + 1, y: card.y + 2, width: 1, height: card.height - 4 });
  const ends = await ground({ ...await box('option', '接单'), width: 1 });
  assert.deepEqual([face.share, kind.share], [1, 1], 'a tile is two plain colours');
  assert.notEqual(face.colour, kind.colour);
  assert.equal(ends.colour, kind.colour, 'cards of one kind look alike');
  assert.notEqual((await ground({ x: canvas.x + canvas.width - 60, y: canvas.y + 60, width: 40, height: 40 })).colour, face.colour);
  assert.deepEqual(page.problems, []);
  await page.context().close();
});

test('who else draws at the template is told, and at which node', async () => {
  const problems = [];
  const first = await open(browser, `${server.origin}/templates`, { storageState, locale: 'zh-CN' });
  const second = await newPage(browser, 'zh-CN', problems);
  const invited = await first.context().request.post(`${server.origin}/api/v1/people`, { headers: { 'X-Fenming-Request': '1' }, data: { name: '王工', role: 'price_manager' } });
  assert.equal(invited.status(), 201);
  await acceptInvitation(second, server.origin + (await invited.json()).invitation.path, await pageTexts('zh-CN'), 'three small ducks 77');
  if ((await draft(first)).template) {
    await first.goto(`${server.origin}/templates/ac_install/draft`);
    await started(first);
  } else {
    await edit(first);
  }
  await waitFor(first, 'listbox', t('designer.canvas'));
  await edit(second);
  await clickPart(second, '派单');
  const told = t('others.editing', '王工', '派单');
  let moves = 0;
  await until(async () => {
    // A window that nobody uses asks seldom.
    await first.mouse.move(600 + (++moves % 50), 500);
    return (await find(first, 'status', told)) !== null;
  }, 40);
  const node = (await first.evaluate(() => window.fenmingTest.tree())).find((one) => one.role === 'option' && one.name === '派单');
  assert.ok(node.value.includes('王工'), `the node tells who is there: ${node.value}`);
  await second.close();
  assert.deepEqual([...problems, ...first.problems], []);
  await first.context().close();
});

test('a key is changed, does what it was given, is kept, and is given back', async () => {
  const page = await open(browser, `${server.origin}/templates/ac_install/1`, { storageState, locale: 'zh-CN' });
  const key = async (name) => (await page.evaluate(() => window.fenmingTest.tree())).find((node) => node.role === 'listitem' && node.name === name)?.value;
  const change = async (name, chord) => {
    await press(page, 'button', t('keys.change', name));
    await until(async () => (await key(name)) === t('keys.press_new'));
    await page.keyboard.press(chord);
    await quiet(page);
  };
  const openMap = async () => { await page.keyboard.press('Control+Slash'); await waitFor(page, 'dialog', t('keys.title')); };
  await openMap();
  await change(t('keys.palette'), 'Control+d');
  assert.equal(await key(t('keys.palette')), t('keys.taken', t('keys.fill_down')));
  await page.keyboard.press('Control+c');
  await until(async () => (await key(t('keys.palette'))) === t('keys.unfit'));
  await page.keyboard.press('Control+j');
  await until(async () => (await key(t('keys.palette'))) === 'Ctrl+J');
  await page.keyboard.press('Escape');
  await until(async () => (await find(page, 'dialog', t('keys.title'))) === null);
  const kept = async () => (await (await page.context().request.get(`${server.origin}/api/v1/me`)).json()).preferences.keys;
  await until(async () => (await kept()) === 'palette=Ctrl+J');
  await page.reload();
  await started(page);
  await page.keyboard.press('Control+k');
  await quiet(page);
  assert.equal(await find(page, 'dialog', t('palette.title')), null, 'the former key is free');
  await page.keyboard.press('Control+j');
  await waitFor(page, 'dialog', t('palette.title'));
  await page.keyboard.press('Escape');
  await quiet(page);
  // It also leaves a field that is open, and takes along what was typed.
  await page.goto(`${server.origin}/settings`);
  await started(page);
  await press(page, 'tab', t('settings.company'));
  await fillCell(page, t('entity.code'), 0, 'sh');
  await openCell(page, t('entity.name'), 0);
  await page.keyboard.type('分明家电');
  await page.keyboard.press('Control+j');
  await waitFor(page, 'dialog', t('palette.title'));
  await page.keyboard.press('Escape');
  await until(async () => (await cells(page, t('entity.name')))[0] === '分明家电');
  await openMap();
  await place(page, 'button', t('keys.restore'));
  await press(page, 'button', t('keys.restore'));
  await until(async () => (await key(t('keys.palette'))) === 'Ctrl+K' && (await kept()) === '');
  assert.deepEqual(page.problems, []);
  await page.context().close();
});
