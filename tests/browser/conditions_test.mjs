// A condition is made and tried as a price manager would: a district found by its initials, the
// count over past tickets that follows, and one ticket tested clause by clause.
//   node tests/browser/conditions_test.mjs [DIRECTORY for pictures]
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { choose, editor, fill, launch, place, press, quiet, reveal, settle, started, startServer, texts } from './harness.mjs';

const pictures = process.argv[2];
const t = await texts('zh-CN');
const server = await startServer(['--demo', '--demo-tickets', '4000']);
const browser = await launch({ later: false });
const shot = async (page, name) => { if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`) }); };

// The number of tickets that the count says, once it is there.
const counted = async (page, otherThan = '') => {
  const handle = await page.waitForFunction(([start, old]) => {
    const node = window.fenmingTest.tree().find((each) => each.role === 'status' && each.name.startsWith(start) && each.name !== old);
    return node?.name;
  }, [t('prices.count_of').split('{0}')[0], otherThan], { polling: 100, timeout: 30000 });
  return handle.jsonValue();
};
const number = (text) => Number(text.match(/[\d,]+/)[0].replaceAll(',', ''));

try {
  if (pictures) await mkdir(pictures, { recursive: true });
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' });
  const page = await context.newPage();
  const problems = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  await page.goto(server.link);
  await started(page);
  await page.goto(`${server.origin}/prices/technician/3`);
  await started(page);
  await press(page, 'button', t('prices.new_draft', '3'));
  await page.waitForURL('**/draft');
  await place(page, 'status', t('prices.saved'));
  await page.goto(`${server.origin}/prices/technician/draft?tier=core_premium`);
  await started(page);
  await place(page, 'combobox', t('prices.fact'), 0);
  await settle(page);

  // Without a history it is said, and loading it counts.
  await reveal(page, 'button', t('prices.count_load'));
  await press(page, 'button', t('prices.count_load'));
  const before = await counted(page);
  assert.ok(number(before) > 0, before);

  // A place is added as one more test, and chosen by the initials of its pinyin.
  await reveal(page, 'button', t('prices.add_test'), 0);
  await press(page, 'button', t('prices.add_test'), 0);
  await quiet(page);
  await reveal(page, 'combobox', t('prices.fact'));
  await choose(page, t('prices.fact'), t('fact.division'));
  const shanghai = await counted(page, before);
  await reveal(page, 'combobox', t('prices.add_division_tree'));
  await press(page, 'combobox', t('prices.add_division_tree'));
  await editor(page).waitFor();
  await page.keyboard.type('pdxq');
  await place(page, 'treeitem', '浦东新区');
  await shot(page, 'district');
  await press(page, 'treeitem', '浦东新区');
  await page.waitForFunction((name) => window.fenmingTest.tree().some((node) => node.role === 'button' && node.name === name),
    t('sentence.place', '浦东新区', '310115'), { polling: 50, timeout: 15000 });
  await page.keyboard.press('Escape');
  await quiet(page);
  const remove = t('common.remove_named', t('sentence.place', '上海市', '31'));
  await reveal(page, 'button', remove);
  await press(page, 'button', remove);
  const district = await counted(page, shanghai);
  assert.ok(number(district) < number(shanghai), `${district} of ${shanghai}`);

  // One ticket, clause by clause; a fact is typed over.
  await reveal(page, 'button', t('prices.test_miss'));
  await press(page, 'button', t('prices.test_miss'));
  await place(page, 'status', t('prices.test_result', t('prices.test_false')));
  await shot(page, 'ticket');
  const values = t('prices.test_value', t('fact.division'));
  await reveal(page, 'textbox', values);
  await fill(page, values, '310115');
  await quiet(page);
  await reveal(page, 'textbox', t('prices.test_hint'));
  await fill(page, t('prices.test_hint'), 'NOPE-1');
  await page.waitForFunction((text) => window.fenmingTest.tree().some((node) => node.name === text), t('prices.test_not_found', 'NOPE-1'), { polling: 50, timeout: 15000 });
  assert.deepEqual(problems, []);
  console.log(`conditions: ${before} → ${shanghai} → ${district}`);
} finally {
  await browser.close();
  await server.stop();
}
