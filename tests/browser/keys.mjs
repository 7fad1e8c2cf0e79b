// Hands that know only the keyboard: what was reached is read from the announced tree, which is also
// what a screen reader hears.
import assert from 'node:assert/strict';
import { cells, editor, quiet, twoFrames } from './harness.mjs';

// A pointer that is pressed or moved over the page is an error of the page.
export const forbidPointers = (page) => page.addInitScript(() => {
  for (const type of ['pointerdown', 'pointermove', 'mousedown', 'mousemove', 'wheel', 'touchstart']) {
    addEventListener(type, () => { throw new Error(`${type}: not by keys`); }, true);
  }
});

export function keysOf(page, t) {
  const { keyboard } = page;
  const press = async (...keys) => {
    for (const key of keys) {
      await keyboard.press(key);
      await quiet(page);
    }
  };
  const focused = () => page.evaluate(() => window.fenmingTest.tree().find((node) => node.states.includes('focused')));
  const shows = (role, name) => page.waitForFunction(([r, n]) => window.fenmingTest.find(r, n), [role, name], { polling: 50, timeout: 20000 })
    .catch(async () => assert.fail(`no ${role} "${name}" on\n${await page.evaluate(() => window.fenmingTest.snapshot())}`));
  const gone = (role, name) => page.waitForFunction(([r, n]) => !window.fenmingTest.find(r, n), [role, name], { polling: 50, timeout: 20000 });
  // Tab, or Shift+Tab, until the wanted one has the focus; a trap would end here.
  const tabTo = async (role, name, key = 'Tab') => {
    for (let i = 0; i < 120; ++i) {
      await keyboard.press(key);
      await twoFrames(page);
      const node = await focused();
      if (node?.role === role && (name === undefined || node.name === name)) return node;
    }
    return assert.fail(`${key} does not reach ${role} "${name}"`);
  };
  // The palette, by a name or by its initials.
  const type = async (query) => {
    await press('Control+K');
    await editor(page).waitFor();
    await keyboard.type(query);
    await page.waitForFunction(() => window.fenmingTest.tree().some((node) => node.role === 'option'), null, { polling: 20, timeout: 5000 }).catch(() => assert.fail(`the palette finds nothing for "${query}"`));
    await quiet(page);
  };
  const command = async (query) => {
    await type(query);
    await press('Enter');
    await gone('dialog', t('palette.title'));
    await quiet(page);
  };
  // To the first row of a column; then down.
  const toCell = async (column, row = 0) => {
    await tabTo('cell');
    await press('Control+ArrowUp', 'Home');
    for (let i = 0; i < 20 && (await focused()).name !== column; ++i) await press('ArrowRight');
    assert.equal((await focused()).name, column);
    for (let i = 0; i < row; ++i) await press('ArrowDown');
  };
  // The option of an open list, by its search.
  const chooseTyped = async (text) => {
    await keyboard.type(text);
    await quiet(page);
    await press('Enter');
  };
  return { press, focused, shows, gone, tabTo, type, command, toCell, chooseTyped, cells: (column) => cells(page, column) };
}
