// axe-core finds nothing serious or critical on any plain page and on the page of failures, in both
// themes and both languages. The mirror of every screen is audited where every screen is shown:
// gallery_test.mjs.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { audit } from './axe.mjs';
import { launch, open, serve, startServer } from './harness.mjs';

let browser;
let demo;
let bare;
let page;
before(async () => {
  browser = await launch();
  bare = await serve();
  demo = await startServer(['--demo', '--demo-tickets', '3000']);
  page = await open(browser, demo.link);
});
after(async () => {
  await browser.close();
  await demo.stop();
  await bare.close();
});

test('the plain pages and the page of failures', { timeout: 120000 }, async () => {
  const empty = await startServer(['--empty']);
  const found = [];
  const passed = [];
  const judge = async (shown, name) => {
    const result = await audit(shown, name);
    found.push(...result.findings);
    passed.push(result.passed);
  };
  const show = async (origin, path, options, name) => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
    const shown = await context.newPage();
    await shown.goto(origin + path);
    return { shown, close: async () => { await judge(shown, name); await context.close(); } };
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
      await judge(failed, `failure ${options.locale}`);
      await broken.close();
    }
    assert.ok(passed.every((rules) => rules > 5), `rules that passed: ${passed}`);
    assert.equal(found.join('\n'), '');
  } finally {
    await empty.stop();
  }
});
