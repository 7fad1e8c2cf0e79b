// Figures of the platform on the real screens: idling, transfer, a hidden tab, addresses, pictures,
// printing, languages, zoom, touch, and a page that is older than its server.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { cellBox, cells, click, fillCell, launch, open, openDraft, press, quiet, settle, started, startServer, texts, waitFor } from './harness.mjs';

const screens = ['/prices/technician/draft?tab=items', '/simulator?base=2&with=3', '/import', '/settings', '/settings/people', '/gallery?tab=data'];
let browser;
let server;
let page;
let state;
let t;
before(async () => {
  t = await texts('zh-CN');
  browser = await launch();
  server = await startServer(['--demo', '--demo-tickets', '3000']);
  page = await open(browser, server.link, { locale: 'zh-CN', acceptDownloads: true });
  await openDraft(page, server.origin, t, 'technician', 3);
  state = await page.context().storageState();
});
after(async () => {
  await browser.close();
  await server.stop();
});

const exact = (where) => where.waitForFunction((text) => window.fenmingTest?.snapshot().includes(text), t('simulator.exact'), { polling: 100, timeout: 60000 });
async function go(where, path) {
  await where.goto(server.origin + path);
  await started(where);
  if (path.startsWith('/simulator')) await exact(where);
  await settle(where);
}
const another = (path, options = {}) => open(browser, server.origin + path, { locale: 'zh-CN', storageState: state, ...options });

// What a person sees of where he is: title, what is chosen in tabs, lists and filters.
const place = (where) => where.evaluate(() => window.fenmingTest ? [document.title, ...window.fenmingTest.tree()
  .filter((node) => node.layer === 0 && (node.role === 'combobox' || (['tab', 'treeitem', 'link', 'radio'].includes(node.role) && (node.states.includes('selected') || node.states.includes('checked')))))
  .map((node) => `${node.role} ${node.name} ${node.role === 'combobox' ? node.value : ''}`)].join('; ') : '');

test('U3: every screen idles without a frame', { timeout: 120000 }, async (context) => {
  const idle = await another('/gallery');
  await idle.addInitScript(() => {
    const real = window.requestAnimationFrame;
    window.asked = 0;
    window.requestAnimationFrame = (run) => { ++window.asked; return real.call(window, run); };
  });
  for (const path of screens) {
    await go(idle, path);
    const count = () => idle.evaluate(() => [window.asked, window.fenmingTest.frames()]);
    // What is watched (web/watch.js) has been answered once.
    await idle.waitForTimeout(1500);
    const first = await count();
    await idle.waitForTimeout(3000);
    const last = await count();
    assert.ok(first[0] > 0);
    assert.deepEqual(last, first, `${path} asks for frames while nothing happens`);
  }
  context.diagnostic(`${screens.length} screens, 3 s each: 0 animation frames, 0 draws`);
  await idle.context().close();
});

test('U5: the first screen is small and brings no font', { timeout: 60000 }, async (context) => {
  const fresh = await browser.newContext({ viewport: { width: 1440, height: 900 }, storageState: state, locale: 'zh-CN' });
  const first = await fresh.newPage();
  const session = await fresh.newCDPSession(first);
  await session.send('Network.enable');
  let bytes = 0;
  let rest = 0;
  const kinds = [];
  const { files } = await (await fresh.request.get(`${server.origin}/manifest.json`)).json();
  const later = new Set();
  // What is asked for before the rest of the program is the first screen's.
  session.on('Network.requestWillBeSent', (event) => { if (later.size > 0 || event.request.url.endsWith(files.later.name)) later.add(event.requestId); });
  session.on('Network.loadingFinished', (event) => { if (later.has(event.requestId)) rest += event.encodedDataLength; else bytes += event.encodedDataLength; });
  session.on('Network.responseReceived', (event) => kinds.push([event.type, new URL(event.response.url).origin]));
  await first.addInitScript((name) => {
    const real = window.fetch;
    window.fetch = (what, ...options) => {
      if (String(what).endsWith(name)) window.cellsBeforeRest = window.fenmingTest.tree().filter((node) => node.role === 'cell').length;
      return real.call(window, what, ...options);
    };
  }, files.later.name);
  const start = Date.now();
  await first.goto(`${server.origin}/prices`);
  await first.waitForFunction(() => window.fenmingTest?.tree().some((node) => node.role === 'cell'), null, { polling: 20 });
  const usable = Date.now() - start;
  await started(first);
  context.diagnostic(`first usable screen: ${bytes} bytes over the network, ${usable} ms; the rest: ${rest} bytes`);
  assert.ok(bytes > 100000 && bytes <= 700 * 1024, `${bytes} bytes`);
  assert.ok(rest > 0 && await first.evaluate(() => window.cellsBeforeRest) > 0, 'the rest is asked for when the first screen is there');
  assert.ok(kinds.every(([kind, origin]) => kind !== 'Font' && origin === server.origin), JSON.stringify(kinds));
  assert.equal(await first.evaluate(() => document.fonts.size), 0);
  await fresh.close();
});

test('U6: a hidden tab draws nothing and catches up at once', { timeout: 60000 }, async (context) => {
  const hidden = await another('/gallery');
  await settle(hidden);
  const turn = (away) => hidden.evaluate((value) => {
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => value });
    document.dispatchEvent(new Event('visibilitychange'));
  }, away);
  const frames = () => hidden.evaluate(() => window.fenmingTest.frames());
  await turn(true);
  const before = await frames();
  await hidden.evaluate(() => {
    for (let i = 0; i < 50; ++i) {
      history.pushState(null, '', `/gallery?tab=${i % 2 ? 'data' : 'feedback'}`);
      dispatchEvent(new PopStateEvent('popstate'));
    }
  });
  await hidden.waitForTimeout(500);
  assert.equal(await frames(), before, 'drawn while hidden');
  await turn(false);
  await waitFor(hidden, 'table', '价目（10,000 行）');
  await settle(hidden);
  context.diagnostic(`50 events while hidden, 0 frames; ${await frames() - before} frames to catch up and settle`);
  await hidden.context().close();
});

test('U8: thirty navigations come back by history, reload and link', { timeout: 240000 }, async (context) => {
  await go(page, '/settings');
  let seed = 20261124;
  const random = (count) => { seed = (seed * 1103515245 + 12345) % 2147483648; return Math.floor(seed / 65536) % count; };
  const named = (role) => page.evaluate((r) => window.fenmingTest.tree().filter((node) => node.layer === 0 && node.role === r && node.visible[2] > 8 && node.visible[3] > 8 && !node.states.includes('selected')).map((node) => node.name), role);
  const ready = async (where) => {
    if (new URL(where.url()).pathname.startsWith('/simulator')) await exact(where);
    await settle(where);
  };
  const marks = [];
  for (let i = 0; i < 30; ++i) {
    const kind = ['link', 'tab', 'treeitem'][random(3)];
    const names = (await named(kind)).filter((name) => kind !== 'treeitem' || /^v\d|草稿/.test(name));
    if (!names.length) { --i; continue; }
    const length = await page.evaluate(() => history.length);
    const name = names[random(names.length)];
    await press(page, kind, name, random(names.filter((each) => each === name).length));
    await page.waitForTimeout(150);
    await ready(page);
    // A view that replaces its entry is the one that comes back.
    if (await page.evaluate(() => history.length) === length && marks.length) marks.pop();
    marks.push({ url: page.url(), place: await place(page) });
  }
  const is = async (where, mark, how) => {
    await ready(where);
    for (const end = Date.now() + 15000; Date.now() < end && await place(where) !== mark.place;) await where.waitForTimeout(100);
    assert.deepEqual([where.url(), await place(where)], [mark.url, mark.place], how);
  };
  for (let i = marks.length - 2; i >= 0; --i) {
    await page.goBack();
    await is(page, marks[i], `back to ${i}`);
  }
  for (let i = 1; i < marks.length; ++i) {
    await page.goForward();
    await is(page, marks[i], `forward to ${i}`);
  }
  await page.reload();
  await started(page);
  await is(page, marks.at(-1), 'reload');
  for (const mark of [...new Map(marks.map((each) => [each.url, each])).values()]) {
    const other = await another(mark.url.slice(server.origin.length));
    await is(other, mark, `link ${mark.url}`);
    await other.context().close();
  }
  context.diagnostic(`30 navigations, ${marks.length} entries: all restored by back, forward, reload and ${new Set(marks.map((each) => each.url)).size} shared links`);
});

// Decodes a PNG in the page: size, colours, and how far its halved copy is from another picture.
const compare = (png, other) => page.evaluate(async ([data, reference]) => {
  const decode = async (source, width, height) => {
    const image = new Image();
    image.src = source;
    await image.decode();
    const canvas = new OffscreenCanvas(width ?? image.width, height ?? image.height);
    const pen = canvas.getContext('2d');
    pen.drawImage(image, 0, 0, canvas.width, canvas.height);
    return { width: image.width, height: image.height, pixels: pen.getImageData(0, 0, canvas.width, canvas.height).data };
  };
  const small = await decode(reference);
  const full = await decode(data);
  const halved = await decode(data, small.width, small.height);
  let distance = 0;
  for (let i = 0; i < small.pixels.length; ++i) distance += Math.abs(small.pixels[i] - halved.pixels[i]);
  return { width: full.width, height: full.height, colours: new Set(new Uint32Array(full.pixels.buffer)).size, distance: distance / small.pixels.length,
    reference: [small.width, small.height] };
}, [png, other].map((bytes) => `data:image/png;base64,${bytes.toString('base64')}`));

for (const colorScheme of ['light', 'dark']) {
  test(`U10: a chart as a picture of twice the size, ${colorScheme}`, { timeout: 60000 }, async (context) => {
    await page.emulateMedia({ colorScheme });
    await go(page, '/simulator?base=2&with=3');
    const box = await waitFor(page, 'heading', t('simulator.difference'));
    const download = page.waitForEvent('download');
    await press(page, 'button', t('simulator.save_picture'));
    const file = await download;
    assert.equal(file.suggestedFilename(), t('simulator.picture_name'));
    const chunks = [];
    for await (const chunk of await file.createReadStream()) chunks.push(chunk);
    const png = Buffer.concat(chunks);
    await page.mouse.move(700, 4);
    await settle(page);
    const [width, height] = [png.readUInt32BE(16) / 2, png.readUInt32BE(20) / 2];
    const screenshot = await page.screenshot({ clip: { x: Math.round(box.x - 14), y: Math.round(box.y - 8), width, height } });
    const result = await compare(png, screenshot);
    assert.ok(result.width > 900 && result.height > 900 && result.colours > 100, JSON.stringify(result));
    // The same picture, words and all: only edges differ.
    assert.ok(result.distance < 6, JSON.stringify(result));
    context.diagnostic(`${result.width} × ${result.height}, ${result.colours} colours, mean distance to the screen ${result.distance.toFixed(2)} of 255`);
    await page.emulateMedia({ colorScheme: null });
  });
}

test('printing gives the open table as a document', { timeout: 60000 }, async (context) => {
  await go(page, '/gallery?tab=data');
  await go(page, '/prices/technician/draft?tab=items');
  const rows = (await cells(page, t('prices.col_item'))).length;
  const printed = await page.evaluate(() => {
    dispatchEvent(new Event('beforeprint'));
    const table = document.querySelector('#print table');
    const text = [...table.querySelectorAll('thead th')].map((cell) => cell.textContent);
    const first = [...table.querySelectorAll('tbody tr')[0].children].map((cell) => cell.textContent);
    const count = table.querySelectorAll('tbody tr').length;
    dispatchEvent(new Event('afterprint'));
    return { text, first, count, left: document.querySelector('#print') };
  });
  assert.ok(printed.count >= rows && printed.text[0] === t('prices.col_item') && printed.text.length === printed.first.length, JSON.stringify(printed));
  assert.equal(printed.left, null);
  await settle(page);
  const pdf = await page.pdf({ format: 'A4' });
  assert.ok(pdf.length > 20000, `${pdf.length} bytes of PDF`);
  context.diagnostic(`${printed.count} rows, ${printed.text.length} columns, ${pdf.length} bytes of PDF`);
});

test('U12: the language changes at run time, and nothing stays behind', { timeout: 120000 }, async (context) => {
  const both = await another('/gallery');
  const kinds = ['button', 'heading', 'tab', 'link', 'radio', 'searchbox', 'switch', 'checkbox', 'navigation', 'banner'];
  const names = () => both.evaluate((roles) => window.fenmingTest.tree().filter((node) => roles.includes(node.role)).map((node) => node.name), kinds);
  let seen = 0;
  for (const path of screens.slice(0, 5)) {
    await go(both, path);
    const chinese = await names();
    await press(both, 'button', t('shell.switch_language'));
    await both.waitForFunction(() => document.documentElement.lang === 'en');
    await settle(both);
    const english = await names();
    assert.equal(english.length, chinese.length);
    // The administrator's, the books' and the tiers' names are data.
    const left = english.filter((name) => /[\u4e00-\u9fff]/.test(name) && chinese.includes(name) && name !== '中文' && !name.includes('管理员'));
    assert.ok(english.every((name) => name !== '') && left.length <= 2, `${path}: ${left.join('; ')}`);
    seen += english.length;
    await press(both, 'button', (await texts('en'))('shell.switch_language'));
    await both.waitForFunction(() => document.documentElement.lang === 'zh-CN');
    await settle(both);
    assert.deepEqual(await names(), chinese, path);
  }
  context.diagnostic(`${seen} names in both languages on 5 screens`);
  await both.context().close();
});

test('browser zoom from 50 to 200 %', { timeout: 120000 }, async (context) => {
  const told = [];
  for (const zoom of [0.5, 0.75, 1, 1.5, 2]) {
    const viewport = { width: Math.round(1440 / zoom), height: Math.round(900 / zoom) };
    const zoomed = await another('/prices/technician/draft?tab=items', { viewport, deviceScaleFactor: zoom });
    await settle(zoomed);
    const canvas = await zoomed.evaluate(() => [document.getElementById('canvas').width, document.getElementById('canvas').height]);
    assert.ok(Math.abs(canvas[0] - 1440) <= 2 && Math.abs(canvas[1] - 900) <= 2, `${zoom}: ${canvas}`);
    const cell = await cellBox(zoomed, t('prices.col_item'), 0);
    for (const [role, name] of [['button', t('prices.publish')], ['link', t('simulator.short')]]) {
      const box = await waitFor(zoomed, role, name);
      assert.ok(box.x >= 0 && box.x + box.width <= viewport.width, `${zoom}: ${name} is off the screen`);
    }
    // The field lies over its cell, whatever the zoom.
    await zoomed.mouse.dblclick(cell.x + cell.width / 2, cell.y + cell.height / 2);
    const field = await zoomed.locator('#edit > *').boundingBox();
    assert.ok(Math.abs(field.x - cell.x) < 8 && Math.abs(field.y - cell.y) < 8, `${zoom}: the field is elsewhere`);
    told.push(`${zoom * 100} %`);
    await zoomed.context().close();
  }
  context.diagnostic(`sharp and usable at ${told.join(', ')}`);
});

test('reduced motion is at its end at once', { timeout: 60000 }, async (context) => {
  const frames = {};
  for (const reducedMotion of ['reduce', 'no-preference']) {
    const moving = await another('/gallery', { reducedMotion });
    // A clock at an eighth of its speed: what moves takes many frames on a slow machine, too.
    await moving.addInitScript(() => {
      const real = performance.now.bind(performance);
      performance.now = () => real() / 8;
    });
    await go(moving, '/gallery');
    const before = await moving.evaluate(() => window.fenmingTest.frames());
    const name = await moving.evaluate(() => window.fenmingTest.tree().find((node) => node.role === 'switch' && node.visible[3] > 8).name);
    await click(moving, 'switch', name);
    await settle(moving);
    frames[reducedMotion] = await moving.evaluate(() => window.fenmingTest.frames()) - before;
    await moving.context().close();
  }
  context.diagnostic(`frames after a switch: ${JSON.stringify(frames)}`);
  assert.ok(frames.reduce * 1.5 < frames['no-preference'], JSON.stringify(frames));
});

test('touch: a tap selects, a drag scrolls', { timeout: 60000 }, async () => {
  const touched = await another('/gallery?tab=data', { hasTouch: true });
  await settle(touched);
  const session = await touched.context().newCDPSession(touched);
  const tab = await waitFor(touched, 'tab', t('gallery.tab_controls'));
  await touched.touchscreen.tap(tab.x + tab.width / 2, tab.y + tab.height / 2);
  await waitFor(touched, 'checkbox', '含税');
  const box = await waitFor(touched, 'checkbox', '含税');
  await touched.touchscreen.tap(box.x + 8, box.y + box.height / 2);
  await settle(touched);
  assert.ok((await waitFor(touched, 'checkbox', '含税')).states.includes('unchecked'));
  await go(touched, '/gallery?tab=data');
  const table = await waitFor(touched, 'table', '价目（10,000 行）');
  const first = () => touched.evaluate(() => Math.min(...window.fenmingTest.tree().filter((node) => node.role === 'row').map((node) => node.index)));
  const x = table.x + table.width / 2;
  const y = table.y + Math.min(table.height, 300) - 20;
  const point = (at) => [{ x, y: at }];
  await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: point(y) });
  for (let i = 1; i <= 12; ++i) await session.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: point(y - i * 15) });
  await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await settle(touched);
  assert.ok(await first() > 0, 'the table did not scroll');
  await touched.context().close();
});

test('a page from before an upgrade says so and loses nothing', { timeout: 90000 }, async () => {
  const old = await another('/prices/technician/draft?tab=items');
  await cellBox(old, t('prices.col_base'), 0);
  await settle(old);
  assert.equal(await old.evaluate((text) => window.fenmingTest.snapshot().includes(text), t('shell.newer')), false);
  let upgraded = true;
  await old.route('**/api/**', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: upgraded ? { ...response.headers(), 'fenming-build': 'another' } : response.headers() });
  });
  await fillCell(old, t('prices.col_base'), 0, '321.09');
  await old.waitForFunction((text) => window.fenmingTest.snapshot().includes(text), t('shell.newer'), { polling: 50, timeout: 20000 });
  // While servers are exchanged one by one, the old one may answer again; the line stays.
  upgraded = false;
  const answered = old.waitForResponse((response) => response.url().includes('/api/') && response.request().method() !== 'GET', { timeout: 30000 });
  answered.catch(() => {});  // told by the step that waits for it
  await fillCell(old, t('prices.col_base'), 1, '654.32');
  await answered;
  const loaded = old.waitForEvent('load', { timeout: 30000 });
  loaded.catch(() => {});  // told by the step that waits for it
  await press(old, 'link', t('shell.reload'));
  await loaded;
  await started(old);
  await cellBox(old, t('prices.col_base'), 0);
  const prices = await cells(old, t('prices.col_base'));
  assert.match(prices[0], /321\.09/);
  assert.match(prices[1], /654\.32/);
  assert.equal(await old.evaluate((text) => window.fenmingTest.snapshot().includes(text), t('shell.newer')), false);
  assert.deepEqual(old.problems, []);
  await old.context().close();
});
