// 空调安装 as a stranger draws it: what the canvas, the problems and the server say of it. Both the
// keyboard and the mouse use this; neither draws here.
import assert from 'node:assert/strict';
import { until } from './harness.mjs';

// Who was reached by whom, under which condition: what the draft must be in the end.
export const edges = [
  ['开始', '预约', null],
  ['预约', '派单', '已约定'],
  ['预约', '等待改约', '客户改约'],
  ['预约', '填写取消原因', 'else'],
  ['等待改约', '预约', null],
  ['派单', '接单', null],
  ['接单', '上门安装', null],
  ['上门安装', '并行收尾', 'done'],
  ['上门安装', '申请配件', 'part_needed'],
  ['上门安装', '核实空跑', 'customer_absent,wrong_address'],
  ['上门安装', '预约', 'customer_moved'],
  ['上门安装', '填写取消原因', 'else'],
  ['申请配件', '等待到件', null],
  ['等待到件', '预约', null],
  ['核实空跑', '预约', null],
  ['填写取消原因', '取消', null],
  ['并行收尾', '客户验收', null],
  ['并行收尾', '是否用料', null],
  ['是否用料', '核销用料', '是'],
  ['是否用料', '用料处理完', 'else'],
  ['核销用料', '用料处理完', null],
  ['用料处理完', '收尾完成', null],
  ['客户验收', '收尾完成', null],
  ['收尾完成', '结算复核', null],
  ['结算复核', '完成', null],
];

export const kinds = {
  开始: 'start', 预约: 'appoint', 派单: 'dispatch', 接单: 'task', 上门安装: 'visit', 并行收尾: 'split', 客户验收: 'approval',
  是否用料: 'branch', 核销用料: 'parts', 用料处理完: 'branch', 收尾完成: 'join', 结算复核: 'approval', 完成: 'end',
  等待改约: 'wait', 申请配件: 'parts', 等待到件: 'wait', 核实空跑: 'approval', 填写取消原因: 'form', 取消: 'cancel',
};

// What the draft says of one edge's condition, in the words above.
function conditionOf(template, edge) {
  if (edge.else) return 'else';
  if (!edge.when) return null;
  assert.equal(edge.when.op, 'in');
  const field = template.fields.find((one) => `field.${one.field}` === edge.when.fact);
  return edge.when.values.map((value) => field?.options.find((one) => one.option === value)?.name ?? value).sort().join(',');
}

const title = (template, id) => template.nodes.find((node) => node.node === id).title;

export function checkStructure(template) {
  assert.deepEqual(Object.fromEntries(template.nodes.map((node) => [node.title, node.kind]).sort()), Object.fromEntries(Object.entries(kinds).sort()));
  const drawn = template.edges.map((edge) => [title(template, edge.from), title(template, edge.to), conditionOf(template, edge)]);
  const sorted = (list) => list.map((one) => JSON.stringify(one)).sort();
  assert.deepEqual(sorted(drawn), sorted(edges));
  const node = (name) => template.nodes.find((one) => one.title === name);
  assert.equal(title(template, node('上门安装').who.previous), '接单', 'who took it goes there');
  assert.equal(node('结算复核').who.role, 'settlement_clerk');
  assert.equal(node('预约').sla.minutes, 120);
  assert.equal(node('等待到件').event, 'parts_received');
  assert.deepEqual(node('接单').actions, ['take']);
  assert.deepEqual(node('接单').stamps, [{ action: 'take', time: 'taken' }]);
  const settles = (name) => (node(name).triggers ?? []).map((one) => [one.action, one.relation, [...one.categories].sort().join(','), one.share_bp]);
  assert.deepEqual(settles('上门安装'), [['complete', 'company_technician', 'empty_trip', 10000]]);
  assert.equal(template.fees.find((fee) => fee.category === 'empty_trip').occasion, 'visit');
  const labour = template.nodes.filter((one) => (one.triggers ?? []).some((each) => each.relation === 'company_technician' && each.categories.includes('labour')));
  assert.deepEqual(labour.map((one) => one.title), ['客户验收'], '工时费 is settled at one place');
  assert.ok(settles('客户验收').some(([, relation]) => relation === 'customer_company'));
}

export const codeOf = (page) => new URL(page.url()).pathname.split('/')[2];
export async function draftOf(page, origin) {
  const answer = await page.context().request.get(`${origin}/api/v1/templates/${codeOf(page)}/draft`);
  assert.equal(answer.status(), 200);
  return answer.json();
}

const tree = (page) => page.evaluate(() => window.fenmingTest.tree());
export const findings = async (page) => (await tree(page)).filter((node) => node.role === 'listitem').map((node) => node.name);
export const selected = async (page) => (await tree(page)).filter((node) => node.role === 'option' && node.states.includes('selected')).map((node) => node.name);
// Until the problems' names fit; what they are then.
export async function foundUntil(page, fits, what) {
  let seen = [];
  await until(async () => { seen = await findings(page); return fits(seen); }).catch(() => assert.fail(`${what}: ${seen.join('; ')}`));
  return seen;
}

// Every node apart from the others, and every word of them seen; `page.cuts` of the canvas.
export async function checkDrawing(page) {
  const boxes = (await tree(page)).filter((node) => node.role === 'option' && Object.keys(kinds).includes(node.name));
  assert.equal(boxes.length, Object.keys(kinds).length, 'all nodes are seen');
  for (const [i, a] of boxes.entries()) {
    for (const b of boxes.slice(i + 1)) {
      const apart = a.rect[0] + a.rect[2] <= b.rect[0] || b.rect[0] + b.rect[2] <= a.rect[0] || a.rect[1] + a.rect[3] <= b.rect[1] || b.rect[1] + b.rect[3] <= a.rect[1];
      assert.ok(apart, `${a.name} lies on ${b.name}`);
    }
  }
  // The way of a ticket without hindrance stands in one column, each step below the one before.
  const main = ['开始', '预约', '派单', '接单', '上门安装', '并行收尾', '客户验收', '收尾完成', '结算复核', '完成'].map((name) => boxes.find((box) => box.name === name).rect);
  for (const [i, box] of main.entries()) {
    assert.ok(Math.abs(box[0] - main[0][0]) < 1, 'the main path is straight');
    assert.ok(i === 0 || box[1] > main[i - 1][1], 'and goes down');
  }
}
