// Hands that draw with the keyboard alone (draw_steps.mjs says what).
import assert from 'node:assert/strict';
import { editor, quiet, started } from './harness.mjs';
import { keysOf } from './keys.mjs';
import { selected } from './drawing.mjs';

export function keyHands(page, origin, t) {
  const { keyboard } = page;
  const keys = keysOf(page, t);
  const { press, focused, shows, gone, tabTo, command } = keys;
  const hands = { page, origin, name: '' };

  const typeInto = async (text) => {
    await editor(page).waitFor();
    await keyboard.press('Control+A');
    await keyboard.type(text);
    await press('Enter');
    await editor(page).waitFor({ state: 'detached' });
    await quiet(page);
  };
  const onCanvas = async () => {
    for (let i = 0; i < 4 && (await focused())?.name !== t('designer.canvas'); ++i) await press('Escape');
    assert.equal((await focused())?.name, t('designer.canvas'));
  };
  // By its title: Ctrl+F finds it, Esc leads back to the canvas.
  const select = async (title) => {
    await onCanvas();
    if ((await selected(page)).join() === title) return;
    await press('Escape', 'Control+F');
    await typeInto(title);
    await onCanvas();
    assert.deepEqual(await selected(page), [title]);
  };
  const selectEdge = async (from, to) => {
    const wanted = t('flow.edge', from, to);
    if ((await selected(page)).join() === wanted) return onCanvas();
    await select(from);
    for (let i = 0; i < 8; ++i) {
      await press('e');
      if ((await selected(page)).join() === wanted) return undefined;
    }
    return assert.fail(`no edge ${wanted}`);
  };
  // The list is open: the option by its name, typed where it can be.
  const option = async (name) => {
    await page.waitForFunction(() => window.fenmingTest.tree().some((node) => node.role === 'option' && node.layer > 0), null, { polling: 20, timeout: 5000 });
    await quiet(page);
    if (await editor(page).count() > 0) {
      await keyboard.type(name);
      await quiet(page);
      await press('Enter');
    } else {
      for (let i = 0; i < 20 && (await focused())?.name !== name; ++i) await press('ArrowDown');
      assert.equal((await focused())?.name, name);
      await press('Enter');
    }
    await page.waitForFunction(() => !window.fenmingTest.tree().some((node) => node.layer > 0), null, { polling: 20, timeout: 5000 });
    await quiet(page);
  };
  const form = {
    pick: async (key, name) => {
      await tabTo('combobox', t(key));
      await press('Enter');
      await option(name);
    },
    add: (key, name) => form.pick(key, name),
    // Near the end of the form: quicker from behind.
    trigger: async (name) => {
      await press('F6');
      await tabTo('combobox', t('designer.add_trigger'), 'Shift+Tab');
      await press('Enter');
      await option(name);
    },
    chip: async (name) => { await tabTo('button', name); await press('Enter'); },
    text: async (key, text) => { await tabTo('textbox', t(key)); await typeInto(text); },
    check: async (key) => { await tabTo('checkbox', t(key)); await press('Enter'); },
  };
  const inForm = async (fill) => {
    await press('Enter');
    await quiet(page);
    await fill(form);
    await onCanvas();
  };

  hands.create = async (name, code) => {
    hands.name = name;
    await page.goto(`${origin}/templates`);
    await started(page);
    await tabTo('button', t('designer.new'));
    await press('Enter');
    await shows('dialog', t('designer.new'));
    await tabTo('textbox', t('designer.name'));
    await typeInto(name);
    await tabTo('textbox', t('designer.code'));
    await typeInto(code);
    await tabTo('button', t('prices.create'));
    await press('Enter');
    await page.waitForURL(`**/templates/${code}/draft`);
    await started(page);
    await shows('listbox', t('designer.canvas'));
    await quiet(page);
  };
  hands.form = async (title, fill) => { await select(title); await inForm(fill); };
  hands.field = async (kind, name, options) => {
    await onCanvas();
    await press('Escape', 'F6');
    await form.pick('designer.new_field', t(kind));
    await typeInto(name);
    for (const [i, text] of options.entries()) {
      if (i >= 2) {
        await tabTo('link', t('designer.add_option'));
        await press('Enter');
      } else {
        await tabTo('textbox', t('designer.option'));
      }
      await typeInto(text);
    }
    await onCanvas();
  };
  hands.fee = async (name) => {
    await onCanvas();
    await press('Escape', 'F6');
    await form.pick('designer.add_fee', name);
    await onCanvas();
  };
  hands.add = async (after, kind, title) => {
    await select(after);
    await press('/');
    await editor(page).waitFor();
    await keyboard.type(t(kind));
    await quiet(page);
    await press('Enter');
    await editor(page).waitFor({ state: 'detached' });
    await quiet(page);
    await onCanvas();
    assert.deepEqual(await selected(page), [t(kind)]);
    if (t(kind) === title) return;
    await press('F2');
    await typeInto(title);
    assert.deepEqual(await selected(page), [title]);
  };
  // The list behind / knows the nodes that are there, too.
  hands.link = async (from, to) => {
    await select(from);
    await press('/');
    await editor(page).waitFor();
    await keyboard.type(to);
    await quiet(page);
    await press('ArrowDown');
    const name = t('designer.lead_to', to);
    for (let i = 0; i < 6 && (await focused())?.name !== name; ++i) await press('ArrowDown');
    await press('Enter');
    await onCanvas();
    assert.deepEqual(await selected(page), [t('flow.edge', from, to)]);
  };
  hands.otherwise = async (from, to) => {
    await selectEdge(from, to);
    await inForm(async () => {
      assert.equal((await focused())?.name, t('designer.is_else'));
      await press('Enter');
    });
  };
  hands.when = async (from, to, subject, more = []) => {
    await selectEdge(from, to);
    await inForm(async () => {
      await form.pick('designer.add_test', subject);
      for (const name of more) await form.chip(name);
    });
  };
  hands.tidy = async () => { await onCanvas(); await press('t'); };
  hands.fit = async () => { await onCanvas(); await press('1'); };

  hands.jump = async (finding) => {
    await onCanvas();
    await press('F6', 'F6');
    await tabTo('listitem', finding);
    await press('Enter');
  };
  // The correction stands behind its finding.
  hands.fix = async (finding, name) => {
    await tabTo('listitem', finding);
    await press('Tab');
    const at = await focused();
    assert.deepEqual([at.role, at.name], ['link', name]);
    await press('Enter');
  };

  hands.startPlay = async () => {
    await command(t('play.title'));
    await shows('heading', t('play.title'));
  };
  // From the canvas F6 leads to the first part of the play.
  const inPlay = async () => { await onCanvas(); await press('F6'); };
  hands.choose = async (field, name) => {
    await inPlay();
    await tabTo('combobox', field);
    if ((await focused()).value === name) return;
    await press('Enter');
    await option(name);
  };
  hands.act = async (name) => { await inPlay(); await tabTo('button', name); await press('Enter'); };
  hands.stopPlay = async () => { await command(t('play.stop')); await gone('heading', t('play.title')); };
  hands.publish = async () => {
    await command(t('designer.publish'));
    await shows('dialog', t('designer.publish_title'));
    await tabTo('button', t('designer.publish'));
    await press('Enter');
    await page.waitForURL('**/1');
    await started(page);
  };
  hands.toList = async () => {
    await tabTo('link', t('designer.title'));
    await press('Enter');
    await page.waitForURL('**/templates');
  };
  return hands;
}
