// Templates without drawing, saved plays, last month's tickets through an edited template against a
// second count, and the drawing as a file.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { storeTemplate } from './designer_views.mjs';
import { fill, launch, open, openDraft, place, press, quiet, reveal, sessionOf, started, startServer, texts, until, waitFor } from './harness.mjs';

const project = join(dirname(fileURLToPath(import.meta.url)), '../..');
let browser, server, t, storageState;
before(async () => {
  t = await texts('zh-CN');
  server = await startServer(['--demo', '--demo-tickets', '1000']);
  browser = await launch();
  storageState = await sessionOf(browser, server.link);
});
after(async () => { await browser.close(); await server.stop(); });

const enter = (path = '/templates') => open(browser, server.origin + path, { storageState, acceptDownloads: true });
const get = async (page, path) => (await page.context().request.get(server.origin + path));
const items = (page) => page.evaluate(() => window.fenmingTest.tree().filter((node) => node.role === 'listitem').map((node) => node.name));
const shows = (page, text) => page.waitForFunction((wanted) => window.fenmingTest.snapshot().includes(wanted), text, { polling: 100, timeout: 30000 });
const toolPress = async (page, name) => { await reveal(page, 'button', name); await press(page, 'button', name); };

test('three steps give a template that is proved; it is played, kept, and published', { timeout: 120000 }, async () => {
  const page = await enter();
  await press(page, 'button', t('wizard.title'));
  await fill(page, t('designer.name'), '洗衣机安装');
  await fill(page, t('designer.code'), 'washer');
  await press(page, 'button', t('wizard.next'));
  await press(page, 'checkbox', t('wizard.callback'));
  await press(page, 'button', t('wizard.next'));
  await press(page, 'radio', '30 %');
  await press(page, 'button', t('prices.create'));
  await page.waitForURL('**/templates/washer/draft');
  await started(page);
  await waitFor(page, 'text', t('designer.all_proved'));
  const { template } = await (await get(page, '/api/v1/templates/washer/draft')).json();
  assert.ok(template.nodes.some((node) => node.kind === 'callback'));
  assert.deepEqual(template.nodes.find((node) => node.kind === 'visit').triggers[0], { action: 'arrive', relation: 'company_technician', categories: ['labour'], share_bp: 3000 });
  // Played to its end and kept.
  await press(page, 'button', t('play.title'));
  await press(page, 'button', t('play.run_on'));
  await reveal(page, 'button', t('scenario.keep'));
  await fill(page, t('scenario.name'), '一次完工');
  await press(page, 'button', t('scenario.keep'));
  await press(page, 'button', t('play.stop'));
  await shows(page, t('scenario.passes'));
  await until(async () => (await (await get(page, '/api/v1/templates/washer/draft')).json()).scenarios?.length === 1);
  // Another share on arrival: the play posts the same in the end, but a step less is another way.
  const kept = (await (await get(page, '/api/v1/templates/washer/draft')).json()).scenarios[0];
  assert.equal(kept.status, 'ended');
  assert.ok(kept.amounts.length > 0);
  await press(page, 'button', t('designer.publish_more'));
  await press(page, 'button', t('designer.publish'));
  await page.waitForURL('**/templates/washer/1');
  assert.deepEqual(page.problems, []);
  await page.context().close();
});

test('a saved play that goes otherwise is told, and stops the version', { timeout: 120000 }, async () => {
  const page = await enter();
  const scenario = JSON.parse(await readFile(join(project, 'docs/schema/example-scenario.json'), 'utf8'));
  await storeTemplate(page, server.origin, 'kept', (document) => {
    scenario.path.push('end');
    document.scenarios = [scenario];
  });
  await page.goto(`${server.origin}/templates/kept/draft`);
  await started(page);
  await shows(page, t('scenario.differs'));
  await press(page, 'button', t('designer.publish_more'));
  await shows(page, t('designer.publish_scenarios', '1').slice(0, 12));
  const button = await waitFor(page, 'button', t('designer.publish'));
  assert.ok(button.states.includes('disabled'));
  await page.context().close();
});

test('last month goes through a changed template as a second count says; unchanged, nothing differs', { timeout: 180000 }, async () => {
  const page = await enter('/templates/ac_install/1');
  await toolPress(page, t('replay.start', '1'));
  await shows(page, t('replay.counts', '200', '0'));
  await press(page, 'button', t('common.close'));
  // An edge leads elsewhere, an SLA is shorter, a price is higher.
  const before = await (await get(page, '/api/v1/templates/ac_install/versions/1')).json();
  await storeTemplate(page, server.origin, 'ac_install', ({ template }) => {
    template.edges.find((edge) => edge.edge === 'empty').to = 'cancel_form';
    template.nodes.find((node) => node.node === 'dispatch').sla.minutes = 20;
  });
  await openDraft(page, server.origin, t, 'technician', 3);
  const url = '/api/v1/books/technician/draft';
  const stored = await get(page, url);
  const draft = await stored.json();
  draft.items.find((one) => one.item === 'ac_floor_install').price = { model: 'per_unit', unit_price_fen: 33300 };
  await page.context().request.put(server.origin + url, { headers: { 'X-Fenming-Request': '1', 'If-Match': stored.headers().etag }, data: draft });
  await page.goto(`${server.origin}/prices/technician/draft?tab=items`);
  await started(page);
  await press(page, 'link', t('designer.title'));
  await page.waitForURL('**/templates');
  await page.evaluate(() => { history.pushState(null, '', '/templates/ac_install/draft'); dispatchEvent(new PopStateEvent('popstate')); });
  await place(page, 'listbox', t('designer.canvas'));
  await toolPress(page, t('replay.start', '1'));
  await shows(page, t('replay.tickets'));
  await press(page, 'checkbox', t('replay.with_prices'));
  await quiet(page);
  await page.waitForFunction((name) => !window.fenmingTest.tree().some((node) => node.role === 'progressbar' && node.name === name), t('replay.running'), { polling: 100, timeout: 30000 });
  const shown = (await items(page)).filter((name) => name.startsWith('ac_install-'));

  const folder = await mkdtemp(join(tmpdir(), 'fenming-replay-'));
  const write = async (name, text) => { const path = join(folder, name); await writeFile(path, text); return path; };
  const file = await (await get(page, '/api/v1/book-file')).json();
  const after = structuredClone(file);
  const book = after.books.find((one) => one.book === 'technician');
  book.versions = book.versions.map((version) => ({ ...draft, version: version.version, status: version.status, from: version.from }));
  const edited = await (await get(page, '/api/v1/templates/ac_install/draft')).json();
  const counted = execFileSync('/usr/bin/python3', [join(project, 'tests/oracle/replay_oracle.py'),
    await write('before.json', JSON.stringify(before.template)), await write('after.json', JSON.stringify(edited.template)),
    await write('book.json', JSON.stringify(file)), await write('after_book.json', JSON.stringify(after)),
    await write('past.jsonl', await (await get(page, '/api/v1/templates/ac_install/versions/1/past-tickets')).text())], { encoding: 'utf8' }).trim().split('\n');
  assert.deepEqual(shown, counted);
  assert.ok(counted.length > 20 && counted.length < 200);
  assert.deepEqual(page.problems, []);
  await page.context().close();
});

test('the drawing is saved as SVG and PNG', { timeout: 60000 }, async () => {
  const page = await enter('/templates/ac_install/1');
  const saved = async (name) => {
    const download = page.waitForEvent('download');
    await toolPress(page, name);
    const file = await download;
    return [file.suggestedFilename(), await readFile(await file.path())];
  };
  const [svgName, svg] = await saved(t('designer.export_svg'));
  assert.equal(svgName, 'ac_install.svg');
  const text = svg.toString('utf8');
  assert.ok(text.startsWith('<svg xmlns=') && text.includes('>上门安装</text>'));
  assert.equal(await page.evaluate((xml) => new DOMParser().parseFromString(xml, 'image/svg+xml').querySelector('parsererror'), text), null);
  const [pngName, png] = await saved(t('designer.export_png'));
  assert.equal(pngName, 'ac_install.png');
  assert.equal(png.subarray(1, 4).toString(), 'PNG');
  const width = Number(text.match(/width="(\d+)"/)[1]);
  assert.equal(png.readUInt32BE(16), width * 2);
  assert.ok(png.length > 20000, 'it is not empty');
  assert.deepEqual(page.problems, []);
  await page.context().close();
});
