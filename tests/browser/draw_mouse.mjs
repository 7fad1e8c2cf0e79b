// Hands that draw with the mouse alone (draw_steps.mjs says what): keys only type words into a field
// that is open.
import assert from 'node:assert/strict';
import { editor, find, quiet, reveal, started, waitFor } from './harness.mjs';
import { selected } from './drawing.mjs';

// A key that is no character of an open field is an error of the page.
const forbidShortcuts = (page) => page.addInitScript(() => {
  addEventListener('keydown', (event) => {
    const types = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey && event.target.closest('#edit');
    if (!types) throw new Error(`key ${event.key}: not by the mouse`);
  }, true);
});

export function mouseHands(page, origin, t) {
  const { mouse } = page;
  const hands = { page, origin, name: '' };
  const tree = () => page.evaluate(() => window.fenmingTest.tree());
  const middle = (box) => [box.x + box.width / 2, box.y + box.height / 2];

  // What is drawn there and on top; of several with this name the last one, or the nth.
  const press = async (role, name, nth = -1) => {
    await quiet(page);
    const found = await page.waitForFunction(([wanted, text, at]) => {
      const nodes = window.fenmingTest.tree();
      const all = nodes.filter((node) => node.role === wanted && node.name === text && node.visible[2] > 0 && node.visible[3] > 0);
      const node = all.at(at);
      if (!node) return null;
      const [x, y] = [node.visible[0] + node.visible[2] / 2, node.visible[1] + node.visible[3] / 2];
      const holds = ({ visible: [left, top, width, height] }) => x >= left && y >= top && x < left + width && y < top + height;
      const solid = nodes.filter((one) => one.id && !['group', 'radiogroup', 'list', 'listbox', 'dialog', 'table'].includes(one.role) && holds(one));
      const layer = Math.max(...solid.map((one) => one.layer));
      const top = solid.filter((one) => one.layer === layer).at(-1);
      return { x, y, top: [top?.role, top?.name] };
    }, [role, name, nth], { polling: 50, timeout: 15000 }).catch(() => assert.fail(`no ${role} "${name}" on the screen`));
    const { x, y, top } = await found.jsonValue();
    assert.deepEqual(top, [role, name], `something covers ${role} "${name}"`);
    await mouse.click(x, y);
    await quiet(page);
  };
  // Three clicks select what stands in the field; a click beside it ends the typing.
  const typeInto = async (text) => {
    await editor(page).waitFor();
    const box = await editor(page).boundingBox();
    await mouse.click(...middle(box), { clickCount: 3 });
    await page.keyboard.type(text);
    const head = (await tree()).find((node) => node.role === 'heading' && node.visible[2] > 0 && node.level === 2) ?? { visible: [box.x, box.y - 40, 2, 2] };
    await mouse.click(head.visible[0] + 1, head.visible[1] + 2);
    await editor(page).waitFor({ state: 'detached' });
    await quiet(page);
  };
  const canvas = () => find(page, 'listbox', t('designer.canvas'));
  const tool = (key) => press('button', t(key), 0);
  // On the canvas, whole; else everything is brought into sight.
  const boxOf = async (name) => {
    const area = await canvas();
    for (let i = 0; i < 2; ++i) {
      const box = await find(page, 'option', name);
      const inside = box && box.x > area.x + 4 && box.y > area.y + 4 && box.x + box.width < area.x + area.width - 4 && box.y + box.height + 24 < area.y + area.height - 44;
      if (inside) return box;
      await tool('keys.fit_all');
    }
    return waitFor(page, 'option', name);
  };
  const select = async (name) => {
    await mouse.click(...middle(await boxOf(name)));
    await quiet(page);
    assert.deepEqual(await selected(page), [name]);
  };
  const selectEdge = async (from, to) => {
    const name = t('flow.edge', from, to);
    if ((await selected(page)).join() !== name) await select(name);
  };
  const selectNothing = async () => {
    const area = await canvas();
    const taken = (await tree()).filter((node) => node.role === 'option').map((node) => node.rect);
    for (let x = area.x + 30; x < area.x + area.width; x += 50) {
      for (let y = area.y + 60; y < area.y + area.height - 80; y += 70) {
        if (taken.some(([left, top, width, height]) => x > left - 30 && x < left + width + 30 && y > top - 30 && y < top + height + 30)) continue;
        await mouse.click(x, y);
        await quiet(page);
        if ((await selected(page)).length === 0) return;
      }
    }
    assert.fail('nowhere is nothing');
  };
  const drag = async (from, to) => {
    await mouse.move(...from);
    await mouse.down();
    await mouse.move((from[0] + to[0]) / 2, (from[1] + to[1]) / 2, { steps: 4 });
    await mouse.move(...to, { steps: 4 });
    await mouse.up();
    await quiet(page);
  };
  const option = async (name) => {
    await page.waitForFunction((wanted) => window.fenmingTest.tree().some((node) => node.role === 'option' && node.layer > 0 && node.name === wanted), name, { polling: 20, timeout: 5000 });
    await quiet(page);
    await reveal(page, 'option', name);
    await press('option', name);
    await page.waitForFunction(() => !window.fenmingTest.tree().some((node) => node.layer > 0), null, { polling: 20, timeout: 5000 });
    await quiet(page);
  };
  // A part of the form; of several with the name the last one, which the form has just got.
  const click = async (role, name, nth = -1) => {
    await reveal(page, role, name, nth);
    await press(role, name, nth);
  };
  const form = {
    pick: async (key, name) => { await click('combobox', t(key)); await option(name); },
    add: (key, name) => form.pick(key, name),
    trigger: (name) => form.pick('designer.add_trigger', name),
    chip: (name) => click('button', name),
    text: async (key, text) => { await click('textbox', t(key)); await typeInto(text); },
  };

  hands.create = async (name, code) => {
    hands.name = name;
    await forbidShortcuts(page);
    await page.goto(`${origin}/templates`);
    await started(page);
    await press('button', t('designer.new'));
    for (const [key, text] of [['designer.name', name], ['designer.code', code]]) {
      await press('textbox', t(key));
      await typeInto(text);
    }
    await press('button', t('prices.create'));
    await page.waitForURL(`**/templates/${code}/draft`);
    await started(page);
    await waitFor(page, 'listbox', t('designer.canvas'));
  };
  hands.form = async (name, fill) => { await select(name); await fill(form); };
  hands.field = async (kind, name, options) => {
    await selectNothing();
    await form.pick('designer.new_field', t(kind));
    await typeInto(name);
    const own = async () => {
      const all = (await tree()).filter((node) => node.role === 'textbox');
      const start = all.findLastIndex((node) => node.name === t('designer.field_name') && node.value === name);
      const before = all.slice(0, start).filter((node) => node.name === t('designer.option')).length;
      return before;
    };
    for (const [i, text] of options.entries()) {
      if (i >= 2) await click('link', t('designer.add_option'));
      else await click('textbox', t('designer.option'), (await own()) + i);
      await typeInto(text);
    }
  };
  hands.fee = async (name) => { await selectNothing(); await form.pick('designer.add_fee', name); };
  // A press on a kind puts it behind the selected node.
  hands.add = async (after, kind, title) => {
    await select(after);
    await reveal(page, 'button', t(kind), 0);
    await press('button', t(kind), 0);
    assert.deepEqual(await selected(page), [t(kind)]);
    if (t(kind) === title) return;
    await mouse.dblclick(...middle(await boxOf(t(kind))));
    await typeInto(title);
    await waitFor(page, 'option', title);
  };
  // From the handle below the selected node to the other one.
  hands.link = async (from, to) => {
    await boxOf(to);
    await select(from);
    const box = await boxOf(from);
    await drag([box.x + box.width / 2, box.y + box.height + 12], middle(await boxOf(to)));
    assert.deepEqual(await selected(page), [t('flow.edge', from, to)]);
  };
  hands.otherwise = async (from, to) => { await selectEdge(from, to); await click('checkbox', t('designer.is_else')); };
  hands.when = async (from, to, subject, more = []) => {
    await selectEdge(from, to);
    await form.pick('designer.add_test', subject);
    for (const name of more) await form.chip(name);
  };
  hands.tidy = () => tool('keys.tidy');
  hands.fit = () => tool('keys.fit_all');

  hands.jump = (finding) => click('listitem', finding);
  // The correction stands in the finding's line.
  hands.fix = async (finding, name) => {
    await reveal(page, 'listitem', finding);
    const nodes = await tree();
    const at = nodes.findIndex((node) => node.role === 'listitem' && node.name === finding);
    const line = nodes[at].visible;
    const link = nodes.slice(at).find((node) => node.role === 'link');
    assert.equal(link.name, name);
    assert.ok(link.visible[1] >= line[1] && link.visible[1] < line[1] + line[3]);
    await mouse.click(link.visible[0] + link.visible[2] / 2, link.visible[1] + link.visible[3] / 2);
    await quiet(page);
  };

  hands.startPlay = () => press('button', t('play.title'));
  hands.choose = async (field, name) => {
    if ((await waitFor(page, 'combobox', field)).value === name) return;
    await click('combobox', field);
    await option(name);
  };
  hands.act = (name) => click('button', name);
  hands.stopPlay = () => press('button', t('play.stop'));
  hands.publish = async () => {
    await press('button', t('designer.publish_more'));
    await press('button', t('designer.publish'));
    await page.waitForURL('**/1');
    await started(page);
  };
  hands.toList = async () => {
    await press('link', t('designer.title'));
    await page.waitForURL('**/templates');
  };
  return hands;
}
