// serve.py with a fresh data directory, Debian's Chromium, and what one page costs: task times of its main
// thread from a trace, memory after a forced collection, bytes that came.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { median } from './workload/lib.mjs';

const FLAGS = ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
  '--use-angle=swiftshader', '--enable-unsafe-swiftshader'];

export async function startProduct(flags) {
  const data = await mkdtemp(path.join(tmpdir(), 'fenming-bench-'));
  const child = spawn('/usr/bin/python3', ['serve.py', ...flags, '--port', '0', '--data', data], { env: { ...process.env, PYTHONUNBUFFERED: '1' } });
  const link = await new Promise((resolve, reject) => {
    let text = '';
    const read = chunk => {
      text += chunk;
      const found = text.match(/https?:\/\/\S+#once=\S+/);
      if (found) resolve(found[0]);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.on('exit', () => reject(new Error(text)));
  });
  const stop = async () => {
    child.kill('SIGTERM');
    if (child.exitCode === null) await once(child, 'exit');
    await rm(data, { recursive: true, force: true });
  };
  return { link, origin: new URL(link).origin, stop };
}

export const launch = () => chromium.launch({ executablePath: '/usr/bin/chromium', args: FLAGS });

// A context that has seen the tour and remembers the module's memory.
export async function newContext(browser, state) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN', storageState: state });
  await context.addInitScript(() => {
    try { localStorage.setItem('fenming.tour', 'seen'); } catch { /* a page without an origin */ }
    const keep = result => {
      const exports = (result.instance ?? result).exports;
      globalThis.benchMemory ??= Object.values(exports).find(each => each instanceof WebAssembly.Memory);
      return result;
    };
    for (const name of ['instantiate', 'instantiateStreaming']) {
      const plain = WebAssembly[name].bind(WebAssembly);
      WebAssembly[name] = (...given) => plain(...given).then(keep);
    }
  });
  return context;
}

// All of the program is there, and what it asked the server for.
export const started = page => page.waitForFunction(() => window.fenmingTest && window.fenmingTest.frames() > 1 && window.fenmingTest.waiting() === 0, null, { polling: 50, timeout: 60000 });
export const quiet = page => page.waitForFunction(() => window.fenmingTest?.quiet(), null, { polling: 20, timeout: 120000 });
export const waitFor = (page, role, name) => page.waitForFunction(([r, n]) => window.fenmingTest.find(r, n) !== null, [role, name], { timeout: 60000 });

// Tasks of the page's main thread, in order, as [start, duration, processor time] in milliseconds, while `act`
// runs. Without a graphics card the processors also draw: a task then lasts longer than it works.
export async function traced(page, act) {
  const session = await page.context().newCDPSession(page), events = [];
  session.on('Tracing.dataCollected', ({ value }) => events.push(...value));
  await session.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig: { includedCategories: ['devtools.timeline', 'disabled-by-default-devtools.timeline'] } });
  await act();
  const done = new Promise(resolve => session.once('Tracing.tracingComplete', resolve));
  await session.send('Tracing.end');
  await done;
  await session.detach();
  // The renderer whose frames were drawn: the thread with most animation frames.
  const frames = events.filter(e => e.name === 'FireAnimationFrame'), count = new Map();
  for (const e of frames) count.set(`${e.pid}/${e.tid}`, (count.get(`${e.pid}/${e.tid}`) ?? 0) + 1);
  const main = [...count].sort((a, b) => b[1] - a[1])[0]?.[0];
  const ours = events.filter(e => `${e.pid}/${e.tid}` === main);
  const tasks = ours.filter(e => e.name === 'RunTask' && e.dur !== undefined).map(e => [e.ts / 1000, e.dur / 1000, (e.tdur ?? e.dur) / 1000]).sort((a, b) => a[0] - b[0]);
  return { tasks, frames: ours.filter(e => e.name === 'FireAnimationFrame').map(e => e.ts / 1000).sort((a, b) => a - b) };
}

// Main-thread task time of a frame, the median: of all tasks from one animation frame's to the next one's.
// { wall, cpu } in milliseconds.
export function frameCost({ tasks, frames }) {
  const costs = [];
  let at = 0;
  for (const [start, wall, cpu] of tasks) {
    while (at < frames.length && frames[at] < start) ++at;
    const draws = at < frames.length && frames[at] < start + wall;
    if (draws) costs.push([0, 0]);
    if (costs.length === 0) continue;
    costs.at(-1)[0] += wall;
    costs.at(-1)[1] += cpu;
  }
  const whole = costs.slice(20, -1);  // the first ones warm up, the last one is not whole
  return { wall: median(whole.map(cost => cost[0])), cpu: median(whole.map(cost => cost[1])) };
}

// What the tab holds in bytes: the module's memory, and JavaScript's heap after a forced collection.
export async function memoryOf(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.enable');
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return { wasm: await page.evaluate(() => globalThis.benchMemory?.buffer.byteLength ?? 0), heap: usedSize };
}
