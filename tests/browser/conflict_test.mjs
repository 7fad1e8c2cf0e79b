// Two authors on one book, with real mouse and key events: the first publishes; the second's publish
// meets the newer version, is decided place by place, and publishes what both changed.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { acceptInvitation, cellBox, cells, day, fill, fillCell, launch, newPage, pageTexts, place, press, quiet, started, startServer, texts } from './harness.mjs';

const colleague = { name: '同事', password: '两个人改同一本价目 2026' };
const headers = { 'X-Fenming-Request': '1', 'Content-Type': 'application/json' };

let browser;
before(async () => { browser = await launch({ later: false }); });
after(() => browser.close());

// The administrator invites the second author; his link, as it was answered.
async function invite(page, origin) {
  const data = { name: colleague.name, role: 'price_manager' };
  const answer = await page.context().request.post(`${origin}/api/v1/people`, { headers, data });
  assert.equal(answer.status(), 201, 'the second author is invited');
  return origin + (await answer.json()).invitation.path;
}

async function setLanguage(page, language) {
  const answer = await page.context().request.patch(new URL('/api/v1/me/preferences', page.url()).href, { headers, data: { language } });
  assert.ok(answer.ok(), 'the language is set');
}

// Opens a draft from version 3 and types prices over the named items' base prices.
async function draft(page, origin, t, changes) {
  await page.goto(`${origin}/prices/technician/3`);
  await started(page);
  await press(page, 'button', t('prices.new_draft', '3'));
  await page.waitForURL('**/technician/draft');
  await press(page, 'tab', t('prices.items'));
  for (const [row, price] of changes) {
    await fillCell(page, t('prices.col_base'), row, price);
    assert.equal((await cellBox(page, t('prices.col_base'), row)).value, `¥${price}.00`);
  }
  await place(page, 'status', t('prices.saved'));
}

async function publish(page, t, from) {
  await press(page, 'button', t('prices.publish'));
  await place(page, 'dialog', t('prices.publish_title'));
  await fill(page, t('prices.publish_from'), from);
  await press(page, 'button', t('prices.publish'));
}

// The rows of the conflict: the place, both sides, and which one stays.
const rows = (page) => page.evaluate(() => {
  const found = [];
  for (const node of window.fenmingTest.tree()) {
    if (node.role === 'radiogroup') found.push({ place: node.name, sides: [] });
    if (node.role === 'radio' && found.length) found[found.length - 1].sides.push([node.name, node.states.includes('checked')]);
  }
  return found.filter((row) => row.place.includes(' · '));
});

async function version(page, number) {
  const answer = await page.context().request.get(new URL(`/api/v1/books/technician/versions/${number}`, page.url()).href);
  assert.equal(answer.status(), 200, `version ${number} is published`);
  return answer.json();
}
// What the server settles for one of each of the three items under the newest version, in a place
// and for a customer without any factor.
async function settled(page, document) {
  const taken = `${document.from}T09:00:00+08:00`;
  const tickets = document.items.slice(0, 3).map(({ item }, at) => ({
    ticket: `T${at}`, revision: 1, facts: { division: '411421', customer_class: 'normal', urgency: 'normal', service_type: 'repair' },
    times: { created: taken, taken, completed: taken },
    visits: [{ visit: 1, arrived: taken, departed: taken, distance_m: 0, people: [{ person: 'S-1', role: 'lead' }], lines: [{ line: 1, item, quantity: '1' }] }] }));
  const answer = await page.context().request.post(new URL('/api/v1/settle', page.url()).href, { headers, data: { tickets } });
  assert.equal(answer.status(), 200, 'the server settles');
  const { results } = await answer.json();
  const lines = results.filter((result) => result.relation === 'company_technician');
  return lines.map((result) => result.lines.find((line) => line.component === 'labour').unit_price_fen);
}

const base = (document, at) => document.items[at].price.unit_price_fen ?? document.items[at].price.amount_fen;

for (const language of ['zh-CN', 'en']) {
  test(`publishing meets a newer version (${language})`, async () => {
    const t = await texts(language);
    const text = await pageTexts(language);
    const server = await startServer(['--demo', '--demo-tickets', '200']);
    const problems = [];
    const first = await newPage(browser, language, problems);
    const second = await newPage(browser, language, problems);
    try {
      await first.goto(server.link);
      await started(first);
      await acceptInvitation(second, await invite(first, server.origin), text, colleague.password);
      for (const page of [first, second]) await setLanguage(page, language);
      await draft(first, server.origin, t, [[0, '188'], [1, '77']]);
      await draft(second, server.origin, t, [[1, '66'], [2, '55']]);
      await publish(first, t, day(1));
      await first.waitForURL('**/technician/4?*');

      await publish(second, t, day(2));
      await place(second, 'dialog', t('prices.newer_title', '4'));
      await quiet(second);
      const names = (await cells(second, t('prices.col_item'))).slice(0, 3);
      const price = (name) => `${t('prices.items')} · ${name} · ${t('prices.price')}`;
      // What only one author changed is that author's; where both did, one's own stands first.
      assert.deepEqual(await rows(second), [
        { place: price(names[0]), sides: [['¥110.00', false], ['¥188.00', true]] },
        { place: price(names[1]), sides: [['¥66.00', true], ['¥77.00', false]] },
        { place: price(names[2]), sides: [['¥55.00', true], ['¥70.00', false]] }]);
      await press(second, 'radio', '¥77.00');
      await press(second, 'radio', '¥110.00');
      await press(second, 'radio', '¥188.00');
      await quiet(second);
      assert.deepEqual((await rows(second)).map((row) => row.sides.findIndex((side) => side[1])), [1, 1, 0]);
      await press(second, 'button', t('prices.merge'));
      await second.waitForFunction(() => !window.fenmingTest.tree().some((node) => node.role === 'dialog'), null, { polling: 50 });
      await place(second, 'status', t('prices.saved'));
      assert.deepEqual((await cells(second, t('prices.col_base'))).slice(0, 3), ['¥188.00', '¥77.00', '¥55.00']);
      await publish(second, t, day(2));
      await second.waitForURL('**/technician/5?*');

      const published = [await version(first, 3), await version(first, 4), await version(second, 5)];
      assert.deepEqual(published.map((document) => [0, 1, 2].map((at) => base(document, at))),
        [[11000, 15000, 7000], [18800, 7700, 7000], [18800, 7700, 5500]]);
      assert.deepEqual(await settled(second, published[2]), [18800, 7700, 5500]);
      assert.deepEqual(problems, []);
    } finally {
      for (const page of [first, second]) await page.context().close();
      await server.stop();
    }
  });
}
