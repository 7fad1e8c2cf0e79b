// A price book of any number of items, as a draft of the running product; and a ticket file. Invented, and the
// same in every run.
let seed = 1;
const dice = n => { seed = (seed * 1103515245 + 12345) & 0x7fffffff; return seed % n; };
const THINGS = ['空调', '冰箱', '洗衣机', '热水器', '电视', '油烟机', '洗碗机', '净水器'], WORKS = ['安装', '移机', '清洗', '检测', '维修', '加氟', '拆旧', '调试'];
const perUnit = fen => ({ model: 'per_unit', unit_price_fen: fen });
const TIERS = [['sh', '上海', ['31'], 13000], ['bj', '北京', ['11'], 13000], ['gd', '广东', ['44'], 12000], ['js', '江苏', ['32'], 11000], ['zj', '浙江', ['33'], 11000]];

export function bigBook(items, ownPrices = items / 3) {
  seed = 1;
  const code = i => `item_${i}`;
  const list = Array.from({ length: items }, (_, i) => ({
    item: code(i), name: `${THINGS[dice(8)]}${WORKS[dice(8)]} ${i}`, unit: '台', category: 'labour', price: perUnit(1000 + dice(50000)),
  }));
  const tiers = TIERS.map(([tier, name, codes, factor_bp]) => ({
    tier, name, priority: 10, when: { op: 'division_within', codes }, extends: 'standard', factor_bp,
    prices: Array.from({ length: Math.floor(ownPrices) }, (_, i) => ({ item: code(i * 3 % items), price: perUnit(1000 + dice(60000)) })),
  }));
  return {
    version: 1, status: 'draft', from: '2026-12-01', pin_event: 'taken', utc_offset_min: 480,
    categories: [{ category: 'labour', name: '工时费', rest_role: 'lead' }],
    items: list, tiers: [...tiers, { tier: 'standard', name: '标准', priority: 0, factor_bp: 10000 }],
  };
}

async function send(page, method, path, body, headers = {}) {
  const answer = await page.context().request.fetch(new URL(path, page.url()).href, {
    method, headers: { 'X-Fenming-Request': '1', 'Content-Type': 'application/json', ...headers }, data: body, timeout: 600000 });
  if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${(await answer.text()).slice(0, 300)}`);
  return answer;
}

export async function storeBook(page, id, version) {
  await send(page, 'POST', '/api/v1/books', JSON.stringify({ book: id, name: id, relation: 'company_technician' }), { 'Idempotency-Key': `bench-${id}` });
  await send(page, 'PUT', `/api/v1/books/${id}/draft`, JSON.stringify(version), { 'If-None-Match': '*' });
}

// Tab-separated prices of `columns` columns, about so many bytes.
export function priceTable(bytes, columns) {
  const rows = [];
  for (let size = 0, i = 0; size < bytes; ++i) {
    rows.push(Array.from({ length: columns }, (_, c) => `${100 + (i * 7 + c * 13) % 900}.${10 + i % 90}`).join('\t'));
    size += rows.at(-1).length + 1;
  }
  return rows.join('\n') + '\n';
}

export function ticketFile(bytes) {
  const head = '工单号,区划代码,客户类型,服务类型,紧急程度,下单时间,接单时间,完成时间,里程(公里),师傅,项目,数量,实付金额\n', rows = [head];
  const two = n => String(n).padStart(2, '0');
  for (let size = head.length, i = 0; size < bytes; ++i) {
    const day = `2026-${two(1 + i % 12)}-${two(1 + i % 28)}`;
    const row = `GD-${i},310115,普通,安装,普通,${day} 09:${two(i % 60)},${day} 10:00,${day} 15:40,${i % 60}.5,S-${i % 2000},install_wall,${1 + i % 3},${100 + i % 90}.00\n`;
    rows.push(row);
    size += Buffer.byteLength(row);
  }
  return Buffer.from(rows.join(''));
}

// Seconds until the product has a history of it.
export async function importTickets(page, file) {
  const begin = performance.now();
  const stored = await (await send(page, 'POST', '/api/v1/imports?kind=tickets&name=bench', file, { 'Content-Type': 'text/csv', 'Idempotency-Key': 'bench-import' })).json();
  await send(page, 'PUT', `/api/v1/imports/${stored.id}/mapping`, JSON.stringify({ mapping: stored.mapping }));
  const made = await (await send(page, 'POST', `/api/v1/imports/${stored.id}/accept`, '{"name":"bench"}', { 'Idempotency-Key': 'bench-accept' })).json();
  return { seconds: (performance.now() - begin) / 1000, tickets: made.tickets };
}
