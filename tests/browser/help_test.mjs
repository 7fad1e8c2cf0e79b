// Help: the tour of a first visit, the sheet of each screen, and the guide that it opens.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { launch, open, place, prefer, press, quiet, started, startServer, texts } from './harness.mjs';

for (const language of ['zh-CN', 'en']) {
  test(`tour, help and guide, ${language}`, { timeout: 120000 }, async () => {
    const t = await texts(language);
    const server = await startServer(['--demo', '--demo-tickets', '200']);
    const browser = await launch({ firstVisit: true });
    const shows = (page, name) => page.evaluate((text) => window.fenmingTest.tree().some((node) => node.role === 'heading' && node.name === text), name);
    try {
      const page = await open(browser, server.link, { locale: language });
      await prefer(page, { language });
      await page.goto(`${server.origin}/prices/technician/3`);
      await started(page);
      await place(page, 'heading', t('tour.offer_title'));
      // The offer stops nothing.
      await press(page, 'tab', t('prices.items'));
      await page.waitForURL('**tab=items');
      await press(page, 'button', t('tour.start'));
      for (const step of ['books', 'table', 'simulate', 'import', 'search']) {
        await place(page, 'heading', t(`tour.${step}_title`));
        await press(page, 'button', t(step === 'search' ? 'tour.done' : 'tour.next'));
      }
      await quiet(page);
      assert.equal(await shows(page, t('tour.search_title')), false);
      await page.reload();
      await started(page);
      await place(page, 'tab', t('prices.items'));
      await quiet(page);
      assert.equal(await shows(page, t('tour.offer_title')), false, 'offered once');

      // From the help it starts again; Esc ends it.
      await page.keyboard.press('F1');
      await place(page, 'dialog', t('help.title', t('prices.title')));
      await press(page, 'button', t('tour.again'));
      await place(page, 'heading', t('tour.books_title'));
      await page.keyboard.press('Escape');
      await quiet(page);
      assert.equal(await shows(page, t('tour.books_title')), false);

      // Every screen has a sheet of its own; it opens the guide in the same language.
      for (const [path, name, line] of [['simulator', 'simulator.short', 'help.simulator_knobs'], ['import', 'import.title', 'help.import_columns'], ['settings', 'settings.title', 'help.settings_own'], ['prices', 'prices.title', 'help.prices_undo']]) {
        await page.goto(`${server.origin}/${path}`);
        await started(page);
        await quiet(page);
        await page.keyboard.press('F1');
        await place(page, 'dialog', t('help.title', t(name)));
        assert.ok(await page.evaluate((text) => window.fenmingTest.tree().some((node) => node.name === text), t(line)), line);
      }
      const opened = page.context().waitForEvent('page');
      await press(page, 'button', t('help.guide'));
      const guide = await opened;
      await guide.waitForLoadState();
      assert.equal(await guide.evaluate(() => document.documentElement.lang), language);
      assert.equal(await guide.locator('h2').count(), 9);
      await guide.locator('img').last().scrollIntoViewIfNeeded();
      await guide.waitForFunction(() => [...document.images].at(-1).naturalWidth > 1000);
      assert.deepEqual(page.problems, []);
    } finally {
      await browser.close();
      await server.stop();
    }
  });
}
