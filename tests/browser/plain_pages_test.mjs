// U11: the pages without a canvas on a phone: light, readable without scripts, and nothing to press
// that a thumb would miss. Nobody is signed in, but for the change of one's own password.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, startServer } from './harness.mjs';

const phone = { viewport: { width: 360, height: 740 }, deviceScaleFactor: 3, hasTouch: true, isMobile: true };
const pages = {
  'sign-in': { path: '/signin', fresh: true },
  'first administrator': { path: '/setup', fresh: true },
  invitation: { path: '/invitation', fresh: true },
  'password change': { path: '/password' },
  guide: { path: '/guide' },
};
// At most this is loaded before the page can be used; a picture of the guide comes when it is scrolled to.
const MOST_BYTES = 30 * 1024;

let browser;
let server;
let state;
before(async () => {
  browser = await launch();
  server = await startServer(['--demo', '--demo-tickets', '50']);
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(server.link);
  await page.waitForURL((url) => url.pathname !== '/signin');
  state = await context.storageState();
  await context.close();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

// What can be pressed and is too small, or lies so that another one is hit; and what is wider than the phone.
const tooSmall = (page) => page.evaluate(() => {
  const found = [];
  const seen = [...document.querySelectorAll('a, button, input, select, textarea, summary')].filter((element) => element.checkVisibility() && element.tabIndex >= 0);
  for (const element of seen) {
    const box = element.getBoundingClientRect();
    if (box.width < 44 || box.height < 44) found.push(`${element.tagName} "${element.textContent || element.name}" ${Math.round(box.width)} × ${Math.round(box.height)}`);
  }
  if (document.documentElement.scrollWidth > innerWidth) found.push(`${document.documentElement.scrollWidth} px wide`);
  if (!seen.length) found.push('nothing to press');
  return found;
});

for (const language of ['zh-CN', 'en']) {
  for (const [name, { path, fresh }] of Object.entries(pages)) {
    test(`${name} on a phone (${language})`, { timeout: 60000 }, async (t) => {
      const told = [];
      for (const javaScriptEnabled of [true, false]) {
        const context = await browser.newContext({ ...phone, locale: language, javaScriptEnabled, storageState: fresh ? undefined : state });
        const page = await context.newPage();
        const session = await context.newCDPSession(page);
        await session.send('Network.enable');
        let bytes = 0;
        const types = new Map();
        session.on('Network.responseReceived', (event) => types.set(event.requestId, event.type));
        session.on('Network.loadingFinished', (event) => { if (types.get(event.requestId) !== 'Image') bytes += event.encodedDataLength; });
        await page.goto(`${server.origin}${path}?lang=${language}`, { waitUntil: 'networkidle' });
        assert.equal(new URL(page.url()).pathname, path);
        assert.equal(await page.evaluate(() => document.documentElement.lang), language);
        assert.ok(bytes > 1000 && bytes <= MOST_BYTES, `${bytes} bytes`);
        assert.ok((await page.locator('h1').innerText()).length > 1);
        assert.ok((await page.locator('body').innerText()).length > 20);
        // Without scripts it is said why the form does nothing.
        const form = await page.locator('form').count();
        if (form && !javaScriptEnabled) assert.match(await page.locator('noscript').innerText(), /JavaScript/);
        assert.deepEqual(await tooSmall(page), []);
        told.push(bytes);
        await context.close();
      }
      t.diagnostic(`${Math.max(...told)} bytes, readable with and without scripts, targets at least 44 × 44 px at 360 px`);
    });
  }
}
