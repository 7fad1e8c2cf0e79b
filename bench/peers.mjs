// The peers' pages, bundled once in memory and served to one browser, and what their frames cost while they
// are panned: React Flow, which renders only what is in sight, and bpmn-js, which keeps the whole diagram.
import http from 'node:http';
import { build } from 'esbuild';
import { frameCost, traced } from './product.mjs';

async function bundle(entry) {
  const result = await build({
    entryPoints: [entry], bundle: true, minify: true, write: false, outdir: 'out', format: 'esm', target: 'es2022', jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' }, loader: { '.woff': 'dataurl', '.woff2': 'dataurl', '.eot': 'dataurl', '.ttf': 'dataurl', '.svg': 'dataurl' }, logLevel: 'error',
  });
  const file = end => result.outputFiles.find(f => f.path.endsWith(end))?.text ?? '';
  return { '/': ['text/html', '<!doctype html><meta charset="utf-8"><link rel="stylesheet" href="/a.css"><body style="margin:0"><div id="root"></div><script type="module" src="/a.js"></script>'],
    '/a.js': ['text/javascript', file('.js')], '/a.css': ['text/css', file('.css')] };
}

// `more`: further files of the page, [type, text] by path.
async function onPage(browser, entry, more, act) {
  const files = { ...await bundle(entry), ...more };
  const server = http.createServer((request, response) => {
    const [type, text] = files[request.url] ?? ['text/plain', ''];
    response.writeHead(files[request.url] ? 200 : 404, { 'Content-Type': type }).end(text);
  });
  await new Promise(done => server.listen(0, '127.0.0.1', done));
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  try {
    await page.goto(`http://127.0.0.1:${server.address().port}/`);
    return await act(page);
  } finally {
    await page.close();
    server.close();
  }
}

// The page's own `pan(i)` once a frame.
const panned = async (page, frames) => frameCost(await traced(page, () => page.evaluate(count => new Promise(done => {
  let i = 0;
  const step = () => {
    globalThis.pan(i);
    ++i < count ? requestAnimationFrame(step) : done();
  };
  requestAnimationFrame(step);
}), frames)));

export const flowFrames = (browser, frames) => onPage(browser, 'bench/peer_flow.jsx', {}, async page => {
  await page.waitForFunction(() => globalThis.pan && document.querySelectorAll('.react-flow__node').length > 10, null, { timeout: 60000 });
  return panned(page, frames);
});

// What a page costs that answers the same events and only clears its canvas: the browser's share of a frame.
export const emptyFrames = (browser, frames) => onPage(browser, 'bench/peer_empty.mjs', {}, page => panned(page, frames));

// Near by and with all of it in sight, and how long the import of the diagram takes.
export const bpmnFrames = (browser, frames, xml) => onPage(browser, 'bench/peer_bpmn.mjs', { '/a.bpmn': ['text/xml', xml] }, async page => {
  await page.waitForFunction(() => globalThis.imported, null, { timeout: 120000 });
  const near = await panned(page, frames);
  await page.evaluate(() => globalThis.fit());
  return { near, far: await panned(page, frames), opens: await page.evaluate(() => globalThis.imported) };
});
