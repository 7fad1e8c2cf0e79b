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
async function run(flags, data) {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('FENMING_')));
  const child = spawn('/usr/bin/python3', ['serve.py', ...flags, '--port', '0', '--data', data],
    { cwd: project, env: { ...env, PYTHONUNBUFFERED: '1' } });
  let text = '';
  const link = await new Promise((resolve, reject) => {
    const read = (chunk) => {
      text += chunk;
      const found = text.match(/https?:\/\/\S+#once=\S+/);
      if (found) resolve(found[0]);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.on('exit', () => reject(new Error(text)));
  });
  const end = async () => {
    child.kill('SIGTERM');
    if (child.exitCode === null) await once(child, 'exit');
  };
  return { link, end };
}

// With a fresh data directory.
export async function startServer(flags) {
  const data = await mkdtemp(join(tmpdir(), 'fenming-test-'));
  const server = await run(flags, data);
  const stop = async () => {
    await server.end();
    await rm(data, { recursive: true, force: true });
  };
  return { link: server.link, origin: new URL(server.link).origin, stop };
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

export function launch() {
  return chromium.launch({
    executablePath: process.env.FENMING_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
      '--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
  });
}

// A page with the application running; errors of the page fail the test.
export async function open(browser, url, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  page.problems = [];
  page.on('pageerror', (error) => page.problems.push(String(error)));
  page.on('console', (message) => { if (message.type() === 'error') page.problems.push(message.text()); });
  await page.goto(url);
  await page.waitForFunction(() => window.fenmingTest && window.fenmingTest.frames() > 1, null, { timeout: 60000 });
  return page;
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

// The application is there and has drawn.
export const started = (page) => page.waitForFunction(() => window.fenmingTest && window.fenmingTest.frames() > 1, null, { timeout: 60000 });

// What the mirror says lies where, topmost: the last of the highest layer that holds the point.
const topmost = (page, x, y) => page.evaluate(([px, py]) => {
  const pressable = ['button', 'link', 'textbox', 'searchbox', 'combobox', 'option', 'tab', 'radio', 'checkbox', 'slider', 'menuitem', 'treeitem', 'cell', 'listitem'];
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
    const seen = [...document.querySelectorAll(`#mirror [role="${r}"]`)].filter((element) =>
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
}

export const editor = (page) => page.locator('#edit > *');

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

export async function openCell(page, column, row) {
  await quiet(page);
  const box = await cellBox(page, column, row);
  await page.mouse.dblclick(box.x + box.width / 2, box.y + box.height / 2);
  await editor(page).waitFor();
}
export async function fillCell(page, column, row, text) {
  await openCell(page, column, row);
  await page.keyboard.press('Control+A');
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
  await editor(page).waitFor({ state: 'detached' });
  await quiet(page);
}

// Until no frame was drawn for a while.
export const settle = (page) => page.waitForFunction(() => {
  const now = performance.now();
  const frames = window.fenmingTest.frames();
  const seen = window.settleState;
  if (!seen || seen.frames !== frames) window.settleState = { frames, since: now };
  return seen && seen.frames === frames && now - seen.since > 250;
}, null, { polling: 50, timeout: 30000 });
