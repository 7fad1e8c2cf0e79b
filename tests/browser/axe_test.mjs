// axe-core finds nothing serious or critical: in the DOM mirror of every screen and dialog, in both
// themes and both languages, and on every plain page.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { launch, open, openDraft, prefer, serve, startServer, texts } from './harness.mjs';
import { leave, views } from './views.mjs';

const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let browser;
let demo;
let bare;
let page;
before(async () => {
  browser = await launch();
  bare = await serve();
  demo = await startServer(['--demo', '--demo-tickets', '3000']);
  page = await open(browser, demo.link);
  await openDraft(page, demo.origin, await texts('zh-CN'), 'technician', 3);
});
after(async () => {
  await browser.close();
  await demo.stop();
  await bare.close();
});

// Serious and critical findings, each with the elements it names. The mirror follows the drawing
// within a fifth of a second.
async function audit(page, name, counts) {
  await page.waitForTimeout(450);
  await page.evaluate(source);
  const result = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  counts.push([name, await page.locator('#mirror *').count(), result.passes.length]);
  return result.violations.filter((each) => ['serious', 'critical'].includes(each.impact)).map((each) =>
    `${name}: ${each.id} (${each.impact}) ${each.help}\n${each.nodes.slice(0, 4).map((node) => `    ${node.html.slice(0, 260)}\n      ${node.failureSummary.replaceAll('\n', ' ').slice(0, 240)}`).join('\n')}`);
}

for (const [language, theme] of [['zh-CN', 'light'], ['en', 'dark']]) {
  test(`the mirror of every screen, ${language}, ${theme}`, { timeout: 300000 }, async (context) => {
    const t = await texts(language);
    const found = [];
    const counts = [];
    await page.emulateMedia({ colorScheme: theme });
    await prefer(page, { language, theme });
    for (const [name, { show }] of Object.entries(views(page, t, demo.origin))) {
      await show();
      found.push(...await audit(page, name, counts));
    }
    context.diagnostic(counts.map(([name, elements, passes]) => `${name}: ${elements} elements, ${passes} rules passed`).join('; '));
    await leave(page, t);
    assert.equal(found.join('\n'), '');
    assert.ok(counts.every(([, elements]) => elements > 10), 'every screen has a mirror');
  });
}

test('the plain pages and the page of failures', { timeout: 120000 }, async () => {
  const empty = await startServer(['--empty']);
  const found = [];
  const counts = [];
  const show = async (origin, path, options, name) => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
    const shown = await context.newPage();
    await shown.goto(origin + path);
    return { shown, close: async () => { found.push(...await audit(shown, name, counts)); await context.close(); } };
  };
  try {
    for (const options of [{ colorScheme: 'light', locale: 'zh-CN' }, { colorScheme: 'dark', locale: 'en' }]) {
      for (const path of ['/signin', '/invitation', '/setup']) {
        const { shown, close } = await show(empty.origin, path, options, `${path} ${options.locale}`);
        await shown.locator('#form').waitFor();
        // The refusals beside the fields and the banner belong to the page.
        await shown.locator('button[type=submit]').click();
        await close();
      }
      const guide = await show(demo.origin, '/guide', options, `/guide ${options.locale}`);
      await guide.shown.locator('h1').waitFor();
      await guide.close();
      const state = await page.context().storageState();
      const { shown, close } = await show(demo.origin, '/password', { ...options, storageState: state }, `/password ${options.locale}`);
      await shown.locator('#form').waitFor();
      await close();
      const broken = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
      await broken.addInitScript(() => { HTMLCanvasElement.prototype.getContext = () => null; });
      const failed = await broken.newPage();
      await failed.goto(`${bare.origin}/`);
      await failed.locator('#failure:not([hidden])').waitFor();
      found.push(...await audit(failed, `failure ${options.locale}`, counts));
      await broken.close();
    }
    assert.ok(counts.every(([, , passes]) => passes > 5));
    assert.equal(found.join('\n'), '');
  } finally {
    await empty.stop();
  }
});
