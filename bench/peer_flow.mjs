// The peer's page, bundled once in memory and served to one browser; and its frames while it is panned.
import http from 'node:http';
import { build } from 'esbuild';
import { frameCosts, traced } from './product.mjs';

async function bundle() {
  const result = await build({
    entryPoints: ['bench/peer_flow.jsx'], bundle: true, minify: true, write: false, outdir: 'out', jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' }, logLevel: 'error',
  });
  const file = end => result.outputFiles.find(f => f.path.endsWith(end)).text;
  return { '/': ['text/html', '<!doctype html><meta charset="utf-8"><link rel="stylesheet" href="/a.css"><body style="margin:0"><div id="root"></div><script src="/a.js"></script>'],
    '/a.js': ['text/javascript', file('.js')], '/a.css': ['text/css', file('.css')] };
}

export async function peerFrames(browser, frames) {
  const files = await bundle();
  const server = http.createServer((request, response) => {
    const [type, text] = files[request.url] ?? ['text/plain', ''];
    response.writeHead(files[request.url] ? 200 : 404, { 'Content-Type': type }).end(text);
  });
  await new Promise(done => server.listen(0, '127.0.0.1', done));
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  try {
    await page.goto(`http://127.0.0.1:${server.address().port}/`);
    await page.waitForFunction(() => globalThis.flow && document.querySelectorAll('.react-flow__node').length > 10, null, { timeout: 60000 });
    return frameCosts(await traced(page, () => page.evaluate(count => new Promise(done => {
      let i = 0;
      const step = () => {
        globalThis.flow.setViewport({ x: -i * 12, y: -i * 7, zoom: 1 });
        ++i < count ? requestAnimationFrame(step) : done();
      };
      requestAnimationFrame(step);
    }), frames)));
  } finally {
    await page.close();
    server.close();
  }
}
