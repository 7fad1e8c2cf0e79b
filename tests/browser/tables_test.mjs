// The price tables as people work in them: sorted by a click, found and replaced by Ctrl+H, and a tier for a place
// below another that takes its prices until they are overridden. node tables_test.mjs [DIRECTORY]
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { cellBox, cells, editor, find, launch, noDialog, open, openCell, openDraft, place, prefer, press, quiet, settle, shown, started, startServer, texts, waitFor } from './harness.mjs';

const pictures = process.argv[2];

for (const [language, theme] of [['zh-CN', 'light'], ['en', 'dark']]) {
  test(`tables, ${language}, ${theme}`, { timeout: 180000 }, async () => {
    const t = await texts(language);
    const server = await startServer(['--demo', '--demo-tickets', '500']);
    const browser = await launch({ later: language === 'zh-CN' });
    const shot = async (page, name) => {
      if (!pictures) return;
      await mkdir(pictures, { recursive: true });
      await settle(page);
      await page.screenshot({ path: join(pictures, `${name}-${language}-${theme}.png`) });
    };
    try {
      const page = await open(browser, server.link, { permissions: ['clipboard-read', 'clipboard-write'], locale: language, viewport: { width: 1280, height: 720 } });
      await prefer(page, { language, theme });
      await openDraft(page, server.origin, t, 'technician', 3);

      // Sorted by a click on a header: seen in order, announced, in the address; the list itself stays.
      await press(page, 'tab', t('prices.items'));
      const base = t('prices.col_base');
      await waitFor(page, 'cell', base);
      await quiet(page);
      const listed = await cells(page, t('prices.col_item'));
      const fen = (text) => Number(text.replace(/[^\d]/g, '').slice(0, 12));
      await press(page, 'columnheader', base);
      await quiet(page);
      assert.ok((await find(page, 'columnheader', base)).states.includes('ascending'));
      await page.locator('#mirror [role="columnheader"][aria-sort="ascending"]').waitFor({ state: 'attached' });  // The mirror follows within a fifth of a second.
      assert.match(page.url(), /[?&]sort=base/);
      const plain = (await cells(page, base)).filter((text) => /^¥[\d,.]+$/.test(text)).map(fen);
      assert.deepEqual(plain, [...plain].sort((a, b) => a - b));
      await shot(page, 'sorted');
      await page.reload();
      await started(page);
      await waitFor(page, 'cell', base);
      await quiet(page);
      assert.ok((await find(page, 'columnheader', base)).states.includes('ascending'), 'the address keeps the order');
      // By keys: the menu of the cell offers the orders.
      const cell = await cellBox(page, base, 1);
      await page.mouse.click(cell.x + 10, cell.y + 10);
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Shift+F10');
      await press(page, 'menuitem', t('table.listed'));
      await quiet(page);
      assert.doesNotMatch(page.url(), /sort=/);
      assert.deepEqual(await cells(page, t('prices.col_item')), listed);

      // A key of the interface leaves an open cell; what is typed next, without a pause, is the palette's.
      const kept = await cells(page, base);
      await openCell(page, base, 1);
      await page.keyboard.press('Control+K');
      await page.keyboard.type('mb');
      await page.waitForFunction(() => document.querySelector('#edit > *')?.value === 'mb', null, { polling: 50, timeout: 10000 });
      await page.keyboard.press('Escape');
      await noDialog(page);
      assert.deepEqual(await cells(page, base), kept);

      // Found and replaced, as one step.
      const name = listed[0];
      await page.keyboard.press('Control+H');
      await waitFor(page, 'dialog', t('prices.replace_title'));
      await editor(page).waitFor();
      await page.keyboard.type(name);
      await page.keyboard.press('Tab');
      await editor(page).waitFor();
      await page.keyboard.type('★');
      await shown(page, t('prices.replace_found', '1', '1'));
      await shot(page, 'replace');
      await page.keyboard.press('Enter');
      await noDialog(page);
      await quiet(page);
      assert.equal((await cells(page, t('prices.col_item')))[0], '★');
      await page.keyboard.press('Control+Z');
      await quiet(page);
      assert.deepEqual(await cells(page, t('prices.col_item')), listed);
      // What would be no price is listed, and nothing can be done.
      await page.keyboard.press('Control+H');
      await editor(page).waitFor();
      await page.keyboard.press('Control+A');
      await page.keyboard.type('.00');
      await page.keyboard.press('Tab');
      await editor(page).waitFor();
      await page.keyboard.press('Control+A');
      await page.keyboard.type('x');
      await page.waitForFunction((pattern) => window.fenmingTest.snapshot().includes(pattern), t('error.not_a_number'));
      await shot(page, 'replace-refused');
      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
      await noDialog(page);

      // A tier below another, for a place in the tree.
      await press(page, 'tab', t('prices.tiers'));
      const column = t('prices.col_tier');
      await waitFor(page, 'cell', column);
      await quiet(page);
      const tiers = await cells(page, column);
      const parent = await cellBox(page, column, tiers.length - 1);
      await page.mouse.click(parent.x + 10, parent.y + 10);
      await quiet(page);
      await press(page, 'button', t('prices.heir'));
      await waitFor(page, 'dialog', t('prices.heir_title'));
      await press(page, 'combobox', t('prices.heir_place'));
      await editor(page).waitFor();
      await page.keyboard.type('310115');
      await page.waitForFunction(() => window.fenmingTest.tree().some((node) => node.role === 'treeitem' && node.name === '浦东新区'));
      await page.keyboard.press('Enter');
      await quiet(page);
      await shot(page, 'heir');
      await press(page, 'button', t('prices.heir_apply'));
      await noDialog(page);
      await quiet(page);
      const now = await cells(page, column);
      assert.equal(now.length, tiers.length + 1);
      assert.equal(now.at(-2), '浦东新区', 'tried before its parent');
      await shot(page, 'heir-added');
      const factors = await page.evaluate((title) => window.fenmingTest.tree().filter((node) => node.role === 'cell' && node.name === title), t('prices.col_factor'));
      assert.equal(factors.at(-2).description, t('prices.inherited_from', now.at(-1)));
      // Overridden by typing, and inherited again by the key that clears.
      const factor = await cellBox(page, t('prices.col_factor'), now.length - 2);
      await page.mouse.click(factor.x + 10, factor.y + 10);
      await page.keyboard.type('1.2');
      await page.keyboard.press('Enter');
      await quiet(page);
      assert.equal((await cells(page, t('prices.col_factor'))).at(-2), '1.20');
      const again = await cellBox(page, t('prices.col_factor'), now.length - 2);
      await page.mouse.click(again.x + 10, again.y + 10);
      await page.keyboard.press('Delete');
      await quiet(page);
      assert.equal((await cells(page, t('prices.col_factor'))).at(-2), factors.at(-1).value);
      await press(page, 'button', t('prices.as_tree'));
      await quiet(page);
      await shot(page, 'tree');
      assert.equal((await place(page, 'columnheader', column)).x > 0, true);
      assert.deepEqual(page.problems, []);
    } finally {
      await browser.close();
      await server.stop();
    }
  });
}
