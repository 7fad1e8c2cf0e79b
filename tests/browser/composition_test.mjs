// Chinese typed into the real Prices screen by true composition events, and amounts as they come
// from a Chinese keyboard. What counts is what the server stored.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { cellBox, compose, editor, launch, openCell, place, press, quiet, started, startServer, texts, twoFrames } from './harness.mjs';

let browser;
let server;
let page;
let session;
let t;
const problems = [];

before(async () => {
  server = await startServer(['--demo', '--demo-tickets', '200']);
  browser = await launch();
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' });
  page = await context.newPage();
  page.on('pageerror', (error) => problems.push(String(error)));
  t = await texts('zh-CN');
  await page.goto(server.link);
  await started(page);
  await page.goto(`${server.origin}/prices/technician`);
  await started(page);
  await quiet(page);
  const drafts = await page.evaluate((name) => window.fenmingTest.find('button', name), t('prices.open_draft'));
  const newest = await page.evaluate(() => location.pathname.split('/').pop());
  if (newest !== 'draft') await press(page, 'button', drafts ? t('prices.open_draft') : t('prices.new_draft', newest));
  await page.waitForURL('**/technician/draft');
  await place(page, 'status', t('prices.saved'));
  session = await page.context().newCDPSession(page);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

async function commit() {
  await twoFrames(page);
  await page.keyboard.press('Enter');
  await editor(page).waitFor({ state: 'detached' });
  await quiet(page);
}

const stored = async () => {
  await place(page, 'status', t('prices.saved'));
  const answer = await page.context().request.get(`${server.origin}/api/v1/books/technician/draft`);
  assert.equal(answer.status(), 200);
  return answer.json();
};

test('a composed name reaches the server whole, and its candidate Enter commits nothing', async () => {
  const row = 0;
  const before = (await cellBox(page, t('prices.col_tier'), row)).value;
  const tree = await page.evaluate(() => window.fenmingTest.snapshot());
  await openCell(page, t('prices.col_tier'), row);
  await page.keyboard.press('Control+A');
  await compose(session, ['g', 'gao', 'gaoji', 'gaojidang'], '高级档');
  await compose(session, ['h', 'hua', 'huadong'], '（华东）');
  await twoFrames(page);
  assert.equal(await editor(page).count(), 1, 'the candidate Enter closed the field');
  assert.equal(await editor(page).inputValue(), '高级档（华东）');
  const during = await page.evaluate(() => window.fenmingTest.snapshot());
  assert.equal(during.match(/dialog/g), tree.match(/dialog/g), 'a button was pressed by a composition');
  assert.equal(during.match(/treeitem.*selected/)?.[0], tree.match(/treeitem.*selected/)?.[0]);
  await commit();
  const draft = await stored();
  assert.ok(draft.tiers.some((tier) => tier.name === '高级档（华东）'));
  assert.ok(!draft.tiers.some((tier) => tier.name === before));
  await press(page, 'button', t('common.undo'));
  assert.ok((await stored()).tiers.some((tier) => tier.name === before), 'undone by one step');
});

for (const [typed, fen] of [['１５０．５０', 15050], ['1.2万', 1200000], ['１，２３４。５', 123450]]) {
  test(`an amount typed as ${typed}`, async () => {
    await press(page, 'tab', t('prices.items'));
    await openCell(page, t('prices.col_base'), 0);
    await page.keyboard.press('Control+A');
    // A full-width keyboard commits each key as text, without a composition.
    for (const letter of typed) await session.send('Input.insertText', { text: letter });
    await commit();
    assert.equal((await stored()).items[0].price.unit_price_fen, fen);
  });
}

test('an amount that is none stays in its cell with the reason, and nothing is sent', async () => {
  await press(page, 'tab', t('prices.items'));
  const kept = (await stored()).items[0].price;
  await openCell(page, t('prices.col_base'), 0);
  await page.keyboard.press('Control+A');
  await compose(session, ['y', 'yi', 'yibai'], '一百');
  await commit();
  const cell = await cellBox(page, t('prices.col_base'), 0);
  assert.equal(cell.value, '一百');
  assert.deepEqual((await stored()).items[0].price, kept);
  assert.deepEqual(problems, []);
});
