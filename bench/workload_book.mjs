// The workload's price book as one of our book files: its lower priority number wins, ours the
// higher; its parts round once a line, as ours do.
import * as G from './workload/gen.mjs';

const REGION_OF = c => `r${c}`;
const divisionOf = city => String(1101 + Math.floor(city / 90) * 100 + (city % 90)).padStart(4, '0');
const dateOf = day => new Date(Date.UTC(2024, 0, 1) + day * 86400000).toISOString().slice(0, 10);
const isFull = (mask, n) => mask === (1 << n) - 1;
const members = (mask, names) => names.filter((_, i) => mask >> i & 1);

function conditionOf(rule) {
  const tests = [];
  const test = (mask, names, fact) => {
    if (!isFull(mask, names.length)) tests.push({ op: 'in', fact, values: members(mask, names) });
  };
  test(rule.cls, G.CLS, 'city_class');
  test(rule.reg, [0, 1, 2, 3, 4, 5, 6].map(REGION_OF), 'zone');
  test(rule.cust, G.CUST, 'customer_class');
  test(rule.mode, G.MODE, 'partner_mode');
  test(rule.urg, G.URG, 'urgency');
  test(rule.st, G.ST, 'service_type');
  if (rule.from > 0 || rule.to < G.NDAY - 1) {
    const range = { op: 'date_within', time: 'completed' };
    if (rule.from > 0) range.from = dateOf(rule.from);
    if (rule.to < G.NDAY - 1) range.to = dateOf(rule.to + 1);
    tests.push(range);
  }
  return { op: 'all', of: tests };
}

function tierOf(ref, t) {
  const rule = ref.rules[t];
  const percentage = u => ({ model: 'percentage', bp: ref.urgBp[t * 3 + u], of: ['labour', 'travel'] });
  const tier = { tier: rule ? `rule${t}` : 'default', priority: rule ? 1000 - rule.priority : 0 };
  if (rule) tier.when = conditionOf(rule);
  tier.prices = [];
  for (let i = 0; i < G.NITEM; i++) {
    const unit_price_fen = ref.labour[t * G.NITEM + i];
    tier.prices.push({ item: `i${i}`, price: { model: 'per_unit', unit_price_fen } });
  }
  tier.travel = {
    start_fee_fen: ref.base[t], included_m: ref.freeDkm[t] * 100,
    steps: [{ per_unit_fen: ref.perKm[t] }], unit_m: 1000,
  };
  tier.markup_bp = ref.markup[t];
  tier.surcharges = [{ surcharge: 'urgent', charge: percentage(1) }, { surcharge: 'critical', charge: percentage(2) }];
  tier.limits = [{ limit: 'min', amount_fen: ref.minFen[t] }, { limit: 'max', amount_fen: ref.maxFen[t] }];
  return tier;
}

export function bookOf(ref) {
  const classes = G.CLS.map((name, k) => ({ class: name, divisions: [] }));
  for (let c = 0; c < G.NCITY; c++) classes[ref.cityCls[c]].divisions.push(divisionOf(c));
  const urgent = urgency => ({ op: 'in', fact: 'urgency', values: [urgency] });
  return {
    schema: 'fenming.book-file/1',
    routing: [{ route: 'all', books: [{ relation: 'company_technician', book: 'workload' }] }],
    books: [{ book: 'workload', relation: 'company_technician', versions: [{
      version: 1, status: 'in_force', from: '2024-01-01', pin_event: 'completed', utc_offset_min: 480,
      city_classes: [{ from: '2024-01-01', edition: 'workload', classes }],
      items: Array.from({ length: G.NITEM }, (_, i) => ({ item: `i${i}` })),
      parts: Array.from(ref.partCost, (cost_fen, p) => ({ part: `p${p}`, costs: [{ from: '2024-01-01', cost_fen }] })),
      tiers: Array.from({ length: G.NRULE + 1 }, (_, t) => tierOf(ref, t)),
      surcharges: ['urgent', 'critical'].map(u => ({ surcharge: u, category: 'urgency', when: urgent(u), occasion: 'ticket' })),
      limits: [{ limit: 'min', kind: 'min' }, { limit: 'max', kind: 'max' }],
    }] }],
    plans: [{ plan: 'rebate', version: 1, from: '2024-01-01', relation: 'company_technician', direction: 'takes', cycle: 'month',
      utc_offset_min: 480,
      steps: G.REBATE_BP.map((bp, k) => (k < G.REBATE_UPTO.length ? { up_to: G.REBATE_UPTO[k], bp } : { bp })) }],
  };
}

// Our engine's module with the workload's columns in its memory.
export class Engine {
  constructor(module) { this.m = module; }
  put(array) {
    const at = this.m._malloc(array.byteLength || 1);
    this.m.HEAPU8.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), at);
    return at;
  }
  load(tickets, ref) {
    const columns = ['ts', 'city', 'st', 'item', 'cust', 'mode', 'urg', 'dist', 'tech', 'nl', 'lp', 'lq'].map(c => this.put(tickets[c]));
    const region = this.put(ref.cityReg);
    this.m._bench_load(tickets.n, ...columns, region);
    for (const at of [...columns, region]) this.m._free(at);
    this.n = tickets.n;
  }
  book(ref) {
    const json = new TextEncoder().encode(JSON.stringify(bookOf(ref)));
    const at = this.put(json);
    const refused = this.m._bench_book(at, json.length);
    this.m._free(at);
    if (refused) throw new Error('the engine refused the workload book');
  }
  settle() { this.m._bench_settle(); }
  i64(at, count) { return Float64Array.from(new BigInt64Array(this.m.HEAPU8.buffer, at, count), Number); }
  outputs() {
    const grid = (f, rows) => {
      const at = this.m._malloc(rows * G.NMON * 8);
      this.m.HEAPU8.fill(0, at, at + rows * G.NMON * 8);
      f(at, G.NMON);
      const values = this.i64(at, rows * G.NMON);
      this.m._free(at);
      return values;
    };
    const pay = this.i64(this.m._bench_pay(), this.n);
    return {
      pay, total: pay.reduce((a, b) => a + b, 0), waiting: this.m._bench_waiting(), bytes: this.m._bench_bytes(),
      rm: grid((at, n) => this.m._bench_by_region(at, n), G.NREG),
      tm: grid((at, n) => this.m._bench_by_technician(at, n), G.NTECH),
    };
  }
}
