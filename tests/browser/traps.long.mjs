// U7: the keyboard is caught nowhere. Tab and Shift+Tab walk through everything on each screen and in
// each dialog and come round; Esc leaves a dialog; Esc, then Tab leaves the canvas in both directions.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { editor, launch, open, openDraft, quiet, startServer, texts, twoFrames } from './harness.mjs';
import { leave, views } from './views.mjs';

// node traps.long.mjs [VIEW] judges one alone.
const only = process.argv[2];

let browser;
let server;
let page;
let t;
before(async () => {
  t = await texts('zh-CN');
  browser = await launch();
  server = await startServer(['--demo', '--demo-tickets', '2000']);
  page = await open(browser, server.link, { locale: 'zh-CN', viewport: { width: 1280, height: 720 } });
  await openDraft(page, server.origin, t, 'technician', 3);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const focused = () => page.evaluate(() => {
  const tree = window.fenmingTest.tree();
  const node = tree.find((each) => each.states.includes('focused'));
  return node ? node.id : 0;
});
const topLayer = () => page.evaluate(() => Math.max(...window.fenmingTest.tree().map((node) => node.layer)));
const active = () => page.evaluate(() => document.activeElement.closest('#host') ? 'host' : document.activeElement.id || 'page');

const names = (ids) => page.evaluate((wanted) => window.fenmingTest.tree().filter((node) => wanted.includes(node.id)).map((node) => `${node.role} "${node.name}"`), ids);

// Everything that has the focus one after the other until the first one has it again.
async function walk(key) {
  const order = [];
  for (let i = 0; i < 200; ++i) {
    await page.keyboard.press(key);
    await twoFrames(page);
    const id = await focused();
    if (order.length > 0 && id === order[0]) return order;
    assert.ok(!order.includes(id), `${key} goes round without the first: ${order.length} stops`);
    order.push(id);
  }
  return assert.fail(`${key} does not come round`);
}

// Out of the canvas from wherever the focus is, and into it again from the page.
async function leaveCanvas() {
  // An open field belongs to its first Esc.
  if (await editor(page).count() > 0) await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  assert.equal(await active(), 'after', 'Esc, then Tab leaves');
  await page.keyboard.press('Shift+Tab');
  assert.equal(await active(), 'host', 'Shift+Tab comes back');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Shift+Tab');
  assert.equal(await active(), 'page', 'Esc, then Shift+Tab leaves to where the address is');
  await page.keyboard.press('Tab');
  assert.equal(await active(), 'host', 'and Tab comes in again');
}

test('no screen and no dialog catches the keyboard', { timeout: 1200000 }, async (context) => {
  const told = [];
  for (const [name, view] of Object.entries(views(page, t, server.origin))) {
    if (only && name !== only) continue;
    await view.show();
    await quiet(page);
    const before = await topLayer();
    assert.equal(before > 0, view.dialog === true, name);
    const forward = await walk('Tab').catch((error) => { throw new Error(`${name}: ${error.message}`); });
    const back = await walk('Shift+Tab').catch((error) => { throw new Error(`${name}: ${error.message}`); });
    // A table that was walked into has a current cell, for which more can be done.
    const missed = forward.filter((id) => !back.includes(id));
    assert.deepEqual(missed, [], `${name}: Shift+Tab does not reach what Tab does: ${await names(missed)}`);
    if (view.dialog) {
      // An open field belongs to its first Esc.
      for (let i = 0; i < 3 && await topLayer() === before; ++i) {
        await page.keyboard.press('Escape');
        await quiet(page);
      }
      assert.ok(await topLayer() < before, `${name}: Esc does not leave it`);
    }
    await leave(page, t);
    await leaveCanvas().catch((error) => { throw new Error(`${name}: ${error.message}`); });
    told.push(`${name} ${forward.length}`);
  }
  context.diagnostic(`stops of Tab: ${told.join(', ')}`);
  assert.deepEqual(page.problems, []);
});
