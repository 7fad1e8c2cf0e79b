// What people feel: time and bytes of the first screen, main-thread task time of a frame on each main screen beside
// React Flow's, memory, and the heavy gestures on large tables.
import fs from 'node:fs';
import { bigBook, importTickets, priceTable, storeBook, ticketFile } from './big_book.mjs';
import { bigTemplate, bpmnOf, storeTemplate } from './big_template.mjs';
import { bpmnFrames, emptyFrames, flowFrames } from './peers.mjs';
import { frameCost, launch, memoryOf, newContext, quiet, started, startProduct, traced, waitFor } from './product.mjs';
import { median } from './workload/lib.mjs';

const FRAMES = 221, LOADS = 5, MIB = 1 << 20;
const text = JSON.parse(fs.readFileSync('assets/locale/zh-CN.json', 'utf8'));
const ms = x => `${x.toFixed(1)} ms`;
// Work of a frame, and how long its tasks lasted while the processors also drew.
const frame = ({ cpu, wall }) => `${cpu.toFixed(2)} ms (lasts ${wall.toFixed(1)})`;
const task = ({ cpu, wall }) => `${cpu.toFixed(1)} ms (lasts ${wall.toFixed(1)})`;
// The longest task: by the processor's time, which is ours, and by the clock, in which drawing without a graphics card takes the same processors.
const longest = ({ tasks }) => ({ cpu: Math.max(0, ...tasks.map(([, , work]) => work)), wall: Math.max(0, ...tasks.map(([, length]) => length)) });

// Wheel events over the middle of the screen, one a frame, down and up again.
const scroll = page => traced(page, () => page.evaluate(count => new Promise(done => {
  const canvas = document.querySelector('canvas'), at = { clientX: innerWidth / 2, clientY: innerHeight / 2, bubbles: true, cancelable: true };
  canvas.dispatchEvent(new PointerEvent('pointermove', at));
  let i = 0;
  const step = () => {
    canvas.dispatchEvent(new PointerEvent('pointermove', { ...at, clientX: at.clientX + i % 2 }));
    canvas.dispatchEvent(new WheelEvent('wheel', { ...at, deltaY: i < count / 2 ? 96 : -96 }));
    ++i < count ? requestAnimationFrame(step) : done();
  };
  requestAnimationFrame(step);
}), FRAMES));

async function firstScreens(browser, product, state) {
  const times = [], bytes = [];
  for (let i = 0; i < LOADS; ++i) {
    const context = await newContext(browser, state), page = await context.newPage(), session = await context.newCDPSession(page);
    // What is asked for before the rest of the program is the first screen's.
    const rest = JSON.parse(fs.readFileSync('build/web/manifest.json', 'utf8')).files.later.name, later = new Set();
    let size = 0;
    await session.send('Network.enable');
    session.on('Network.requestWillBeSent', event => { if (later.size > 0 || event.request.url.endsWith(rest)) later.add(event.requestId); });
    session.on('Network.loadingFinished', event => { if (!later.has(event.requestId)) size += event.encodedDataLength; });
    await page.goto(`${product.origin}/prices?a11y=0`);
    times.push(await page.waitForFunction(() => window.fenmingTest?.tree().some(node => node.role === 'cell') && performance.now(), null, { polling: 'raf', timeout: 60000 }).then(h => h.jsonValue()));
    bytes.push(size);
    await context.close();
  }
  return { time: median(times), bytes: median(bytes) };
}

async function openTab(page, product, place) {
  await page.goto(`${product.origin}${place}${place.includes('?') ? '&' : '?'}a11y=0`);
  await started(page);
  await page.waitForFunction(() => window.fenmingTest.tree().some(node => ['cell', 'img', 'heading'].includes(node.role)), null, { timeout: 120000 });
  await quiet(page);
  // A page that could not show its book would be cheap to draw.
  if (await page.evaluate(() => window.fenmingTest.tree().some(node => node.role === 'alert'))) throw new Error(`${place} shows an error`);
}

async function pressFirst(page, role, name) {
  await waitFor(page, role, name);
  const box = await page.evaluate(([r, n]) => window.fenmingTest.find(r, n), [role, name]);
  await page.mouse.click(box.x + 20, box.y + 12);
  await quiet(page);
}

// The longest task while something is done, and how long until the page rests.
async function gesture(page, act) {
  const trace = await traced(page, async () => {
    await act();
    await page.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))));
    await quiet(page);
  });
  return longest(trace);
}

const paste = (page, text) => page.evaluate(given => {
  const data = new DataTransfer();
  data.setData('text/plain', given);
  document.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
}, text);
const copied = page => page.evaluate(() => {
  const data = new DataTransfer(), begin = performance.now();
  document.dispatchEvent(new ClipboardEvent('copy', { clipboardData: data, bubbles: true, cancelable: true }));
  return { time: performance.now() - begin, size: data.getData('text/plain').length };
});

async function gestures(page, product, row) {
  await openTab(page, product, '/prices/bench10k/draft?tab=items');
  await pressFirst(page, 'cell', text['prices.col_base']);
  const table = priceTable(100_000, 6);
  const took = await gesture(page, () => paste(page, table));
  row(`paste of ${Math.round(table.length / 1000)} kB into 10,000 items: longest task, with check and save`, task(took), '', took.wall, '≤ 100');
  const undo = await gesture(page, () => page.keyboard.press('Control+Z'));
  row('its undo: longest task', task(undo), '', undo.wall, '≤ 100');
  await page.keyboard.press('Control+A');
  await quiet(page);
  const copy = await copied(page);
  row(`copy of 10,000 rows (${(copy.size / 1000).toFixed(0)} kB)`, ms(copy.time), '', copy.time, '≤ 100');
  await openTab(page, product, '/prices/bench100k/draft?tab=items');
  await pressFirst(page, 'searchbox', text['prices.filter_rows']);
  const filter = await gesture(page, () => page.keyboard.type('空调'));
  row('filter of 100,000 rows, each key: longest task', task(filter), '', filter.wall, '≤ 100');
}

// The designer's canvas with 2,000 nodes: until it can be used, panned near by, panned and zoomed with all of it in sight.
async function canvas(browser, page, product, row, flow) {
  const bpmn = await bpmnFrames(browser, FRAMES, bpmnOf(bigTemplate(2_000)));
  await page.goto(`${product.origin}/settings?a11y=0`);
  await started(page);
  await quiet(page);
  const opens = await traced(page, async () => {
    await page.evaluate(() => { history.pushState({}, '', '/templates/bench/draft?a11y=0'); dispatchEvent(new PopStateEvent('popstate')); });
    await page.waitForFunction(() => window.fenmingTest.tree().some(node => node.role === 'option'), null, { polling: 'raf', timeout: 60000 });
    await quiet(page);
  });
  row('template of 2,000 nodes: longest task until it is drawn and verified, bpmn-js imports it', task(longest(opens)), ms(bpmn.opens), longest(opens).wall, '≤ 300');
  for (const [name, key, costs] of [['near by', '0', bpmn.near], ['all in sight', '1', bpmn.far]]) {
    // Of the two peers the quicker one is the bar.
    const peer = flow.cpu < costs.cpu ? flow : costs;
    row(`a frame of bpmn-js, 2,000 nodes, ${name}`, '', frame(costs), costs.cpu, '');
    await page.mouse.click(720, 400);
    await page.keyboard.press(key);
    await quiet(page);
    const own = frameCost(await scroll(page));
    row(`a frame of a template of 2,000 nodes, panned, ${name}: main thread`, frame(own), frame(peer), own.cpu / peer.cpu, '≤ 0.25');
  }
  const memory = await memoryOf(page);
  row('memory of a template of 2,000 nodes', `${(memory.wasm / MIB).toFixed(0)} + ${(memory.heap / MIB).toFixed(0)} MiB`, '', (memory.wasm + memory.heap) / MIB, '');
}

export async function screenRows(row, tickets = 1_000_000) {
  const product = await startProduct(['--demo', '--demo-tickets', String(tickets)]), browser = await launch();
  try {
    const first = await newContext(browser), entry = await first.newPage();
    await entry.goto(product.link);
    await started(entry);
    const state = await first.storageState();
    const screen = await firstScreens(browser, product, state);
    row('first screen, to the first rows of prices', ms(screen.time), '', screen.time, '≤ 2,000');
    row('first screen, bytes as transferred', `${(screen.bytes / 1024).toFixed(0)} KB`, '', screen.bytes / 1024, '≤ 700');
    await storeBook(entry, 'bench10k', bigBook(10_000));
    await storeBook(entry, 'bench100k', bigBook(100_000, 0));
    await storeTemplate(entry, bigTemplate(2_000));
    await entry.close();

    const page = await (await newContext(browser, state)).newPage();
    const empty = await emptyFrames(browser, FRAMES);
    row('a frame that clears an empty canvas: the browser\'s share of any frame', frame(empty), '', empty.cpu, '');
    const peer = await flowFrames(browser, FRAMES);
    row('a frame of React Flow, 2,000 nodes, those in sight', '', frame(peer), peer.cpu, '');
    for (const [name, place] of [['prices, 10,000 items', '/prices/bench10k/draft?tab=items'], ['prices, 10,000 items sorted', '/prices/bench10k/draft?tab=items&sort=-base'],
      ['prices, tiers', '/prices/technician/3'], [`simulator, ${tickets.toLocaleString('en')} tickets`, '/simulator'], ['import', '/import'], ['settings', '/settings']]) {
      await openTab(page, product, place);
      const own = frameCost(await scroll(page));
      row(`a frame of ${name}: main thread`, frame(own), frame(peer), own.cpu / peer.cpu, '≤ 0.25');
      const memory = await memoryOf(page);
      row(`memory of ${name}`, `${(memory.wasm / MIB).toFixed(0)} + ${(memory.heap / MIB).toFixed(0)} MiB`, '', (memory.wasm + memory.heap) / MIB, '');
    }
    await canvas(browser, page, product, row, peer);
    await gestures(page, product, row);
    const file = ticketFile(20 * MIB), made = await importTickets(page, file);
    row(`import of ${(file.length / MIB).toFixed(0)} MiB CSV, ${made.tickets.toLocaleString('en')} tickets: MB a minute`, (file.length / 1e6 / made.seconds * 60).toFixed(0), '', file.length / 1e6 / made.seconds * 60, '≥ 50');
  } finally {
    await browser.close();
    await product.stop();
  }
}

// node bench/screens.mjs [TICKETS]: these rows alone.
if (process.argv[1]?.endsWith('screens.mjs')) {
  const rows = [];
  await screenRows((what, ours, peer, ratio, bar) => { rows.push({ what, ours, peer, ratio: Number(ratio.toFixed(2)), bar }); console.log(what, ours, peer, Number(ratio.toFixed(2))); }, +(process.argv[2] || 1e6));
  console.table(rows);
}
