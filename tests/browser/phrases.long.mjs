// U1: thirty Chinese phrases into six fields by true composition events, each exact, none doubled,
// none committed by the Enter that picks its candidate; and the browser's own input element, at whose
// caret an input method shows its candidates, lies over the field that the canvas draws, with the
// same letters, at zooms and device ratios.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { cellBox, choose, compose, editor, launch, newPage, openCell, openDraft, place, press, quiet, reveal, started, startServer, texts, twoFrames } from './harness.mjs';

const phrases = [['gaoduan', '高端'], ['anzhuang', '安装'], ['weixiu', '维修'], ['shangmenfei', '上门费'], ['jiesuandan', '结算单'],
  ['kongtiaoyiji', '空调移机'], ['reshuiqi', '热水器'], ['pudongxinqu', '浦东新区'], ['xinjiang', '新疆'], ['bingtuan', '兵团'],
  ['jiajifuwu', '加急服务'], ['yuanchengfei', '远程费'], ['chunjie', '春节'], ['guoqingjie', '国庆节'], ['yejian', '夜间'],
  ['peijianchengben', '配件成本'], ['tongguan', '铜管'], ['zhijia', '支架'], ['jiamengshang', '加盟商'], ['shifu', '师傅'],
  ['yibaiershi', '一百二十'], ['lingdianwu', '零点五'], ['shangbudingjia', '尚不定价'], ['wodejiage', '我的价格'], ['lüse', '绿色'],
  ['nüshi', '女士'], ['dusheng', '堃昇'], ['longshi', '龍氏'], ['jitian', '𠮷田'], ['diyicianzhuangjiancejijiaoyangongzuo', '第一次安装检测及校验工作']];

let browser;
let server;
let page;
let session;
let t;
let writes = 0;
const problems = [];

before(async () => {
  t = await texts('zh-CN');
  server = await startServer(['--demo', '--demo-tickets', '200']);
  browser = await launch();
  page = await newPage(browser, 'zh-CN', problems);
  await page.goto(server.link);
  await started(page);
  await openDraft(page, server.origin, t, 'technician', 3);
  session = await page.context().newCDPSession(page);
  page.on('request', (request) => { if (['PUT', 'PATCH', 'DELETE'].includes(request.method())) ++writes; });
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

async function go(path) {
  await page.goto(`${server.origin}/prices/technician/draft${path}`);
  await started(page);
  await place(page, 'status', t('prices.saved'));
}

const valueOf = (role, name) => page.evaluate(([r, n]) => window.fenmingTest.tree().filter((node) => node.role === r && node.name === n).at(r === 'cell' ? 0 : -1)?.value, [role, name]);

// Where each field is, how it is opened, and what it holds once its text was committed.
const fields = {
  'tier name': { path: '?tier=core_premium', role: 'textbox', name: 'prices.col_tier' },
  'condition value': {
    path: '?tier=core_premium', role: 'textbox', name: 'prices.add_value',
    prepare: async () => {
      await press(page, 'button', t('prices.add_test'), 0);
      await choose(page, t('prices.fact'), t('fact.brand'));
    },
    // What was typed has become a chip; it is taken back for the next one.
    held: async (phrase) => {
      await page.waitForFunction((name) => window.fenmingTest.tree().some((node) => node.role === 'button' && node.name === name), phrase, { polling: 20, timeout: 5000 });
      await page.keyboard.press('Control+Z');
      await quiet(page);
      return phrase;
    },
  },
  price: { path: '?tab=items', role: 'textbox', name: 'prices.unit_price' },
  search: { path: '?tab=items', role: 'searchbox', name: 'prices.filter_rows', stays: true },
  'table cell': { path: '?tab=items', role: 'cell', name: 'prices.col_item' },
  // Enter would run what was found.
  palette: { path: '', role: 'searchbox', name: 'palette.title', stays: true, keys: 'Control+K', runs: true },
};

async function openField(field) {
  if (await editor(page).count() === 1) return;
  if (field.keys) await page.keyboard.press(field.keys);
  else if (field.role === 'cell') await openCell(page, t(field.name), 0);
  else {
    await reveal(page, field.role, t(field.name));
    await press(page, field.role, t(field.name));
  }
  await editor(page).waitFor();
  await quiet(page);
}

const dialogs = () => page.evaluate(() => window.fenmingTest.tree().filter((node) => ['dialog', 'menu'].includes(node.role)).map((node) => node.name));

for (const [title, field] of Object.entries(fields)) {
  test(`thirty phrases into a field: ${title}`, { timeout: 300000 }, async (context) => {
    await go(field.path);
    await field.prepare?.();
    const start = Date.now();
    for (const [pinyin, phrase] of phrases) {
      await openField(field);
      await page.keyboard.press('Control+A');
      // What the last phrase changed is stored; what a search finds while it is typed stands in the address.
      await place(page, 'status', t('prices.saved'));
      const where = async () => ({ url: page.url().replace(/&find=[^&]*/, ''), dialogs: await dialogs() });
      const before = await where();
      writes = 0;
      await compose(session, [0.3, 0.6, 1].map((part) => pinyin.slice(0, Math.ceil(pinyin.length * part))), phrase);
      await twoFrames(page);
      assert.equal(await editor(page).count(), 1, `${phrase}: the candidate's Enter closed the field`);
      assert.equal(await editor(page).inputValue(), phrase);
      await quiet(page);
      assert.deepEqual(await where(), before, `${phrase}: the candidate's Enter pressed something`);
      assert.equal(writes, 0, `${phrase}: committed before its Enter`);
      if (!field.runs) await page.keyboard.press('Enter');
      if (!field.stays) await editor(page).waitFor({ state: 'detached' });
      await quiet(page);
      assert.equal(field.held ? await field.held(phrase) : await valueOf(field.role, t(field.name)), phrase);
    }
    context.diagnostic(`${phrases.length} of ${phrases.length} exact, ${Date.now() - start} ms`);
    if (field.stays) await page.keyboard.press('Escape');
  });
}

// A screen of so many device pixels at a zoom and a device ratio.
async function zoomTo(zoom, ratio) {
  const [width, height] = [Math.round(Math.max(1440 / zoom, 960)), Math.round(Math.max(900 / zoom, 600))];
  // A ratio alone makes Chromium's emulation tell the page nothing; the size changes with it.
  for (const narrower of [2, 0]) {
    await session.send('Emulation.setDeviceMetricsOverride', { width: width - narrower, height, deviceScaleFactor: zoom * ratio, mobile: false });
    await page.waitForFunction((w) => innerWidth === w, width - narrower, { timeout: 30000 });
  }
  await page.waitForFunction(([w, pixels]) => innerWidth === w && Math.abs(document.getElementById('canvas').width - pixels) <= 2 &&
    window.fenmingTest.tree().some((node) => node.role === 'banner' && Math.abs(node.rect[2] - w) < 1), [width, width * zoom * ratio], { polling: 50, timeout: 30000 });
  await quiet(page);
}

// What is drawn before and after the text: the icon of a search field, the sign of the currency.
const AFFIX = 26;

test('the input element lies over its field at zooms and device ratios', { timeout: 300000 }, async (context) => {
  for (const [title, field] of Object.entries(fields)) {
    await zoomTo(1, 1);
    await go(field.path);
    await field.prepare?.();
    const told = [];
    for (const zoom of [0.5, 1, 2]) {
      for (const ratio of [1, 2, 3]) {
        await zoomTo(zoom, ratio);
        if (field.role === 'textbox') await reveal(page, field.role, t(field.name));
        const drawn = field.keys ? null : field.role === 'cell' ? await cellBox(page, t(field.name), 0) : await place(page, field.role, t(field.name));
        await openField(field);
        const box = drawn ?? await place(page, field.role, t(field.name));
        const element = await editor(page).boundingBox();
        const [left, top, right, bottom] = [element.x - box.x, element.y - box.y, box.x + box.width - element.x - element.width, box.y + box.height - element.y - element.height];
        const affix = title === 'price' || field.role === 'searchbox' ? AFFIX : 8;
        assert.ok([left, top, right, bottom].every((side) => side > -8) && left < affix && top < 8 && right < 8 && bottom < 8, `${title} at ${zoom} × ${ratio}: ${[left, top, right, bottom]}`);
        const size = await editor(page).evaluate((node) => parseFloat(getComputedStyle(node).fontSize));
        assert.equal(size, 13, `${title} at ${zoom} × ${ratio}`);
        told.push(Math.max(...[top, right, bottom, left > 0 && affix > 8 ? 0 : left].map(Math.abs)));
        await page.keyboard.press('Escape');
        await quiet(page);
      }
    }
    context.diagnostic(`${title}: farthest side ${Math.max(...told).toFixed(1)} px over ${told.length} combinations`);
  }
  await zoomTo(1, 1);
  assert.deepEqual(problems, []);
});
