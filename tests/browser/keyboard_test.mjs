// Twelve tasks and more by keys alone: no pointer event is sent. What was reached is read from the
// announced tree, which is also what a screen reader hears.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cells, editor, launch, quiet, started, startServer, texts } from './harness.mjs';
import { forbidPointers, keysOf } from './keys.mjs';

const password = '只用键盘也能改价 2026';

test('twelve tasks by keyboard alone', { timeout: 300000 }, async (context) => {
  let t = await texts('zh-CN');
  const server = await startServer(['--demo', '--demo-tickets', '2000']);
  const browser = await launch();
  const browserContext = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN', permissions: ['clipboard-read', 'clipboard-write'] });
  const page = await browserContext.newPage();
  const problems = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  await forbidPointers(page);
  const keyboard = page.keyboard;
  const { press, focused, shows, gone, tabTo, type, command, toCell } = keysOf(page, (...key) => t(...key));
  const task = async (name, run) => {
    const start = Date.now();
    await run().catch((error) => { throw new Error(`${name}: ${error.message}`); });
    context.diagnostic(`${name}: ${Date.now() - start} ms`);
  };
  const base = t('prices.col_base');
  let before;
  try {
    await page.goto(server.link);
    await started(page);
    const me = await (await browserContext.request.get(`${server.origin}/api/v1/me`)).json();
    await browserContext.request.post(`${server.origin}/api/v1/me/password`, { headers: { 'X-Fenming-Request': '1' }, data: { password } });

    await task('sign out and in', async () => {
      await type('tcdl');
      await keyboard.press('Enter');
      await page.waitForURL('**/signin*');
      for (const text of [me.name, password]) {
        await keyboard.press('Tab');
        while (await page.evaluate(() => document.activeElement.tagName !== 'INPUT')) await keyboard.press('Tab');
        await keyboard.type(text);
      }
      await keyboard.press('Enter');
      await page.waitForURL((url) => url.pathname !== '/signin');
      await started(page);
      await shows('link', t('prices.title'));
    });
    await task('open a version and start a draft', async () => {
      await shows('treeitem', 'v3');
      await command('sfjsjm v3');
      await page.waitForURL('**/prices/technician/3');
      await shows('button', t('prices.new_draft', '3'));
      await command('jyv3xjcg');
      await page.waitForURL('**/technician/draft');
      await shows('status', t('prices.saved'));
    });
    await task('edit a price', async () => {
      await command('dkxm');
      await shows('cell', base);
      before = await cells(page, base);
      await toCell(base);
      await keyboard.type('123.45');
      await press('Enter');
      assert.match((await cells(page, base))[0], /123\.45/);
    });
    await task('undo and redo', async () => {
      await press('Control+Z');
      assert.deepEqual(await cells(page, base), before);
      await press('Control+Y');
      assert.match((await cells(page, base))[0], /123\.45/);
      await press('Control+Z', 'Control+Shift+Z', 'Control+Z');
      assert.deepEqual(await cells(page, base), before);
    });
    await task('paste a column', async () => {
      await page.evaluate(() => navigator.clipboard.writeText('101\r\n102.5\r\n103\r\n'));
      await toCell(base);
      await press('Control+V');
      assert.deepEqual((await cells(page, base)).slice(0, 3).map((text) => text.replace(/[^\d.]/g, '')), ['101.00', '102.50', '103.00']);
    });
    await task('raise prices by 3 %', async () => {
      await press('Shift+ArrowDown', 'Shift+ArrowDown');
      await command('pltz');
      await shows('dialog', t('prices.adjust_title'));
      await editor(page).waitFor();
      await keyboard.type('+3%');
      await press('Enter');
      await gone('dialog', t('prices.adjust_title'));
      assert.deepEqual((await cells(page, base)).slice(0, 3).map((text) => text.replace(/[^\d.]/g, '')), ['104.03', '105.58', '106.09']);
    });
    await task('find rows by code and by amount', async () => {
      await press('Control+F');
      await editor(page).waitFor();
      await keyboard.type('ac_');
      await quiet(page);
      const found = (await cells(page, t('prices.col_item'))).length;
      assert.ok(found > 2 && found < before.length, `${found} found`);
      await shows('text', t('prices.hits', '1', String(found)));
      await press('Enter');
      await shows('text', t('prices.hits', '2', String(found)));
      await press('Shift+Enter');
      await shows('text', t('prices.hits', '1', String(found)));
      await press('Control+A');
      await keyboard.type('104.03');
      await quiet(page);
      await page.waitForFunction((name) => window.fenmingTest.tree().filter((node) => node.role === 'cell' && node.name === name).length === 1, base, { polling: 50, timeout: 5000 });
      await press('Control+A', 'Delete', 'Tab');
      await page.waitForFunction(([name, count]) => window.fenmingTest.tree().filter((node) => node.role === 'cell' && node.name === name).length === count, [base, before.length], { polling: 50, timeout: 5000 });
    });
    await task('add a tier and give it a condition', async () => {
      await command('dkdw');
      await shows('cell', t('prices.col_start'));
      const tiers = (await cells(page, t('prices.col_tier'))).length;
      await command('xzdw');
      await page.waitForFunction(([column, count]) => window.fenmingTest.tree().filter((node) => node.role === 'cell' && node.name === column).length === count,
        [t('prices.col_tier'), tiers + 1], { polling: 50 });
      await quiet(page);
      await tabTo('cell');
      await press('Control+ArrowUp', 'Home');
      const names = await cells(page, t('prices.col_tier'));
      const codes = await page.evaluate(() => new URLSearchParams(location.search).get('tier'));
      assert.ok(names.length === tiers + 1 && codes, 'the new tier is selected');
      await tabTo('button', t('prices.add_test'));
      await press('Enter');
      await shows('combobox', t('prices.fact'));
      await tabTo('combobox', t('prices.fact'));
      const fact = (await focused()).value;
      await press('Enter');
      await shows('listbox', t('prices.fact'));
      await press('ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter');
      await gone('listbox', t('prices.fact'));
      const now = await page.evaluate((name) => window.fenmingTest.find('combobox', name).value, t('prices.fact'));
      assert.notEqual(now, fact);
    });
    await task('open the publish dialog and cancel', async () => {
      await command('fb');
      await shows('dialog', t('prices.publish_title'));
      await tabTo('button', t('common.cancel'));
      await press('Enter');
      await gone('dialog', t('prices.publish_title'));
      assert.match(page.url(), /\/draft/);
    });
    await task('run the simulator with a knob', async () => {
      await page.goto(`${server.origin}/simulator?base=2&with=2`);
      await started(page);
      await page.waitForFunction((text) => window.fenmingTest.snapshot().includes(text), t('simulator.exact'), { polling: 100, timeout: 60000 });
      const total = () => page.evaluate((name) => window.fenmingTest.tree().find((node) => node.role === 'group' && node.name === name).value, t('simulator.then'));
      const first = await total();
      // The list of knobs is one stop; the arrows choose, Tab leads to the chosen one's slider.
      await tabTo('slider');
      await press('Shift+Tab');
      const knob = (await focused()).name;
      await press('ArrowDown', 'ArrowDown', 'ArrowUp');
      assert.notEqual((await focused()).name, knob);
      const next = await tabTo('slider');
      assert.notEqual(next.name, knob);
      await press('PageUp', 'ArrowRight');
      await page.waitForFunction(([text, name, old]) => window.fenmingTest.snapshot().includes(text) &&
        window.fenmingTest.tree().find((node) => node.role === 'group' && node.name === name).value !== old, [t('simulator.exact'), t('simulator.then'), first], { polling: 100, timeout: 60000 });
    });
    await task('help, key map, out of the canvas and back', async () => {
      await press('F1');
      await shows('dialog', t('help.title', t('simulator.short')));
      await press('Escape');
      await gone('dialog', t('help.title', t('simulator.short')));
      await keyboard.press('Shift+?');
      await shows('dialog', t('keys.title'));
      assert.ok(await page.evaluate((text) => window.fenmingTest.tree().some((node) => node.role === 'listitem' && node.name === text && node.value === 'Ctrl+K'), t('keys.palette')));
      // Two keys within one frame: the second already means what the first uncovered.
      await press('Escape', 'Control+K');
      await shows('dialog', t('palette.title'));
      await editor(page).waitFor();
      await keyboard.press('Escape');
      await keyboard.press('Control+Slash');
      await shows('dialog', t('keys.title'));
      await press('Escape', 'Escape');
      await keyboard.press('Tab');
      assert.equal(await page.evaluate(() => document.activeElement.id), 'after');
      await keyboard.press('Enter');
      assert.equal(await page.evaluate(() => document.activeElement.id), 'host');
    });
    await task('change the language', async () => {
      await command('switch to english');
      t = await texts('en');
      await shows('link', t('prices.title'));
    });
    await task('invite a person', async () => {
      await command('szry');  // 设置：人员, while the interface is English
      await page.waitForURL('**/settings/people');
      await shows('button', t('settings.invite'));
      await command(t('settings.invite'));
      await shows('dialog', t('settings.invite_title'));
      await editor(page).waitFor();
      await keyboard.type('李娜');
      await press('Enter');
      await shows('dialog', t('settings.link_title'));
      await tabTo('button', t('settings.done'));
      await press('Enter');
      await gone('dialog', t('settings.link_title'));
      assert.ok((await cells(page, t('settings.name'))).includes('李娜'));
    });
    assert.deepEqual(problems, []);
  } finally {
    await browser.close();
    await server.stop();
  }
});
