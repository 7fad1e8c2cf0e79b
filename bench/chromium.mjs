// The same rounds inside headless Chromium.
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { chromium } from 'playwright-core';

const FLAGS = ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const TYPES = { '.mjs': 'text/javascript', '.cjs': 'text/javascript', '.js': 'text/javascript', '.wasm': 'application/wasm', '.html': 'text/html' };
const FILES = {
  '/': 'bench/page.html', '/gen.mjs': 'bench/workload/gen.mjs', '/settle.mjs': 'bench/workload/settle.mjs', '/workload/gen.mjs': 'bench/workload/gen.mjs',
  '/workload_book.mjs': 'bench/workload_book.mjs', '/fenming-bench.cjs': 'build/web-build/bench/fenming-bench.cjs', '/fenming-bench.wasm': 'build/web-build/bench/fenming-bench.wasm',
};

export async function inChromium(tickets, rounds) {
  const server = http.createServer((request, response) => {
    const file = FILES[request.url];
    if (!file) return response.writeHead(404).end();
    response.writeHead(200, { 'Content-Type': TYPES[path.extname(file)] }).end(fs.readFileSync(file));
  });
  await new Promise(done => server.listen(0, '127.0.0.1', done));
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: FLAGS });
  try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${server.address().port}/`);
    return await page.evaluate(async ([n, times]) => {
      const G = await import('/gen.mjs'), S = await import('/settle.mjs'), { Engine } = await import('/workload_book.mjs');
      const engine = new Engine(await globalThis.createFenmingBench());
      const ref = G.genRef(), columns = G.genTickets(n), reference = S.alloc(n), lut = [], ours = [];
      engine.load(columns, ref);
      engine.book(ref);
      const timed = f => { const t = performance.now(); f(); return performance.now() - t; };
      for (let i = 0; i < times + 2; i++) {
        const a = timed(() => S.settleLut(columns, ref, reference)), b = timed(() => engine.settle());
        if (i >= 2) { lut.push(a); ours.push(b); }
      }
      const median = a => a.sort((x, y) => x - y)[a.length >> 1];
      return { lut: median(lut), ours: median(ours) };
    }, [tickets, rounds]);
  } finally {
    await browser.close();
    server.close();
  }
}
