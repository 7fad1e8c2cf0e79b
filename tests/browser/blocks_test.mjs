// Prices as a spreadsheet: a block is selected by the mouse, copied, pasted, filled, raised by a
// percentage and undone, with real mouse, keys and clipboard. node blocks_test.mjs [DIRECTORY]
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { cellBox, cells, editor, launch, open, place, prefer, press, quiet, settle, startServer, started, texts, waitFor } from './harness.mjs';

const pictures = process.argv[2];

async function drag(page, column, from, to, lastColumn = column) {
  const a = await cellBox(page, column, from);
  const b = await cellBox(page, lastColumn, to);
  await page.mouse.move(a.x + a.width / 2, a.y + a.height / 2);
  await page.mouse.down();
  await page.mouse.move(b.x + b.width / 2, b.y + b.height / 2, { steps: 8 });
  await page.mouse.up();
  await quiet(page);
}

const clipboard = (page) => page.evaluate(() => navigator.clipboard.readText());

for (const language of ['zh-CN', 'en']) {
  test(`blocks of cells, ${language}`, { timeout: 120000 }, async () => {
    const t = await texts(language);
    const server = await startServer(['--demo', '--demo-tickets', '500']);
    const browser = await launch({ later: language === 'zh-CN' });
    const shot = async (page, name) => {
      if (!pictures) return;
      await mkdir(pictures, { recursive: true });
      await settle(page);
      await page.screenshot({ path: join(pictures, `${name}-${language}.png`) });
    };
    try {
      const page = await open(browser, server.link, { permissions: ['clipboard-read', 'clipboard-write'], locale: language, viewport: { width: 1920, height: 1000 } });
      await prefer(page, { language });
      await page.goto(`${server.origin}/prices/technician/3`);
      await started(page);
      await press(page, 'button', t('prices.new_draft', '3'));
      await page.waitForURL('**/technician/draft');
      await press(page, 'tab', t('prices.items'));
      const base = t('prices.col_base');
      await waitFor(page, 'cell', base);
      await quiet(page);
      const before = await cells(page, base);

      // Copied as a spreadsheet takes it: plain numbers, one a line.
      await drag(page, base, 0, 2);
      await shot(page, 'selected');
      await page.keyboard.press('Control+C');
      const copied = await clipboard(page);
      assert.match(copied, /^[\d,]+\.\d\d\n[\d,]+\.\d\d\n[\d,]+\.\d\d\n$/);

      // A column from a spreadsheet, one cell of it no amount: the others are taken.
      await page.evaluate(() => navigator.clipboard.writeText('101\r\nabc\r\n１０３。５\r\n'));
      await page.keyboard.press('Control+V');
      await quiet(page);
      const pasted = await cells(page, base);
      assert.match(pasted[0], /101\.00/);
      assert.equal(pasted[1], 'abc');
      assert.match(pasted[2], /103\.50/);
      await shot(page, 'pasted');
      await page.keyboard.press('Control+Z');
      await quiet(page);
      assert.deepEqual(await cells(page, base), before, 'one undo takes the block back');

      // Filled down by Ctrl+D.
      await drag(page, base, 0, 3);
      await page.keyboard.press('Control+D');
      await quiet(page);
      assert.equal(new Set((await cells(page, base)).slice(0, 4)).size, 1);
      await page.keyboard.press('Control+Z');
      await quiet(page);

      // Raised by 3 %, from the menu over the selection.
      await drag(page, base, 0, 3);
      const corner = await cellBox(page, base, 1);
      await page.mouse.click(corner.x + 12, corner.y + 12, { button: 'right' });
      await shot(page, 'menu');
      await press(page, 'menuitem', t('prices.adjust'));
      await waitFor(page, 'dialog', t('prices.adjust_title'));
      await editor(page).waitFor();
      await page.keyboard.type('+3%');
      await quiet(page);
      await shot(page, 'adjust');
      await page.keyboard.press('Enter');
      await page.waitForFunction((name) => window.fenmingTest.find('dialog', name) === null, t('prices.adjust_title'));
      await quiet(page);
      const fen = (text) => BigInt(text.replace(/[^\d]/g, ''));
      const raised = await cells(page, base);
      for (let i = 0; i < 4; ++i) {
        assert.equal(fen(raised[i]), (fen(before[i]) * 103n + 50n) / 100n, `${before[i]} raised by 3 %`);
      }
      assert.equal(raised[4], before[4]);

      // The filter leaves what matches; the draft is on the server.
      await press(page, 'searchbox', t('prices.filter_rows'));
      await editor(page).waitFor();
      await page.keyboard.type((await cells(page, t('prices.col_item')))[2]);
      await page.keyboard.press('Enter');
      await quiet(page);
      assert.equal((await cells(page, base)).length, 1);
      await shot(page, 'filtered');
      await page.waitForFunction((text) => window.fenmingTest.find('status', text) !== null, t('prices.saved'), { timeout: 15000 });
      await page.reload();
      await started(page);
      await waitFor(page, 'cell', base);
      await quiet(page);
      assert.deepEqual(await cells(page, base), [raised[2]], 'saved, and the address keeps the filter');

      // The first column stays while the others are scrolled.
      const name = await place(page, 'columnheader', t('prices.col_item'));
      const cell = await cellBox(page, base, 0);
      await page.mouse.click(cell.x + 10, cell.y + 10);
      await page.keyboard.press('End');
      await quiet(page);
      assert.equal((await place(page, 'columnheader', t('prices.col_item'))).x, name.x);
      await shot(page, 'scrolled');
      assert.deepEqual(page.problems, []);
    } finally {
      await browser.close();
      await server.stop();
    }
  });
}
