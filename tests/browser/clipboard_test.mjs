// U2: a price table of ten thousand rows is copied as a spreadsheet takes it, and a hundred kilobytes
// are pasted into it as one step that one undo takes back.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cellBox, cells, launch, open, openDraft, place, quiet, startServer, started, texts } from './harness.mjs';

const rows = 10000;
const url = (origin) => `${origin}/api/v1/books/technician/draft`;
const yuan = (fen) => `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;

// The draft gets ten thousand items, by the way of any other client.
async function grow(page, origin) {
  const answer = await page.context().request.get(url(origin));
  const draft = await answer.json();
  const first = draft.items[0];
  draft.items = [...draft.items, ...Array.from({ length: rows - draft.items.length }, (_, i) => ({
    ...first, item: `item_${i}`, name: i === 7 ? '带"引号"与\t制表' : `项目 ${i}`, price: { model: 'per_unit', unit_price_fen: 10000 + i } }))];
  const stored = await page.context().request.put(url(origin), { headers: { 'X-Fenming-Request': '1', 'If-Match': answer.headers().etag }, data: draft });
  assert.ok(stored.ok(), `${stored.status()} ${(await stored.text()).slice(0, 400)}`);
  return draft;
}

test('ten thousand rows are copied, a hundred kilobytes are pasted and taken back', { timeout: 600000 }, async (context) => {
  const t = await texts('zh-CN');
  const server = await startServer(['--demo', '--demo-tickets', '200']);
  const browser = await launch();
  try {
    const page = await open(browser, server.link, { locale: 'zh-CN', permissions: ['clipboard-read', 'clipboard-write'] });
    await openDraft(page, server.origin, t, 'technician', 3);
    const draft = await grow(page, server.origin);
    const fen = draft.items.map((item) => item.price.unit_price_fen);
    await page.goto(`${server.origin}/prices/technician/draft?tab=items`);
    await started(page);
    const base = t('prices.col_base');
    const corner = await cellBox(page, base, 0);
    await page.mouse.click(corner.x + 10, corner.y + 10);
    await quiet(page);

    // Copied: every row, every column, and what holds a tab or a quotation mark in quotes.
    await page.keyboard.press('Control+A');
    await quiet(page);
    // Timed in the page: the browser's copy event, within which the whole text is made.
    await page.evaluate(() => addEventListener('copy', () => {
      const begun = performance.now();
      setTimeout(() => { window.copyTook = performance.now() - begun; });
    }, true));
    await page.keyboard.press('Control+C');
    const took = await (await page.waitForFunction(() => window.copyTook, null, { polling: 50 })).jsonValue();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    context.diagnostic(`${rows} rows copied, ${copied.length} characters: ${took.toFixed(0)} ms`);
    let start;
    assert.ok(copied.includes('\n"带""引号""与\t制表"\t'));
    const lines = copied.replace('"带""引号""与\t制表"', '带引号').trimEnd().split('\n').map((line) => line.split('\t'));
    assert.equal(lines.length, rows);
    const columns = await page.evaluate(() => window.fenmingTest.tree().filter((node) => node.role === 'columnheader').map((node) => node.name));
    assert.ok(lines.every((line) => line.length === columns.length), 'every row has every column');
    const [name, code, price] = [t('prices.col_item'), t('prices.col_code'), base].map((title) => columns.indexOf(title));
    draft.items.forEach((item, i) => {
      assert.equal(lines[i][code], item.item);
      if (item.name.startsWith('项目 ')) assert.equal(lines[i][name], item.name);
      if (fen[i] !== undefined) assert.equal(lines[i][price].replaceAll(',', ''), yuan(fen[i]), item.item);
    });

    // Pasted: one price a row, a hundred kilobytes in all.
    const pasted = Array.from({ length: rows }, (_, i) => 10000000 + i * 7);
    const text = `${pasted.map((each) => ` ${yuan(each)}`).join('\r\n')}\r\n`;
    assert.ok(text.length >= 100000, `${text.length}`);
    await page.evaluate((data) => navigator.clipboard.writeText(data), text);
    await page.keyboard.press('Control+Home');
    await quiet(page);
    const again = await cellBox(page, base, 0);
    await page.mouse.click(again.x + 10, again.y + 10);
    await quiet(page);
    start = Date.now();
    await page.keyboard.press('Control+V');
    await page.waitForFunction(([column, value]) => window.fenmingTest.tree().find((node) => node.role === 'cell' && node.name === column)?.value === value, [base, '¥100,000.00'], { polling: 20, timeout: 120000 });
    const shown = Date.now() - start;
    await place(page, 'status', t('prices.saved'));
    context.diagnostic(`${text.length} bytes pasted into ${rows} cells: shown after ${shown} ms, stored after ${Date.now() - start} ms`);
    const stored = await (await page.context().request.get(url(server.origin))).json();
    assert.deepEqual(stored.items.map((item) => item.price.unit_price_fen), pasted);
    const before = await cells(page, base);
    start = Date.now();
    await page.keyboard.press('Control+Z');
    await quiet(page);
    assert.notDeepEqual(await cells(page, base), before);
    context.diagnostic(`one undo: ${Date.now() - start} ms`);
    await place(page, 'status', t('prices.saved'));
    const undone = await (await page.context().request.get(url(server.origin))).json();
    assert.deepEqual(undone.items, draft.items, 'one undo takes all of it back');
    assert.deepEqual(page.problems, []);
  } finally {
    await browser.close();
    await server.stop();
  }
});
