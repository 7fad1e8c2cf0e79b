// People with roles, with real mouse and key events: an administrator invites a price manager and a
// viewer, each comes in by his link in a browser of his own and finds what his role may do; a role is
// changed, and somebody who is disabled is thrown out.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { acceptInvitation, cellBox, cells, choose, editor, fillCell, launch, noDialog, pageTexts, place, press, quiet, started, startServer, texts } from './harness.mjs';

const password = '每人一把自己的钥匙 2026';
const headers = { 'X-Fenming-Request': '1', 'Content-Type': 'application/json' };
const names = { manager: '李娜', viewer: '王强' };

let browser;
before(async () => { browser = await launch({ later: false }); });
after(() => browser.close());

async function newPage(language, problems) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: language });
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const page = await context.newPage();
  page.on('pageerror', (error) => problems.push(String(error)));
  return page;
}

const request = (page, method, path, data) => page.context().request.fetch(new URL(path, page.url()).href, { method, headers, data });
const named = (page, role) => page.evaluate((r) => window.fenmingTest.tree().filter((node) => node.role === r).map((node) => node.name), role);

async function setLanguage(page, language) {
  assert.ok((await request(page, 'PATCH', '/api/v1/me/preferences', { language })).ok());
  await page.reload();
  await started(page);
}

async function go(page, path) {
  await page.goto(new URL(path, page.url()).href);
  await started(page);
  await quiet(page);
}

// Opens the form; its name field is ready for keys.
async function openInvitation(page, t) {
  await press(page, 'button', t('settings.invite'));
  await place(page, 'dialog', t('settings.invite_title'));
  await editor(page).waitFor();
}

// Reads the link, copies it by its button, and leaves.
async function takeLink(page, t) {
  await place(page, 'dialog', t('settings.link_title'));
  assert.ok(await page.evaluate((text) => window.fenmingTest.snapshot().includes(text), t('settings.link_once')));
  const link = await page.evaluate((name) => window.fenmingTest.find('textbox', name).value, t('settings.link'));
  await press(page, 'button', t('settings.copy'));
  await place(page, 'button', t('settings.copied'));
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), link);
  await press(page, 'button', t('settings.done'));
  await noDialog(page);
  return link;
}

const person = async (page, t, name) => {
  const listed = await cells(page, t('settings.name'));
  const row = listed.findIndex((text) => text.startsWith(name));
  assert.ok(row >= 0, `${name} is listed`);
  return { row, role: (await cells(page, t('settings.role')))[row], state: (await cells(page, t('settings.state')))[row] };
};

async function select(page, t, name) {
  const { row } = await person(page, t, name);
  const box = await cellBox(page, t('settings.name'), row);
  await page.mouse.click(box.x + 20, box.y + box.height / 2);
  await place(page, 'heading', name);
}

// An administrator invites two; returns their links.
async function inviteBoth(page, t) {
  await press(page, 'link', t('settings.title'));
  await press(page, 'tab', t('settings.people'));
  await place(page, 'heading', t('settings.alone_title'));
  await openInvitation(page, t);
  await page.keyboard.type(names.manager);
  await page.keyboard.press('Enter');
  const manager = await takeLink(page, t);
  assert.deepEqual(await person(page, t, names.manager), { row: 1, role: t('account.price_manager'), state: t('settings.invited') });

  await openInvitation(page, t);
  await page.keyboard.type(names.manager);
  await page.keyboard.press('Tab');
  await press(page, 'radio', t('account.viewer'));
  await press(page, 'button', t('settings.invite_now'));
  // The name is taken: said beside the field, and what was chosen stays.
  await page.waitForFunction((name) => window.fenmingTest.tree().some((node) => node.role === 'alert' && node.name.includes(name)), names.manager, { polling: 50 });
  await press(page, 'textbox', t('settings.name'));
  await editor(page).waitFor();
  await page.keyboard.press('Control+A');
  await page.keyboard.type(names.viewer);
  await page.keyboard.press('Enter');
  const viewer = await takeLink(page, t);
  assert.equal((await person(page, t, names.viewer)).role, t('account.viewer'));
  return { manager, viewer };
}

async function checkManager(page, t) {
  await go(page, '/prices/technician/3');
  await press(page, 'button', t('prices.new_draft', '3'));
  await page.waitForURL('**/technician/draft');
  await press(page, 'tab', t('prices.items'));
  await fillCell(page, t('prices.col_base'), 0, '123');
  await place(page, 'status', t('prices.saved'));
  await place(page, 'button', t('prices.publish'));
  await go(page, '/import');
  await place(page, 'button', t('import.choose'));
  await go(page, '/settings/people');
  await place(page, 'heading', t('settings.interface'));
  assert.ok(!(await named(page, 'tab')).includes(t('settings.people')), 'no people section');
  assert.equal((await request(page, 'GET', '/api/v1/people')).status(), 403);
}

async function checkViewer(page, t) {
  await go(page, '/prices/technician/3?tab=items');
  await cellBox(page, t('prices.col_base'), 0);
  const buttons = await named(page, 'button');
  for (const name of [t('prices.new_draft', '3'), t('prices.new_book'), t('prices.publish'), t('prices.add')])
    assert.ok(!buttons.includes(name), `no button ${name}`);
  const before = (await cellBox(page, t('prices.col_base'), 0)).value;
  const box = await cellBox(page, t('prices.col_base'), 0);
  await page.mouse.dblclick(box.x + box.width / 2, box.y + box.height / 2);
  await page.keyboard.type('9');
  await quiet(page);
  assert.equal(await editor(page).count(), 0, 'no cell opens');
  assert.equal((await cellBox(page, t('prices.col_base'), 0)).value, before);

  await go(page, '/simulator?base=2&with=3');
  await page.waitForFunction((text) => window.fenmingTest.snapshot().includes(text), t('simulator.exact'), { polling: 200, timeout: 60000 });
  assert.ok(!(await named(page, 'button')).includes(t('simulator.save')), 'nothing to save as a draft');
  assert.ok((await named(page, 'slider')).length > 0, 'what is tried out may be moved');

  await go(page, '/import');
  await place(page, 'heading', t('import.not_allowed_title'));
  assert.ok(!(await named(page, 'button')).includes(t('import.choose')));
  const refused = await request(page, 'PUT', '/api/v1/books/technician/draft', {});
  assert.deepEqual([refused.status(), (await refused.json()).code], [403, 'not_allowed']);
}

for (const language of ['zh-CN', 'en']) {
  test(`people are invited, limited by their roles and disabled (${language})`, async () => {
    const t = await texts(language);
    const text = await pageTexts(language);
    const server = await startServer(['--demo', '--demo-tickets', '200']);
    const problems = [];
    const pages = [await newPage(language, problems), await newPage(language, problems), await newPage(language, problems)];
    const [admin, manager, viewer] = pages;
    try {
      await admin.goto(server.link);
      await started(admin);
      await setLanguage(admin, language);
      const links = await inviteBoth(admin, t);
      for (const [page, link] of [[manager, links.manager], [viewer, links.viewer]]) {
        await acceptInvitation(page, link, text, password);
        await setLanguage(page, language);
      }
      await checkManager(manager, t);
      await checkViewer(viewer, t);

      // The palette leads back to the people, which are read again.
      await go(admin, '/import');
      await admin.keyboard.press('Control+K');
      await editor(admin).waitFor();
      await admin.keyboard.type(t('palette.people'));
      await admin.keyboard.press('Enter');
      await admin.waitForURL('**/settings/people');
      await cellBox(admin, t('settings.state'), 2);
      assert.equal((await person(admin, t, names.viewer)).state, t('settings.active'));

      // A new role holds with the next page.
      await select(admin, t, names.viewer);
      await choose(admin, t('settings.role'), t('account.price_manager'));
      await admin.waitForFunction(([column, value]) => window.fenmingTest.tree().filter((node) => node.role === 'cell' && node.name === column && node.value === value).length === 2,
        [t('settings.role'), t('account.price_manager')], { polling: 50 });
      await go(viewer, '/prices/technician/3');
      await place(viewer, 'button', t('prices.new_draft', '3'));

      // Disabled after a question; what he does next throws him out, and he cannot come back.
      await select(admin, t, names.manager);
      await press(admin, 'button', t('settings.disable'));
      await place(admin, 'dialog', t('settings.disable_title', names.manager));
      await press(admin, 'button', t('settings.disable'));
      await noDialog(admin);
      await place(admin, 'button', t('settings.enable'));
      assert.equal((await person(admin, t, names.manager)).state, t('settings.disabled'));
      await press(manager, 'link', t('simulator.short'));
      await manager.waitForURL('**/signin?next=*');
      await manager.goto(`${server.origin}/signin?lang=${language}`);
      for (const [label, value] of [[text.account, names.manager], [text.password, password]]) {
        await manager.getByLabel(label, { exact: true }).click();
        await manager.keyboard.type(value);
      }
      await manager.keyboard.press('Enter');
      await manager.locator('#banner:not([hidden])').waitFor();
      assert.equal(new URL(manager.url()).pathname, '/signin');
      assert.deepEqual(problems, []);
    } finally {
      for (const page of pages) await page.context().close();
      await server.stop();
    }
  });
}
