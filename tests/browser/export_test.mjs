// The tables of a published version, downloaded through the menu and read back by another library;
// and any table as it is shown, by the palette.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { cellBox, cells, editor, launch, place, prefer, press, quiet, startServer, started, texts } from './harness.mjs';

const read = `import json, sys, openpyxl
book = openpyxl.load_workbook(open(sys.argv[1], 'rb'))
print(json.dumps({sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book}))`;
let browser;
before(async () => { browser = await launch({ later: false }); });
after(() => browser.close());

for (const language of ['zh-CN', 'en']) {
  test(`tables leave by the menu (${language})`, async () => {
    const t = await texts(language);
    const server = await startServer(['--demo', '--demo-tickets', '2000']);
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: language });
    const page = await context.newPage();
    try {
      await page.goto(server.link);
      await started(page);
      await prefer(page, { language });
      await page.goto(`${server.origin}/prices/technician/1`);
      await started(page);
      await place(page, 'tab', t('prices.items'));
      const version = await page.evaluate(async () => (await fetch('/api/v1/books/technician/versions/1')).json());
      const take = async (name) => {
        const download = page.waitForEvent('download');
        await press(page, 'button', t('prices.export'));
        await press(page, 'menuitem', name);
        const file = await download;
        return { name: file.suggestedFilename(), path: await file.path() };
      };
      const workbook = await take(t('prices.export_xlsx'));
      assert.match(workbook.name, /-v1\.xlsx$/);
      const sheets = JSON.parse(execFileSync('/usr/bin/python3', ['-c', read, workbook.path]));
      const rows = sheets[t('prices.items')].slice(1);
      assert.deepEqual(rows.map((row) => [row[0], Math.round(row[6] * 100)]), version.items.map((item) => [item.item, item.price.unit_price_fen]));
      assert.ok(rows.every((row) => row.length === 7 + version.tiers.length && row.slice(7).every((price) => price > 0)));
      assert.equal(sheets[t('prices.parts')].length, version.parts.length + 1);
      const csv = await take(t('prices.export_csv', t('prices.parts')));
      assert.match(csv.name, /\.csv$/);
      const text = await readFile(csv.path, 'utf8');
      assert.ok(text.startsWith('\uFEFF') && text.endsWith('\r\n'));
      assert.equal(text.trim().split('\r\n').length, version.parts.length + 1);
      // By the palette, as it is shown: found, sorted, in its columns.
      await page.goto(`${server.origin}/prices/technician/1?tab=items&sort=-base`);
      await started(page);
      await cellBox(page, t('prices.col_base'), 0);
      await page.keyboard.press('Control+F');
      await editor(page).waitFor();
      await page.keyboard.type('空调');
      await quiet(page);
      const [names, prices] = [await cells(page, t('prices.col_item')), await cells(page, t('prices.col_base'))];
      assert.ok(names.length > 1 && names.length < version.items.length && names.every((each) => each.includes('空调')));
      const label = await page.evaluate(() => window.fenmingTest.tree().find((node) => node.role === 'table').name);
      const wanted = async (key) => {
        const download = page.waitForEvent('download');
        await page.keyboard.press('Control+K');
        await quiet(page);
        await editor(page).waitFor();
        await page.keyboard.type(t(key, label));
        await quiet(page);
        await page.keyboard.press('Enter');
        return download;
      };
      const shown = await wanted('palette.table_xlsx');
      assert.equal(shown.suggestedFilename(), `${label}.xlsx`);
      const [table] = Object.values(JSON.parse(execFileSync('/usr/bin/python3', ['-c', read, await shown.path()])));
      const titles = await page.evaluate(() => window.fenmingTest.tree().filter((node) => node.role === 'columnheader').map((node) => node.name));
      assert.deepEqual(table[0].map((title) => title ?? ''), titles);
      const [item, base] = [t('prices.col_item'), t('prices.col_base')].map((title) => titles.indexOf(title));
      assert.deepEqual(table.slice(1).map((row) => [row[item], Math.round(row[base] * 100)]), names.map((name, i) => [name, Math.round(Number(prices[i].replace(/[¥,]/g, '')) * 100)]));
      const plain = await readFile(await (await wanted('palette.table_csv')).path(), 'utf8');
      assert.equal(plain.trim().split('\r\n').length, names.length + 1);
    } finally {
      await context.close();
      await server.stop();
    }
  });
}
