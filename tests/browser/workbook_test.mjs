// A draft's tables leave as a workbook, are changed there by another program, and come back: only
// what was changed changes, as one step; a workbook that nobody touched changes nothing.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, before, test } from 'node:test';
import { launch, newPage, noDialog, openDraft, place, prefer, press, quiet, shown, startServer, started, texts, until } from './harness.mjs';

const change = `import json, sys, openpyxl
book = openpyxl.load_workbook(open(sys.argv[1], 'rb'))
for sheet, cell, value in json.loads(sys.argv[2]):
    book[sheet][cell] = value
book.save(sys.argv[3])`;
let browser;
before(async () => { browser = await launch({ later: false }); });
after(() => browser.close());

for (const language of ['zh-CN', 'en']) {
  test(`a book goes through Excel (${language})`, async () => {
    const t = await texts(language);
    const server = await startServer(['--demo', '--demo-tickets', '2000']);
    const problems = [];
    const page = await newPage(browser, language, problems);
    const draft = () => page.evaluate(async () => (await fetch('/api/v1/books/technician/draft')).json());
    const pick = async (path) => {
      const chooser = page.waitForEvent('filechooser');
      await press(page, 'button', t('prices.export'));
      await press(page, 'menuitem', t('workbook.open'));
      await (await chooser).setFiles(path);
    };
    try {
      await page.goto(server.link);
      await started(page);
      await prefer(page, { language });
      await openDraft(page, server.origin, t, 'technician', 3);
      await quiet(page);
      await until(() => page.evaluate(async () => (await fetch('/api/v1/books/technician/draft')).ok));
      const before = await draft();
      const download = page.waitForEvent('download');
      await press(page, 'button', t('prices.export'));
      await press(page, 'menuitem', t('prices.export_xlsx'));
      const path = await (await download).path();

      await pick(path);
      await shown(page, t('workbook.same'));
      await press(page, 'button', t('common.cancel'));
      await noDialog(page);

      const [first, second] = before.items;
      const tier = before.tiers.find((entry) => !entry.quote && !entry.kind);
      execFileSync('/usr/bin/python3', ['-c', change, path, JSON.stringify([
        [t('prices.items'), 'G2', 123.45], [t('prices.items'), 'B3', '换了名字'], [t('prices.items'), 'G4', 'what?'],
        [t('prices.tiers'), 'G2', 0.125]]), `${path}.xlsx`]);
      await pick(`${path}.xlsx`);
      await shown(page, '换了名字');
      await shown(page, '12.5');
      await place(page, 'button', t('workbook.take', '3'));
      await press(page, 'button', t('workbook.take', '3'));
      await noDialog(page);
      await quiet(page);
      await until(async () => (await draft()).items[0].price.unit_price_fen === 12345);
      const after = await draft();
      assert.ok(tier);
      assert.equal(after.items[0].price.unit_price_fen, 12345);
      assert.equal(after.items[1].name, '换了名字');
      const changed = after.tiers.filter((entry, index) => JSON.stringify(entry) !== JSON.stringify(before.tiers[index]));
      assert.deepEqual(changed.map((entry) => entry.markup_bp), [1250]);
      // Nothing else moved.
      after.items[0] = first;
      after.items[1] = second;
      assert.deepEqual(after.items, before.items);
      assert.deepEqual(after.surcharges, before.surcharges);
      assert.deepEqual(after.parts, before.parts);
      await page.keyboard.press('Control+z');
      await until(async () => (await draft()).items[0].price.unit_price_fen === first.price.unit_price_fen);
      assert.deepEqual(await draft(), { ...before });
      assert.deepEqual(problems, []);
    } finally {
      await page.context().close();
      await server.stop();
    }
  });
}
