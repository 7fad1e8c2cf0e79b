// The steps in which a stranger draws, corrects, plays and publishes 空调安装. What does them are
// hands (draw_keys.mjs, draw_mouse.mjs); what is checked is what the program answers.
import assert from 'node:assert/strict';
import { shown, until } from './harness.mjs';
import { checkDrawing, checkStructure, draftOf, findings, foundUntil, selected } from './drawing.mjs';

// From the empty canvas to the whole flow, with two mistakes.
export async function draw(hands, t) {
  await hands.field('inputs.choice', '预约结果', ['已约定', '客户改约', '客户取消']);
  await hands.field('inputs.choice', '是否用料', ['是', '否']);
  await hands.field('inputs.text', '取消原因', []);
  await hands.fee(`${t('category.empty_trip')} · ${t('relation.technician')}`);

  await hands.add('开始', 'node.appoint', '预约');
  await hands.form('预约', async (form) => {
    await form.add('designer.add_field', '预约结果');
    await form.text('designer.sla_minutes', '120');
  });
  await hands.add('预约', 'node.dispatch', '派单');
  await hands.add('派单', 'node.task', '接单');
  await hands.form('接单', (form) => form.chip(t('action.complete')));
  await hands.add('接单', 'node.visit', '上门安装');
  await hands.form('上门安装', async (form) => {
    await form.chip(t('outcome.customer_moved'));
    await form.chip(t('outcome.wrong_address'));
    await form.pick('designer.same_as', '接单');
    await form.add('designer.add_field', '是否用料');
    await form.trigger(t('designer.trigger', t('action.complete'), t('relation.technician')));
  });
  await hands.add('上门安装', 'node.split', '并行收尾');
  await hands.add('并行收尾', 'node.approval', '客户验收');
  await hands.form('客户验收', async (form) => {
    await form.pick('designer.same_as', '接单');
    await form.trigger(t('designer.trigger', t('action.accept'), t('relation.customer')));
  });
  await hands.add('客户验收', 'node.join', '收尾完成');
  await hands.add('收尾完成', 'node.approval', '结算复核');
  await hands.form('结算复核', async (form) => {
    await form.pick('designer.role', t('staff.settlement_clerk'));
    await form.trigger(t('designer.trigger', t('action.accept'), t('relation.technician')));
  });
  await hands.add('结算复核', 'node.end', '完成');

  // 用料, in parallel to 验收. The first mistake: what a branch parted is brought together by a join.
  await hands.add('并行收尾', 'node.branch', '是否用料');
  await hands.add('是否用料', 'node.parts', '核销用料');
  await hands.add('核销用料', 'node.join', '用料处理完');
  await hands.link('用料处理完', '收尾完成');
  await hands.link('是否用料', '用料处理完');
  await hands.otherwise('是否用料', '用料处理完');
  await hands.when('是否用料', '核销用料', '是否用料');

  // 改约, 缺件, 空跑, 取消.
  await hands.when('预约', '派单', '预约结果');
  await hands.add('预约', 'node.wait', '等待改约');
  await hands.when('预约', '等待改约', '预约结果');
  await hands.link('等待改约', '预约');
  await hands.add('预约', 'node.form', '填写取消原因');
  await hands.otherwise('预约', '填写取消原因');
  await hands.form('填写取消原因', (form) => form.add('designer.add_field', '取消原因'));
  await hands.add('填写取消原因', 'node.cancel', '取消');
  await hands.when('上门安装', '并行收尾', t('fact.outcome'));
  await hands.add('上门安装', 'node.parts', '申请配件');
  await hands.when('上门安装', '申请配件', t('fact.outcome'));
  await hands.add('申请配件', 'node.wait', '等待到件');
  await hands.form('等待到件', async (form) => {
    await form.pick('designer.waits_for', t('designer.an_event'));
    await form.pick('designer.event', t('event.restocked'));
    await form.pick('designer.event', t('event.parts_received'));
  });
  await hands.link('等待到件', '预约');
  await hands.add('上门安装', 'node.approval', '核实空跑');
  await hands.when('上门安装', '核实空跑', t('fact.outcome'), [t('outcome.wrong_address')]);
  await hands.link('核实空跑', '预约');
  await hands.link('上门安装', '预约');
  await hands.when('上门安装', '预约', t('fact.outcome'));
  await hands.link('上门安装', '填写取消原因');
  await hands.otherwise('上门安装', '填写取消原因');
  await hands.tidy();
}

// The deadlock is told, shown and put right by what is offered.
export async function mendDeadlock(hands, t) {
  const { page } = hands;
  const deadlock = `用料处理完: ${t('flaw.deadlock')}`;
  await foundUntil(page, (list) => list.includes(deadlock), 'no deadlock');
  await hands.jump(deadlock);
  assert.deepEqual(await selected(page), ['用料处理完']);
  // The way to it is told: past the split, by one arm of the branch.
  await shown(page, '并行收尾 → ');
  await hands.fix(deadlock, t('flaw.fix_make_branch'));
  await foundUntil(page, (list) => !list.some((text) => text.includes(t('flaw.deadlock'))), 'still a deadlock');
}

// The second mistake: 工时费 is settled at 验收 and again at the review.
export async function mendDouble(hands, t) {
  const { page } = hands;
  const twice = t('flaw.settled_twice', `${t('relation.technician')} ${t('category.labour')}`);
  assert.ok(!(await findings(page)).some((text) => text.includes(twice)));
  await hands.form('客户验收', (form) => form.trigger(t('designer.trigger', t('action.accept'), t('relation.technician'))));
  const list = await foundUntil(page, (texts) => texts.some((text) => text.includes(twice)), 'not settled twice');
  await hands.jump(list.find((text) => text.includes(twice)));
  await hands.fix(list.find((text) => text.includes(twice)), t('flaw.fix_remove_trigger'));
  await foundUntil(page, (texts) => !texts.some((text) => text.includes(twice)), 'still settled twice');
}

export async function prove(hands, t) {
  const { page } = hands;
  await until(() => page.evaluate((text) => window.fenmingTest.find('text', text) !== null, t('designer.all_proved')))
    .catch(async () => assert.fail(`not proved: ${(await findings(page)).join('; ')}`));
  await until(async () => (await page.evaluate(() => window.fenmingTest.snapshot())).includes(t('designer.saved')));
  checkStructure((await draftOf(page, hands.origin)).template);
  await hands.fit();
  await checkDrawing(page);
}

const yuan = (text) => Math.round(Number(text.replace(/[^\d.-]/g, '')) * 100);

// One run: 改约 once, a trip for nothing, then done; each step and its money is seen.
export async function play(hands, t) {
  const { page } = hands;
  const act = (node, action, outcome) => hands.act(outcome ? t('play.with_outcome', `${node} · ${action}`, outcome) : `${node} · ${action}`);
  await hands.startPlay();
  await hands.choose('预约结果', '客户改约');
  await act('预约', t('action.complete'));
  await act('等待改约', t('play.timer'));
  await hands.choose('预约结果', '已约定');
  await act('预约', t('action.complete'));
  await act('派单', t('action.complete'));
  await act('接单', t('action.take'));
  await act('上门安装', t('action.arrive'));
  await act('上门安装', t('action.complete'), t('outcome.customer_absent'));
  await act('核实空跑', t('action.accept'));
  await hands.choose('预约结果', '已约定');
  await act('预约', t('action.complete'));
  await act('派单', t('action.complete'));
  await act('接单', t('action.take'));
  await act('上门安装', t('action.arrive'));
  await hands.choose('是否用料', '是');
  await act('上门安装', t('action.complete'), t('outcome.done'));
  await act('客户验收', t('action.accept'));
  await act('核销用料', t('action.complete'));
  await act('结算复核', t('action.accept'));
  await shown(page, t('play.ended'));
  const steps = (await page.evaluate(() => window.fenmingTest.tree())).filter((node) => node.role === 'listitem');
  const posted = (start) => steps.filter((node) => node.name.startsWith(start)).map((node) => node.value);
  const [accepted] = posted('客户验收');
  assert.ok(yuan(accepted) > 0, `验收 posts the customer's and 工时费: ${accepted}`);
  assert.ok(posted('上门安装').every((value) => !value.includes('…')), 'no money without a word');
  // What was posted in all: each amount with its fee and its relation, the sum of what the acceptance posted.
  const texts = (await page.evaluate(() => window.fenmingTest.tree())).filter((node) => node.role === 'text').map((node) => node.name);
  const earned = (relation) => {
    const at = texts.findIndex((text, i) => text === t('category.labour') && texts[i + 1] === t(relation));
    return at < 0 ? 0 : yuan(texts[at - 1]);
  };
  assert.ok(earned('relation.technician') > 0 && earned('relation.customer') > 0, texts.join('; '));
  assert.equal(earned('relation.technician') + earned('relation.customer'), yuan(accepted));
  await hands.stopPlay();
}

export async function publish(hands, t) {
  const { page, origin } = hands;
  await hands.publish();
  const { templates } = await (await page.context().request.get(`${origin}/api/v1/templates`)).json();
  const own = templates.find((entry) => entry.name === hands.name);
  assert.equal(own.versions.length, 1);
  await hands.toList();
  await page.waitForFunction(([name, state]) => window.fenmingTest.tree().some((node) => node.role === 'button' && node.name === name && node.value === state),
    [hands.name, t('designer.published_as', '1')], { polling: 100, timeout: 15000 });
}
