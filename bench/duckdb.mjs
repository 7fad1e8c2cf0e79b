// DuckDB-WASM on the workload, variant wide/col: part lines pivoted to three column pairs, the rank
// k given as a column. Timed: per-ticket pay and the three aggregates, read back.
import { createRequire } from 'node:module';
import path from 'node:path';
import * as arrow from 'apache-arrow';
import * as G from './workload/gen.mjs';

const require = createRequire(import.meta.url);
const dist = path.dirname(require.resolve('@duckdb/duckdb-wasm'));

function caseOf(rules) {
  const tests = rules.map((r, i) => {
    const parts = G.DIMS.filter(([d, n]) => r[d] !== (1 << n) - 1)
      .map(([d, n]) => `${d} IN (${[...Array(n).keys()].filter(k => r[d] >> k & 1).join(',')})`);
    if (r.from > 0) parts.push(`day >= ${r.from}`);
    if (r.to < G.NDAY - 1) parts.push(`day <= ${r.to}`);
    return `WHEN ${parts.join(' AND ') || 'TRUE'} THEN ${i}`;
  });
  return `CASE ${tests.join(' ')} ELSE ${rules.length} END`;
}

const rebate = `CASE ${G.REBATE_UPTO.map((u, i) => `WHEN k <= ${u} THEN ${G.REBATE_BP[i]}`).join(' ')} ELSE ${G.REBATE_BP.at(-1)} END`;

function wideColumns(t, ref) {
  const month = G.dayToMonth(), n = t.n;
  const col = () => new Int32Array(n);
  const c = { id: col(), day: col(), mo: col(), cls: col(), reg: col(), cust: col(), mode: col(), urg: col(), st: col(), item: col(),
    dist: col(), tech: col(), k: col(), p1: col(), q1: col(), p2: col(), q2: col(), p3: col(), q3: col() };
  const count = new Uint16Array(G.NTECH * G.NMON);
  for (let i = 0, l = 0; i < n; i++) {
    const day = Math.floor(t.ts[i] / 86400), city = t.city[i];
    Object.entries({ id: i, day, mo: month[day], cls: ref.cityCls[city], reg: ref.cityReg[city], cust: t.cust[i], mode: t.mode[i],
      urg: t.urg[i], st: t.st[i], item: t.item[i], dist: t.dist[i], tech: t.tech[i] }).forEach(([name, v]) => { c[name][i] = v; });
    c.k[i] = ++count[t.tech[i] * G.NMON + month[day]];
    for (let j = 1; j <= t.nl[i]; j++, l++) { c[`p${j}`][i] = t.lp[l]; c[`q${j}`][i] = t.lq[l]; }
  }
  return c;
}

export async function openDuckDb(tickets, ref) {
  const duckdb = require(path.join(dist, 'duckdb-node-blocking.cjs'));
  const bundles = { mvp: { mainModule: path.join(dist, 'duckdb-mvp.wasm'), mainWorker: '' }, eh: { mainModule: path.join(dist, 'duckdb-eh.wasm'), mainWorker: '' } };
  const db = await duckdb.createDuckDB(bundles, new duckdb.VoidLogger(), duckdb.NODE_RUNTIME);
  await db.instantiate(() => {});
  const c = db.connect();
  const put = (name, columns) => c.insertArrowFromIPCStream(arrow.tableToIPC(arrow.tableFromArrays(columns), 'stream'), { name, create: true });
  put('t', wideColumns(tickets, ref));
  const T = G.NRULE + 1, ids = n => Int32Array.from({ length: n }, (_, i) => i);
  put('tiers', { tier: ids(T), markup: ref.markup, base: ref.base, free: ref.freeDkm, per_km: ref.perKm, min_fen: ref.minFen, max_fen: ref.maxFen,
    u0: ids(T).map(i => ref.urgBp[i * 3]), u1: ids(T).map(i => ref.urgBp[i * 3 + 1]), u2: ids(T).map(i => ref.urgBp[i * 3 + 2]) });
  put('labour', { tier: ids(T * G.NITEM).map(i => Math.floor(i / G.NITEM)), item: ids(T * G.NITEM).map(i => i % G.NITEM), fen: Int32Array.from(ref.labour) });
  put('parts', { part: ids(G.NPART), cost: ref.partCost });
  const line = i => `(q${i}::BIGINT * c${i}.cost * (10000 + markup) + 5000) // 10000`;
  const sql = `CREATE OR REPLACE TABLE pay AS
    WITH a AS (SELECT *, ${caseOf(ref.rules)} AS tier FROM t),
    b AS (SELECT id, reg, mo, tech, k, min_fen, max_fen, l.fen + base + (greatest(0, dist - free) * per_km + 5) // 10 AS work,
      CASE urg WHEN 0 THEN u0 WHEN 1 THEN u1 ELSE u2 END AS urg_bp, ${line(1)} + ${line(2)} + ${line(3)} AS parts_fen
      FROM a JOIN tiers USING (tier) JOIN labour l USING (tier, item)
      JOIN parts c1 ON c1.part = p1 JOIN parts c2 ON c2.part = p2 JOIN parts c3 ON c3.part = p3),
    s AS (SELECT *, least(greatest(work + (work::BIGINT * urg_bp + 5000) // 10000 + parts_fen, min_fen), max_fen) AS fen FROM b)
    SELECT id, reg, mo, tech, fen - (fen * (${rebate}) + 5000) // 10000 AS pay FROM s`;
  return {
    settle() {
      c.query(sql);
      const pay = c.query('SELECT pay FROM pay ORDER BY id').getChildAt(0).toArray();
      const total = Number(c.query('SELECT sum(pay)::BIGINT AS s FROM pay').get(0).s);
      c.query('SELECT reg, mo, sum(pay)::BIGINT AS s FROM pay GROUP BY reg, mo').toArray();
      c.query('SELECT tech, mo, sum(pay)::BIGINT AS s FROM pay GROUP BY tech, mo').toArray();
      return { total, pay };
    },
  };
}
