// U12: with every text 30 % longer than in either language nothing is cut and nothing overlaps on any
// screen of 1280 × 720. Letters that are 30 % wider take the room of texts that are 30 % longer, so
// the browser's measure is changed and no language is made up; digits and the signs of amounts stay,
// and what people wrote is judged at its own length elsewhere (gallery_test.mjs).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { launch, open, openDraft, prefer, quiet, startServer, texts } from './harness.mjs';
import { layoutProblems } from './layout.mjs';
import { leave, views } from './views.mjs';

// Runs in the page, before anything is measured.
function widenLetters() {
  const real = CanvasRenderingContext2D.prototype.measureText;
  CanvasRenderingContext2D.prototype.measureText = function measure(text) {
    const metrics = real.call(this, text);
    if (/^[\d¥+\-−.,:/%\s]*$/.test(text)) return metrics;
    const wide = { width: metrics.width * 1.3 };
    for (const side of ['actualBoundingBoxLeft', 'actualBoundingBoxRight', 'actualBoundingBoxAscent', 'actualBoundingBoxDescent', 'fontBoundingBoxAscent', 'fontBoundingBoxDescent']) wide[side] = metrics[side];
    return wide;
  };
}

for (const language of ['zh-CN', 'en']) {
  test(`texts 30 % longer than ${language}`, { timeout: 600000 }, async (context) => {
    const t = await texts(language);
    const server = await startServer(['--demo', '--demo-tickets', '2000']);
    const browser = await launch();
    try {
      const page = await open(browser, server.link, { locale: language, viewport: { width: 1280, height: 720 } });
      await openDraft(page, server.origin, await texts('zh-CN'), 'technician', 3);
      await prefer(page, { language });
      await page.context().addInitScript(widenLetters);
      const found = [];
      let count = 0;
      for (const [name, { show }] of Object.entries(views(page, t, server.origin))) {
        if (name.startsWith('gallery')) continue;
        await show();
        await quiet(page);
        found.push(...(await layoutProblems(page, { values: false })).map((problem) => `${name}: ${problem}`));
        ++count;
      }
      await leave(page, t);
      assert.equal(found.join('\n'), '');
      // A conflict is shown by being offline for a while, and by a draft that was stored meanwhile.
      assert.deepEqual(page.problems.filter((problem) => !/ERR_INTERNET_DISCONNECTED|status of 412/.test(problem)), []);
      context.diagnostic(`${count} screens and dialogs`);
    } finally {
      await browser.close();
      await server.stop();
    }
  });
}
