// What every browser test needs: a small static server over build/web, serve.py with a fresh data
// directory, Debian's Chromium, a page.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

export const project = fileURLToPath(new URL('../../', import.meta.url));
const root = join(project, 'build/web/');
const types = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.wasm': 'application/wasm', '.json': 'application/json' };

export async function serve() {
  const server = createServer(async (request, response) => {
    const path = new URL(request.url, 'http://localhost').pathname;
    // Paths without an extension are views of the application.
    const name = extname(path) ? path.slice(1) : 'index.html';
    try {
      const body = await readFile(join(root, name));
      response.writeHead(200, { 'Content-Type': types[extname(name)] ?? 'application/octet-stream' });
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { origin: `http://127.0.0.1:${server.address().port}`, close: () => new Promise((resolve) => server.close(resolve)) };
}

// serve.py on a free port; `link` is the one-time link that it prints. Nothing of the caller's
// environment configures it.
async function run(flags, data, port = '0') {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('FENMING_')));
  const child = spawn('/usr/bin/python3', ['serve.py', ...flags, '--port', port, '--data', data],
    { cwd: project, env: { ...env, PYTHONUNBUFFERED: '1' } });
  let text = '';
  // Once somebody has an account, a start prints its address without a one-time link.
  const link = await new Promise((resolve, reject) => {
    const read = (chunk) => {
      text += chunk;
      const found = text.match(port === '0' ? /https?:\/\/\S+#once=\S+/ : /https?:\/\/[^\s"]+/);
      if (found) resolve(found[0]);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.on('exit', () => reject(new Error(text)));
  });
  const send = async (signal) => {
    child.kill(signal);
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  };
  return { link, end: () => send('SIGTERM'), kill: () => send('SIGKILL') };
}

// With a fresh data directory.
export async function startServer(flags) {
  const data = await mkdtemp(join(tmpdir(), 'fenming-test-'));
  let server = await run(flags, data);
  const { link } = server;
  const { origin, port } = new URL(link);
  const stop = async () => {
    await server.end();
    await rm(data, { recursive: true, force: true });
  };
  // Killed without a word, and started again on the same port with the same data.
  const kill = () => server.kill();
  const restart = async () => { server = await run(flags, data, port); };
  return { link, origin, stop, kill, restart };
}

// Every text of the screens in one language, by key; values replace {0}, {1}, ….
export async function texts(language) {
  const table = JSON.parse(await readFile(join(project, `assets/locale/${language}.json`), 'utf8'));
  return (key, ...values) => {
    assert.ok(key in table, `no text ${key}`);
    return values.reduce((text, value, i) => text.replaceAll(`{${i}}`, value), table[key]);
  };
}

// The words of the plain pages (sign-in, invitation, password) in one language.
export async function pageTexts(language) {
  const words = JSON.parse(await readFile(join(project, 'web/signin/text.json'), 'utf8'))[language];
  return { ...words, language };
}

// An invited person opens his link, sets his password by keys and is in.
export async function acceptInvitation(page, link, text, password) {
  const url = new URL(link);
  url.searchParams.set('lang', text.language);
  await page.goto(url.href);
  for (const label of [text.new_password, text.repeat_password]) {
    await page.getByLabel(label, { exact: true }).click();
    await page.keyboard.type(password);
  }
  await page.keyboard.press('Enter');
  await started(page);
}

// Contexts of these browsers have seen the tour, unless a test asks for a first visit. With `later`
// false the part of the program that comes after the first screen never comes: what is tested is
// done by the first part alone, as in the first second of a visit.
export async function launch({ firstVisit = false, later = true } = {}) {
  const browser = await chromium.launch({
    executablePath: process.env.FENMING_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
      '--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
  });
  const newContext = browser.newContext.bind(browser);
  browser.newContext = async (options) => {
    const context = await newContext(options);
    if (!firstVisit) await context.addInitScript(() => { try { localStorage.setItem('fenming.tour', 'seen'); } catch { /* a page without an origin */ } });
    if (!later) await context.addInitScript(() => {
      window.withheld = 1;  // is waited for, and not by a test
      const fetch = window.fetch.bind(window);
      window.fetch = (what, ...more) => String(what).startsWith('/later-') ? new Promise(() => {}) : fetch(what, ...more);
    });
    return context;
  };
  return browser;
}

// A page with the application running; errors of the page fail the test.
export async function open(browser, url, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  page.problems = [];
  page.on('pageerror', (error) => page.problems.push(String(error)));
  page.on('console', (message) => { if (message.type() === 'error') page.problems.push(message.text()); });
  await page.goto(url);
  await started(page);
  return page;
}

// The session of who opens a server's link, which is for one use: `storageState` of further contexts.
export async function sessionOf(browser, link) {
  const page = await open(browser, link);
  const state = await page.context().storageState();
  await page.context().close();
  return state;
}

// A new draft over a version of a book, saved on the server.
export async function openDraft(page, origin, t, book, version) {
  await page.goto(`${origin}/prices/${book}/${version}`);
  await started(page);
  await press(page, 'button', t('prices.new_draft', String(version)));
  await page.waitForURL(`**/${book}/draft`);
  await place(page, 'status', t('prices.saved'));
}

// Preferences of who is signed in; they hold from the next load on.
export async function prefer(page, preferences) {
  const url = new URL('/api/v1/me/preferences', page.url()).href;
  const answer = await page.context().request.patch(url, { headers: { 'X-Fenming-Request': '1' }, data: preferences });
  assert.ok(answer.ok(), `preferences: ${answer.status()}`);
}

export const find = (page, role, name) => page.evaluate(([r, n]) => window.fenmingTest.find(r, n), [role, name]);

export async function waitFor(page, role, name) {
  await page.waitForFunction(([r, n]) => window.fenmingTest.find(r, n) !== null, [role, name], { timeout: 15000 });
  return find(page, role, name);
}

export async function click(page, role, name, options = {}) {
  const box = await waitFor(page, role, name);
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2, options);
  return box;
}

// Until what was pressed or typed has been drawn.
export const quiet = (page) => page.waitForFunction(() => window.fenmingTest?.quiet(), null, { polling: 20, timeout: 30000 });

// Until what a click did is on the screen, if it comes to rest soon; a page without the application
// needs no waiting.
const answered = (page) => page.waitForFunction(() => !window.fenmingTest || window.fenmingTest.quiet(), null, { polling: 20, timeout: 3000 }).catch(() => {});

// Until the screen was drawn in that size.
export async function resize(page, width, height) {
  await page.setViewportSize({ width, height });
  await page.waitForFunction((wanted) => window.fenmingTest.tree().some((node) => node.role === 'banner' && node.rect[2] === wanted), width, { polling: 50, timeout: 30000 });
  await quiet(page);
}

// Until the check, which may ask the server, says so. waitForFunction() takes a promise for a yes.
export async function until(check, seconds = 20) {
  const end = Date.now() + seconds * 1000;
  while (!await check()) {
    assert.ok(Date.now() < end, 'it did not come about');
    await new Promise((done) => { setTimeout(done, 100); });
  }
}

// The application is there, has drawn, and has what it asked the server for; a test that holds an
// answer back does not wait for it.
export async function started(page) {
  await page.waitForFunction(() => window.fenmingTest && window.fenmingTest.frames() > 1, null, { timeout: 60000 });
  await page.waitForFunction(() => window.fenmingTest.waiting() === (window.withheld ?? 0) && window.fenmingTest.quiet(), null, { polling: 20, timeout: 5000 }).catch(() => {});
}

// What the mirror says lies where, topmost: the last of the highest layer that holds the point.
const topmost = (page, x, y) => page.evaluate(([px, py]) => {
  const pressable = ['button', 'link', 'textbox', 'searchbox', 'combobox', 'option', 'tab', 'radio', 'checkbox', 'slider', 'menuitem', 'treeitem', 'cell', 'columnheader', 'listitem'];
  const holds = (box) => px >= box[0] && py >= box[1] && px < box[0] + box[2] && py < box[1] + box[3];
  const hits = window.fenmingTest.tree().filter((node) => pressable.includes(node.role) && holds(node.visible));
  const layer = Math.max(...hits.map((node) => node.layer));
  const top = hits.filter((node) => node.layer === layer).pop();
  const element = document.elementFromPoint(px, py);
  return { role: top?.role, name: top?.name, element: element?.id || element?.parentElement?.id };
}, [x, y]);

// The rectangle of an element of the DOM mirror, once mirror and drawing agree on it. Of several
// with this name the last one, or the `nth`; what is on top comes last.
export async function place(page, role, name, nth = -1) {
  const handle = await page.waitForFunction(([r, n, at]) => {
    const role = { table: 'grid', cell: 'gridcell' }[r] ?? r;
    const seen = [...document.querySelectorAll(`#mirror [role="${role}"]`)].filter((element) =>
      (element.getAttribute('aria-label') ?? element.textContent) === n && element.getBoundingClientRect().width > 0);
    const element = at < 0 ? seen[seen.length + at] : seen[at];
    if (!element) return null;
    const box = element.getBoundingClientRect();
    const drawn = window.fenmingTest.tree().some((node) => node.role === r && node.name === n &&
      Math.abs(node.visible[0] - box.x) < 1 && Math.abs(node.visible[1] - box.y) < 1 && Math.abs(node.visible[2] - box.width) < 1);
    return drawn ? { x: box.x, y: box.y, width: box.width, height: box.height } : null;
  }, [role, name, nth], { polling: 50, timeout: 15000 }).catch(() => { throw new Error(`no ${role} "${name}" on the screen`); });
  return handle.jsonValue();
}

// A real click in the middle of what the mirror names, which must lie on top there.
export async function press(page, role, name, nth = -1) {
  await quiet(page);
  const box = await place(page, role, name, nth);
  const x = box.x + box.width / 2;
  const y = box.y + box.height / 2;
  const top = await topmost(page, x, y);
  assert.deepEqual([top.role, top.name], [role, name], `something covers ${role} "${name}"`);
  assert.equal(top.element, 'canvas', `an element of the page covers ${role} "${name}"`);
  await page.mouse.click(x, y);
  await answered(page);
}

// Scrolls what holds a node until it can be pressed as a whole.
export async function reveal(page, role, name, nth = -1) {
  for (let i = 0; i < 30; ++i) {
    const seen = await page.evaluate(([r, n, at]) => {
      const all = window.fenmingTest.tree().filter((node) => node.role === r && node.name === n);
      const node = at < 0 ? all[all.length + at] : all[at];
      return node && { whole: node.visible[3] >= node.rect[3] - 1 && node.visible[2] > 0, below: node.rect[1] > innerHeight / 2, x: node.rect[0] + 5, y: innerHeight * 0.55 };
    }, [role, name, nth]);
    assert.ok(seen, `no ${role} "${name}"`);
    if (seen.whole) return;
    await page.mouse.move(seen.x, seen.y);
    await page.mouse.wheel(0, seen.below ? 120 : -120);
    await quiet(page);
  }
}

export const editor = (page) => page.locator('#edit > *');

// One composition as an input method makes it, by a CDP session: keydowns with code 229, the growing
// pre-edit, the Enter that picks the candidate, its text.
export async function compose(session, steps, chosen) {
  const process = (type) => session.send('Input.dispatchKeyEvent', { type, windowsVirtualKeyCode: 229, key: 'Process' });
  for (const step of steps) {
    await process('rawKeyDown');
    await session.send('Input.imeSetComposition', { text: step, selectionStart: step.length, selectionEnd: step.length });
    await process('keyUp');
  }
  await session.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', windowsVirtualKeyCode: 229, key: 'Enter', code: 'Enter' });
  await session.send('Input.insertText', { text: chosen });
  await session.send('Input.dispatchKeyEvent', { type: 'keyUp', windowsVirtualKeyCode: 13, key: 'Enter', code: 'Enter' });
}

// The frame after a composition swallows an Enter; a person is slower than two frames.
export const twoFrames = (page) => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

// Opens a field by a click, replaces its text by keys and leaves with Enter.
export async function fill(page, name, text, nth = -1, role = 'textbox') {
  await press(page, role, name, nth);
  await editor(page).waitFor();
  await page.keyboard.press('Control+A');
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
  await editor(page).waitFor({ state: 'detached' });
  await quiet(page);
}

export async function choose(page, combobox, option, nth = -1) {
  await press(page, 'combobox', combobox, nth);
  await press(page, 'option', option);
}

// A table's cells are named after their column; `row` counts the rows that can be seen.
export async function cellBox(page, column, row) {
  const handle = await page.waitForFunction(([name, at]) => {
    const cells = window.fenmingTest.tree().filter((node) => node.role === 'cell' && node.name === name && node.visible[2] > 8 && node.visible[3] > 8);
    return cells[at] ? { x: cells[at].visible[0], y: cells[at].visible[1], width: cells[at].visible[2], height: cells[at].visible[3], value: cells[at].value } : null;
  }, [column, row], { polling: 50, timeout: 15000 }).catch(() => { throw new Error(`no cell "${column}" in row ${row}`); });
  return handle.jsonValue();
}
export const cells = (page, column) => page.evaluate((name) => window.fenmingTest.tree().filter((node) => node.role === 'cell' && node.name === name).map((node) => node.value), column);

// The editor lies over the cell.
export async function isOpen(page, column, row) {
  await editor(page).waitFor({ timeout: 5000 }).catch(() => {});
  await quiet(page);
  const box = await cellBox(page, column, row);
  const edit = await editor(page).boundingBox({ timeout: 1000 }).catch(() => null);
  return edit !== null && Math.abs(edit.y + edit.height / 2 - box.y - box.height / 2) < box.height / 2;
}

export async function openCell(page, column, row) {
  for (let attempt = 0; attempt < 3; ++attempt) {
    await quiet(page);
    const box = await cellBox(page, column, row);
    await page.mouse.dblclick(box.x + box.width / 2, box.y + box.height / 2);
    if (await isOpen(page, column, row)) return;
    await page.keyboard.press('Escape');
  }
  throw new Error(`cell "${column}" in row ${row} does not open`);
}
export async function fillCell(page, column, row, text) {
  await openCell(page, column, row);
  await page.keyboard.press('Control+A');
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
  await editor(page).waitFor({ state: 'detached' });
  await quiet(page);
}

// Until for a while no frame was drawn or is due, and nothing was asked of the server.
export const settle = (page) => page.waitForFunction(() => {
  if (!window.fenmingTest) return false;
  const now = performance.now();
  const { frames, quiet, waiting } = window.fenmingTest;
  const seen = window.settleState;
  if (seen && seen.frames === frames() && quiet() && waiting() === (window.withheld ?? 0)) return now - seen.since > 250;
  window.settleState = { frames: frames(), since: now };
  return false;
}, null, { polling: 50, timeout: 30000 });

// A page of a person of his own; errors of the page are collected.
export async function newPage(browser, language, problems) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: language });
  const page = await context.newPage();
  page.on('pageerror', (error) => problems.push(String(error)));
  return page;
}

export const noDialog = (page) => page.waitForFunction(() => !window.fenmingTest.tree().some((node) => node.role === 'dialog'), null, { polling: 50 });

// Until a part of the screen's text is there.
export const shown = (page, part) => page.waitForFunction((text) => window.fenmingTest.snapshot().includes(text), part, { polling: 100, timeout: 20000 })
  .catch(async () => { throw new Error(`"${part}" never appeared on\n${await page.evaluate(() => window.fenmingTest.snapshot())}`); });

// The local date so many days from now, "2026-11-24".
export const day = (later) => new Date(Date.now() + (8 * 3600 + later * 86400) * 1000).toISOString().slice(0, 10);
