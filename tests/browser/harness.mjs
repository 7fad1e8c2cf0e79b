// What every browser test needs: a small static server over build/web, Debian's Chromium, a page.
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const root = fileURLToPath(new URL('../../build/web/', import.meta.url));
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

// Until no frame was drawn for a while.
export const settle = (page) => page.waitForFunction(() => {
  const now = performance.now();
  const frames = window.fenmingTest.frames();
  const seen = window.settleState;
  if (!seen || seen.frames !== frames) window.settleState = { frames, since: now };
  return seen && seen.frames === frames && now - seen.since > 250;
}, null, { polling: 50, timeout: 30000 });
