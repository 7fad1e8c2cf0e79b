// A price manager hands his draft in beside what it does to past tickets; the administrator sends it
// back with a reason, approves it the second time, compares versions and restores an older one. With
// real mouse and key events; the difference in money is compared with the server's own settlement.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { acceptInvitation, cellBox, cells, day, editor, fill, fillCell, launch, newPage, noDialog, pageTexts, place, press, quiet, shown, started, startServer, texts, waitFor, until } from './harness.mjs';

const password = '四只眼睛看一本价目 2026';
const headers = { 'X-Fenming-Request': '1', 'Content-Type': 'application/json' };

let browser;
before(async () => { browser = await launch({ later: false }); });
after(() => browser.close());

const request = (page, method, path, data) => page.context().request.fetch(new URL(path, page.url()).href, { method, headers, data });

// Both sides' sums over the first history, by the server's engine.
async function settled(page) {
  const { histories } = await (await request(page, 'GET', '/api/v1/histories')).json();
  const answer = await request(page, 'POST', '/api/v1/simulations', { history: histories[0].id, with_draft: 'technician' });
  assert.equal(answer.status(), 200, await answer.text());
  const { relations } = await answer.json();
  const { baseline, candidate } = relations.find((entry) => entry.relation === 'company_technician');
  return { before: baseline.total_fen, after: candidate.total_fen };
}

// Past tickets are loaded and settled twice first, which takes a busy machine a while.
async function reviewed(page, t) {
  await page.waitForFunction((name) => window.fenmingTest.find('group', name) !== null, t('prices.review_delta'), { polling: 100, timeout: 60000 });
  return waitFor(page, 'group', t('prices.review_delta'));
}

const money = (fen) => `¥${(fen / 100).toLocaleString('en-US', { minimumFractionDigits: 2 })}`;

async function select(page, t, row) {
  const box = await cellBox(page, t('prices.versions_col_version'), row);
  await page.mouse.click(box.x + 20, box.y + box.height / 2);
  await quiet(page);
}

async function handIn(page, t, note) {
  await press(page, 'button', t('prices.publish'));
  await place(page, 'dialog', t('prices.submit_title'));
  await fill(page, t('prices.publish_from'), day(3));
  await fill(page, t('prices.submit_note'), note);
  await press(page, 'button', t('prices.submit'));
  await noDialog(page);
}

for (const language of ['zh-CN', 'en']) {
  test(`a second person publishes (${language})`, { timeout: 240000 }, async () => {
    const t = await texts(language);
    const text = await pageTexts(language);
    const server = await startServer(['--demo', '--demo-tickets', '2000']);
    const problems = [];
    const chief = await newPage(browser, language, problems);
    const author = await newPage(browser, language, problems);
    try {
      await chief.goto(server.link);
      await started(chief);
      assert.ok((await request(chief, 'PATCH', '/api/v1/me/preferences', { language })).ok());
      await chief.goto(`${server.origin}/settings/company`);
      await started(chief);
      await press(chief, 'radio', t('settings.on'));
      await until(() => chief.evaluate(async () => (await (await fetch('/api/v1/company')).json()).second_person));
      const invited = await (await request(chief, 'POST', '/api/v1/people', { name: '王', role: 'price_manager' })).json();
      await acceptInvitation(author, server.origin + invited.invitation.path, text, password);
      assert.ok((await request(author, 'PATCH', '/api/v1/me/preferences', { language })).ok());

      // One price is changed; the dialog tells where and what it does.
      await author.goto(`${server.origin}/prices/technician/3`);
      await started(author);
      await press(author, 'button', t('prices.new_draft', '3'));
      await author.waitForURL('**/technician/draft');
      await press(author, 'tab', t('prices.items'));
      const names = await cells(author, t('prices.col_item'));
      await fillCell(author, t('prices.col_base'), 0, '133');
      await place(author, 'status', t('prices.saved'));
      await press(author, 'button', t('prices.publish'));
      await place(author, 'dialog', t('prices.submit_title'));
      await shown(author, t('prices.review_changes', '1'));
      assert.deepEqual((await cells(author, t('prices.review_after_column'))), ['¥133.00']);
      assert.deepEqual((await cells(author, t('prices.review_before_column'))), ['¥110.00']);
      assert.ok((await cells(author, t('prices.field')))[0].includes(names[0]));
      const sums = await settled(author);
      assert.ok(sums.after > sums.before && sums.before > 0);
      const delta = await reviewed(author, t);
      assert.equal(delta.value, `+${money(sums.after - sums.before)}`);
      assert.equal((await waitFor(author, 'group', t('prices.review_before'))).value, money(sums.before));
      assert.equal((await waitFor(author, 'group', t('prices.review_after'))).value, money(sums.after));
      await press(author, 'button', t('common.cancel'));
      await noDialog(author);

      // Handed in, sent back with a reason, handed in again.
      await handIn(author, t, '年度调价');
      assert.equal((await request(author, 'POST', '/api/v1/submissions/1/approve', {})).status(), 403);
      await chief.goto(`${server.origin}/prices/technician/3`);
      await started(chief);
      await press(chief, 'treeitem', t('prices.waiting_line', '王'));
      await place(chief, 'dialog', t('prices.submission_title', '王', day(3)));
      await shown(chief, '年度调价');
      assert.equal((await reviewed(chief, t)).value, delta.value, 'both see the same money');
      await fill(chief, t('prices.reject_reason'), '三线城市太高');
      await press(chief, 'button', t('prices.reject'));
      await noDialog(chief);
      await author.reload();
      await started(author);
      const chiefName = (await (await request(chief, 'GET', '/api/v1/me')).json()).name;
      await shown(author, t('prices.submission_rejected', chiefName, '三线城市太高'));
      await fillCell(author, t('prices.col_base'), 0, '122');
      await place(author, 'status', t('prices.saved'));
      await handIn(author, t, '已降低');

      await chief.reload();
      await started(chief);
      await press(chief, 'treeitem', t('prices.waiting_line', '王'));
      await reviewed(chief, t);
      await press(chief, 'button', t('prices.approve'));
      await noDialog(chief);
      await shown(chief, t('prices.published_toast', '4'));
      const published = await (await request(chief, 'GET', '/api/v1/books/technician/versions/4')).json();
      assert.equal(published.from, day(3));
      assert.equal(published.items[0].price.unit_price_fen ?? published.items[0].price.amount_fen, 12200);

      // The calendar lists it with both names; an older version is compared and restored.
      await press(chief, 'tab', t('prices.versions'));
      await shown(chief, '王 / ');
      const versions = await cells(chief, t('prices.versions_col_version'));
      assert.deepEqual(versions, ['v4', 'v3', 'v2', 'v1']);
      await select(chief, t, 0);
      await press(chief, 'button', t('prices.versions_compare'));
      await place(chief, 'dialog', t('prices.review_title', 'v3', 'v4'));
      assert.deepEqual(await cells(chief, t('prices.review_after_column')), ['¥122.00']);
      await chief.keyboard.press('Escape');
      await noDialog(chief);
      await select(chief, t, 2);
      await press(chief, 'button', t('prices.versions_restore'));
      await chief.waitForURL('**/technician/draft*');
      await place(chief, 'status', t('prices.saved'));
      const [old, draft] = [await (await request(chief, 'GET', '/api/v1/books/technician/versions/2')).json(),
        await (await request(chief, 'GET', '/api/v1/books/technician/draft')).json()];
      for (const own of ['version', 'status', 'from']) { delete old[own]; delete draft[own]; }
      assert.deepEqual(draft, old, 'the draft says what version 2 says');
      assert.equal((await request(chief, 'GET', '/api/v1/books')).status(), 200);
      assert.equal(await editor(chief).count(), 0);
      assert.deepEqual(problems, []);
    } finally {
      for (const page of [chief, author]) await page.context().close();
      await server.stop();
    }
  });
}
