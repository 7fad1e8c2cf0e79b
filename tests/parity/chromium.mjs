// The WebAssembly module in Chromium: a page fetches each case from a small server and posts the bytes back.
import { createServer } from 'node:http';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { callSettle } from './module.mjs';

const page = `<!doctype html><meta charset="utf-8"><title>parity</title><script src="/fenming-engine.js"></script><script>
${callSettle.toString()}
async function settle(name) {
  window.engine ??= await createFenmingEngine();
  const read = async (path) => new Uint8Array(await (await fetch(path)).arrayBuffer());
  const result = callSettle(window.engine, await read('/cases/' + name + '.book.json'), await read('/cases/' + name + '.tickets.jsonl'));
  const answer = await fetch('/result/' + name, { method: 'POST', body: result });
  if (!answer.ok) throw new Error('the server refused the result');
}
</script>`;

function playwright() {
  // The browser tests' own installation; FENMING_PLAYWRIGHT names another folder with node_modules.
  const here = process.env.FENMING_PLAYWRIGHT ?? new URL('../browser/', import.meta.url).pathname;
  try {
    return createRequire(join(here, 'package.json'))('playwright-core').chromium;
  } catch {
    throw new Error('playwright-core is missing: npm ci in tests/browser');
  }
}

export async function chromiumHost({ module, chromium, cases }) {
  for (const file of [module, module.replace(/\.js$/, '.wasm'), chromium]) if (!existsSync(file)) throw new Error(`${file} is missing`);
  const driver = playwright();
  const results = new Map();
  const server = createServer(async (request, response) => {
    const path = new URL(request.url, 'http://localhost').pathname;
    const send = (type, body) => response.writeHead(200, { 'Content-Type': type }).end(body);
    if (request.method === 'POST' && path.startsWith('/result/')) {
      const parts = [];
      for await (const part of request) parts.push(part);
      results.set(path.slice('/result/'.length), Buffer.concat(parts));
      return send('text/plain', '');
    }
    if (path === '/') return send('text/html; charset=utf-8', page);
    if (path === '/fenming-engine.js') return send('text/javascript', readFileSync(module));
    if (path === '/fenming-engine.wasm') return send('application/wasm', readFileSync(join(dirname(module), 'fenming-engine.wasm')));
    const match = /^\/cases\/([0-9]+\.(?:book\.json|tickets\.jsonl))$/.exec(path);
    if (match) return send('application/octet-stream', readFileSync(join(cases, match[1])));
    return response.writeHead(404).end();
  });
  await new Promise((done) => { server.listen(0, '127.0.0.1', done); });
  const closeServer = () => new Promise((done) => { server.closeAllConnections(); server.close(done); });
  try {
    const browser = await driver.launch({ executablePath: chromium, args: ['--headless', '--no-sandbox', '--disable-quic', '--no-first-run',
      '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
    const tab = await browser.newPage();
    await tab.goto(`http://127.0.0.1:${server.address().port}/`);
    return {
      async settle(_folder, name) {
        await tab.evaluate((n) => settle(n), name);
        const bytes = results.get(name);
        results.delete(name);
        return bytes;
      },
      async close() { await browser.close(); await closeServer(); },
    };
  } catch (error) {
    await closeServer();
    throw error;
  }
}
