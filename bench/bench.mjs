// One table: our figure, the peer's, the ratio; medians of interleaved rounds in one run. Absolute
// times mean nothing on a shared machine; no test asserts one.   bench.mjs [TICKETS] [ROUNDS]
import fs from 'node:fs';
import { createRequire } from 'node:module';
import zlib from 'node:zlib';
import { execFileSync } from 'node:child_process';
import * as G from './workload/gen.mjs';
import * as S from './workload/settle.mjs';
import { median } from './workload/lib.mjs';
import { Engine } from './workload_book.mjs';
import { openDuckDb } from './duckdb.mjs';
import { inChromium } from './chromium.mjs';
import { screenRows } from './screens.mjs';

const tickets = +(process.argv[2] || 1e6), rounds = +(process.argv[3] || 9);
const golden = { 1000000: { total: 92681680352, pay: 3905529459, rm: 577300429, tm: 3005717443 }, 20000: { total: 1884835416, pay: 1275807339, rm: 188757127, tm: 3269936465 } }[tickets];
const create = createRequire(import.meta.url)('../build/web-build/bench/fenming-bench.cjs');
const rows = [];
const row = (what, ours, peer, ratio, bar) => rows.push({ what, ours, peer, ratio, bar });
const ms = x => `${x.toFixed(1)} ms`;
const timed = f => { const t = performance.now(); f(); return performance.now() - t; };

// Emscripten 3.1.6 takes Node's fetch for a browser's; playwright needs it again afterwards.
const nodeFetch = globalThis.fetch;
delete globalThis.fetch;
const ref = G.genRef(), columns = G.genTickets(tickets), engine = new Engine(await create());
globalThis.fetch = nodeFetch;
engine.load(columns, ref);
engine.book(ref);
engine.settle();
const out = engine.outputs();
const exact = golden && out.total === golden.total && S.hash(out.pay) === golden.pay && S.hash(out.rm) === golden.rm && S.hash(out.tm) === golden.tm;
console.log(`settle-1M, ${tickets} tickets: ${golden ? (exact ? 'equal to the golden totals and hashes' : 'DIFFERS from the golden values') : 'no golden values for this size'}`);
if (golden && !exact) process.exitCode = 1;

const reference = S.alloc(tickets), lut = [], ours = [];
for (let i = 0; i < rounds; i++) {
  lut.push(timed(() => S.settleLut(columns, ref, reference)));
  ours.push(timed(() => engine.settle()));
}
row('settle, Node, vs settleLut', ms(median(ours)), ms(median(lut)), median(lut) / median(ours), '≥ 2.2');

engine.m._bench_what_if_start();
const full = [], prepare = [], counts = new Array(G.NRULE + 1).fill(0), edits = counts.map(() => []);
for (let i = 0; i < Math.min(rounds, 5); i++) {
  full.push(timed(() => engine.m._bench_what_if_all()));
  prepare.push(timed(() => engine.m._bench_what_if_prepare()));
  counts.forEach((_, t) => edits[t].push(timed(() => { counts[t] = engine.m._bench_what_if_edit(t, i % 2 ? -1 : 1); })));
}
const small = counts.map((n, t) => [n, median(edits[t])]).filter(([n]) => n < tickets / 20), any = counts.map((n, t) => median(edits[t]));
const worstSmall = Math.max(...small.map(([, x]) => x)), worstAny = Math.max(...any);
row('edit of a knob under 5 % of tickets vs full settlement', ms(worstSmall), ms(median(full)), worstSmall / median(full), '≤ 0.1');
row('once, before edits are cheap, vs full settlement', ms(median(prepare)), ms(median(full)), median(prepare) / median(full), '');
row('edit of any tier vs full settlement', ms(worstAny), ms(median(full)), worstAny / median(full), '≤ 1');
const packed = engine.m._bench_what_if_bytes() / tickets, memory = out.bytes / tickets + 11 + packed;
row('engine memory a ticket, workload', `${(out.bytes / tickets).toFixed(1)} B + 11 B a run + ${packed.toFixed(1)} B for edits`, '', memory, '≤ 64');

const browser = await inChromium(tickets, rounds);
row('settle, Chromium, vs settleLut', ms(browser.ours), ms(browser.lut), browser.lut / browser.ours, '≥ 2.2');

const duck = await openDuckDb(columns, ref);
const check = duck.settle(), duckTimes = [];
for (let i = 0; i < 3; i++) duckTimes.push(timed(() => duck.settle()));
row(`settle, Node, vs DuckDB-WASM wide/col (${check.total === out.total ? 'exact' : 'DIFFERS'})`, ms(median(ours)), ms(median(duckTimes)), median(duckTimes) / median(ours), '≥ 25');

const addresses = 'tests/engine/addresses.txt';
if (fs.existsSync(addresses)) {
  const input = fs.readFileSync(addresses, 'utf8').repeat(Math.ceil(2e7 / fs.statSync(addresses).size));
  const lines = input.split('\n').length - 1;
  const load = timed(() => execFileSync('build/native/fenming', ['resolve-address'], { input: '' }));
  const all = timed(() => execFileSync('build/native/fenming', ['resolve-address'], { input, maxBuffer: 1 << 30 }));
  row('addresses a second, one core', Math.round(lines / (all - load) * 1000).toLocaleString('en'), '', lines / (all - load) * 1000, '≥ 100,000');
}
const templates = fs.readdirSync('assets/templates').filter(name => name.endsWith('.json')).map(name => `assets/templates/${name}`);
const verified = JSON.parse(execFileSync('build/native/bench/fenming-bench-verify', templates, { maxBuffer: 1 << 26 }));
console.table(verified.edits);
for (const [of, name] of [['all', 'edits and their undoing'], ['all edits', 'edits alone']]) {
  const edits = verified.edits.find(e => e.edit === of);
  row(`template verified again vs from scratch, ${edits.count} ${name}, total`, ms(edits.edit_us / 1000), ms(edits.scratch_us / 1000), edits.total, '≤ 0.1');
  row(`template verified again vs from scratch, ${name}, median`, '', '', edits.median, '≤ 0.1');
}
for (const t of verified.templates.filter(t => t.template.startsWith('parallel_')))
  row(`${t.nodes} nodes with parallel branches, ${t.states} states${t.complete ? '' : ', NOT complete'}`, ms(t.us / 1000), '', t.us / 1000, '≤ 100 ms');
await screenRows(row, tickets);

console.table(rows.map(r => ({ ...r, ratio: Number(r.ratio.toFixed(r.ratio > 100 ? 0 : 2)) })));
