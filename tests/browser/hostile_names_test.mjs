// Q25: names that look like HTML, scripts, links and formulas, in items, tiers, books, people and the
// company. They are shown as they were typed, in the canvas, the mirror, in print and on the plain
// pages; nothing of them runs, and the policy against foreign scripts has nothing to stop.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { cells, editor, launch, quiet, settle, startServer, started, texts, until, waitFor } from './harness.mjs';

const run = 'window.hit=1';
const shapes = [
  (js) => `<script>${js}</script>`, (js) => `"><script>${js}</script>`, (js) => `'><script>${js}</script>`, (js) => `</script><script>${js}</script>`,
  (js) => `<img src=x onerror=${js}>`, (js) => `"><img src=x onerror="${js}">`, (js) => `<svg onload=${js}>`, (js) => `<svg/onload=${js}//`,
  (js) => `<body onload=${js}>`, (js) => `<iframe srcdoc="<script>parent.${js}</script>">`, (js) => `<iframe src="javascript:parent.${js}">`,
  (js) => `<a href="javascript:${js}">x</a>`, (js) => `javascript:${js}`, (js) => `" onmouseover="${js}`, (js) => `' onfocus='${js}' autofocus='`,
  (js) => `<details open ontoggle=${js}>`, (js) => `<video><source onerror=${js}></video>`, (js) => `<math><mtext></mtext><script>${js}</script></math>`,
  (js) => `<style>@import "x"</style><b>${js}</b>`, (js) => `<base href="//evil.example/">${js}`, (js) => `<object data="javascript:${js}">`,
  (js) => `<form action="javascript:${js}"><button>x</button></form>`, (js) => `]]><script>${js}</script>`, (js) => `<!--><script>${js}</script>-->`,
  (js) => `{{constructor.constructor('${js}')()}}`, (js) => `\${${js}}`, (js) => `=HYPERLINK("javascript:${js}")`, (js) => `+cmd|'/c calc'!A0 ${js}`,
  (js) => `-2+3+cmd|' /C calc'!A0 ${js}`, (js) => `@SUM(1+1)*cmd|' /C calc'!A0 ${js}`,
];
const payloads = [run, `window["hit"]=1`, `(window).hit=1;0`, `eval("window.hit=1")`].flatMap((js) => shapes.map((shape) => shape(js)));

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

// Elements that no text may ever become.
const foreign = (page, root) => page.evaluate((selector) => [...document.querySelectorAll(`${selector} *`)]
  .filter((each) => /^(script|img|svg|math|iframe|object|embed|style|base|form|video|details|body)$/i.test(each.localName) || /^\s*javascript:/i.test(each.getAttribute('href') ?? '') ||
    [...each.attributes].some((attribute) => attribute.name.startsWith('on')))
  .map((each) => each.outerHTML.slice(0, 80)), root);

test('names are shown and never run', { timeout: 300000 }, async () => {
  assert.equal(payloads.length, 120);
  const t = await texts('zh-CN');
  const server = await startServer(['--demo', '--demo-tickets', '200']);
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' });
  await context.addInitScript(() => {
    window.violations = [];
    addEventListener('securitypolicyviolation', (event) => window.violations.push(`${event.violatedDirective} ${event.blockedURI}`));
  });
  try {
    const page = await context.newPage();
    page.on('dialog', (dialog) => assert.fail(`a dialog: ${dialog.message()}`));
    await page.goto(server.link);
    await started(page);
    const api = async (method, path, data, headers = {}) => {
      const answer = await context.request.fetch(server.origin + path, { method, data, headers: { 'X-Fenming-Request': '1', ...headers } });
      assert.ok(answer.ok(), `${method} ${path}: ${answer.status()} ${await answer.text()}`);
      return answer;
    };
    const version = await (await api('GET', '/api/v1/books/technician/versions/3')).json();
    version.items.push(...payloads.map((name, i) => ({ ...version.items[0], item: `h${i}`, name })));
    version.tiers.forEach((tier, i) => { tier.name = payloads[i]; });
    version.categories.forEach((category, i) => { category.name = payloads[i + 10]; });
    await api('PUT', '/api/v1/books/technician/draft', version, { 'If-None-Match': '*' });
    await api('POST', '/api/v1/books', { book: 'hostile', name: payloads[4], relation: 'company_technician' });
    const company = await api('GET', '/api/v1/company');
    await api('PUT', '/api/v1/company', { second_person: false, legal_entities: [{ code: 'x', name: payloads[5], tax_number: '' }] }, { 'If-Match': company.headers().etag });
    const invited = await (await api('POST', '/api/v1/people', { name: payloads[6], role: 'viewer' })).json();

    const clean = async (place) => {
      await until(async () => await page.locator('#mirror *').count() > 10).catch(() => { throw new Error(`${place} is not mirrored`); });
      assert.deepEqual(await foreign(page, '#mirror'), [], place);
      // What is printed is what has been drawn; a book that is long in coming is drawn later.
      await until(async () => {
        await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
        return await page.locator('#print *').count() > 1;
      }).catch(() => { throw new Error(`${place} is not printed`); });
      assert.deepEqual(await foreign(page, '#print'), [], `${place}, printed`);
      await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
      assert.deepEqual(await page.evaluate(() => [window.hit, window.violations]), [undefined, []], place);
    };
    for (const place of ['/prices/technician/draft?tab=items', '/prices/technician/draft', '/prices/hostile', '/settings/company', '/settings/people', '/simulator', '/import',
      `/prices/${encodeURIComponent(payloads[0])}`, `/simulator?book=${encodeURIComponent(payloads[4])}`]) {
      await page.goto(server.origin + place);
      await started(page);
      await page.keyboard.press('Tab');  // the mirror begins
      await settle(page);
      if (place.endsWith('tab=items')) {
        await waitFor(page, 'cell', t('prices.col_item'));
        await page.keyboard.press('Control+F');
        await editor(page).waitFor();
        await page.keyboard.type('<');
        await quiet(page);
        const typed = async () => {
          const names = await cells(page, t('prices.col_item'));
          return names.length > 10 && names.every((name) => payloads.includes(name));
        };
        await until(typed);
      }
      await clean(place);
    }
    // A file for Excel holds no formula of anybody's.
    const csv = await (await api('GET', `/api/v1/books/technician/draft/tables?format=csv&table=items`)).text();
    assert.ok(csv.includes("'=HYPERLINK") && !/(^|,)"?[=+@]/m.test(csv), 'formulas are defused');
    // The plain pages.
    for (const place of [invited.invitation.path, `/signin?lang=zh-CN&next=${encodeURIComponent(payloads[12])}`, `/${encodeURIComponent(payloads[0])}`]) {
      const plain = await (await browser.newContext()).newPage();
      await plain.goto(server.origin + place);
      await plain.waitForLoadState('load');
      assert.equal(await plain.evaluate(() => window.hit), undefined, place);
      assert.deepEqual((await foreign(plain, 'body')).filter((html) => html.includes('hit')), [], place);
      await plain.context().close();
    }
  } finally {
    await context.close();
    await server.stop();
  }
});
