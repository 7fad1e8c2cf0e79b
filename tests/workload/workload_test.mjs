// The settle-1M workload as one of our books, settled by the product's path to its golden totals
// and hashes, rebate ranks included (20,000 tickets; `make bench` does the million).
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import * as G from '../../bench/workload/gen.mjs';
import { hash } from '../../bench/workload/settle.mjs';
import { Engine } from '../../bench/workload_book.mjs';

const create = createRequire(import.meta.url)('../../build/web-build/bench/fenming-bench.cjs');
const golden = { total: 1884835416, pay: 1275807339, rm: 188757127, tm: 3269936465, whatIf: 1891012767, whatIfPay: 2663315884 };

test('20,000 tickets settle to the golden totals and hashes', async () => {
  const ref = G.genRef();
  const engine = new Engine(await create());
  engine.load(G.genTickets(20000), ref);
  engine.book(ref);
  engine.settle();
  const out = engine.outputs();
  assert.equal(out.waiting, 0);
  assert.equal(out.total, golden.total);
  assert.equal(hash(out.pay), golden.pay);
  assert.equal(hash(out.rm), golden.rm);
  assert.equal(hash(out.tm), golden.tm);
  engine.book(G.applyWhatIf(ref));
  engine.settle();
  const changed = engine.outputs();
  assert.equal(changed.total, golden.whatIf);
  assert.equal(hash(changed.pay), golden.whatIfPay);
});
