// The platform in a real browser: boot, drawing, idling, text, history, context loss, mirror.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { click, compose, find, launch, open, serve, settle, twoFrames, waitFor } from './harness.mjs';

let server;
let browser;
before(async () => {
  server = await serve();
  browser = await launch();
});
after(async () => {
  await browser.close();
  await server.close();
});

async function withPage(path, run, options) {
  const page = await open(browser, server.origin + path, options);
  try {
    await settle(page);
    await run(page);
    assert.deepEqual(page.problems, []);
  } finally {
    await page.context().close();
  }
}

const field = (page) => page.locator('#edit > *');
const valueOf = async (page, name) => (await waitFor(page, 'textbox', name)).value;

test('boots, and a Chinese label is really drawn', () => withPage('/gallery', async (page) => {
  const box = await waitFor(page, 'tab', '控件');
  const image = await page.screenshot({ clip: { x: box.x, y: box.y, width: box.width, height: box.height } });
  const distinct = await page.evaluate(async (data) => {
    const picture = new Image();
    picture.src = data;
    await picture.decode();
    const context = new OffscreenCanvas(picture.width, picture.height).getContext('2d');
    context.drawImage(picture, 0, 0);
    const pixels = context.getImageData(0, 0, picture.width, picture.height).data;
    return new Set(Array.from({ length: pixels.length / 4 }, (_, i) => pixels[i * 4] >> 3)).size;
  }, `data:image/png;base64,${image.toString('base64')}`);
  assert.ok(distinct > 4, `only ${distinct} grey levels: the label is blank`);
}));

test('idle draws nothing', () => withPage('/gallery?tab=data', async (page) => {
  const first = await page.evaluate(() => window.fenmingTest.frames());
  await page.waitForTimeout(3000);
  assert.equal(await page.evaluate(() => window.fenmingTest.frames()), first);
}));

test('thirty compositions arrive whole and press nothing', () => withPage('/gallery', async (page) => {
  const session = await page.context().newCDPSession(page);
  const words = ['你好', '空调安装', '上门费', '结算单', '罕见字堃昇'];
  for (let i = 0; i < 30; ++i) {
    const word = words[i % words.length];
    await click(page, 'textbox', '姓名');
    await field(page).waitFor();
    await page.keyboard.press('Control+A');
    await compose(session, ['n', 'ni', 'nih', 'nihao'], word);
    assert.equal(await field(page).count(), 1, 'the candidate Enter closed the field');
    assert.equal(await field(page).inputValue(), word);
    // The frame after a composition swallows an Enter; a person is slower than that.
    await twoFrames(page);
    await page.keyboard.press('Enter');
    await field(page).waitFor({ state: 'detached' });
    await settle(page);
    assert.equal(await valueOf(page, '姓名'), word);
  }
  assert.ok(await find(page, 'text', '已保存 0 次'), 'a button was pressed by a composition');
}));

test('punctuation arrives without a composition', () => withPage('/gallery', async (page) => {
  const session = await page.context().newCDPSession(page);
  await click(page, 'textbox', '姓名');
  await field(page).waitFor();
  await page.keyboard.press('Control+A');
  await session.send('Input.insertText', { text: '李四' });
  await session.send('Input.insertText', { text: '，' });
  await page.keyboard.press('Tab');
  await settle(page);
  assert.equal(await valueOf(page, '姓名'), '李四，');
}));

test('full-width digits in a money field', () => withPage('/gallery', async (page) => {
  const session = await page.context().newCDPSession(page);
  await click(page, 'textbox', '起步价');
  await field(page).waitFor();
  await session.send('Input.insertText', { text: '１２３。５０' });
  await page.keyboard.press('Enter');
  await settle(page);
  assert.equal(await valueOf(page, '起步价'), '123.50');
}));

test('Esc restores, leaving commits', () => withPage('/gallery', async (page) => {
  await click(page, 'textbox', '起步价');
  await field(page).waitFor();
  await page.keyboard.type('77');
  await page.keyboard.press('Escape');
  await settle(page);
  assert.equal(await valueOf(page, '起步价'), '1,234.50');
  await click(page, 'textbox', '起步价');
  await field(page).waitFor();
  await page.keyboard.type('77');
  await click(page, 'tab', '数据');
  await settle(page);
  await click(page, 'tab', '控件');
  await settle(page);
  assert.equal(await valueOf(page, '起步价'), '77.00');
}));

test('a table cell is edited in place and undone', () => withPage('/gallery?tab=data', async (page) => {
  const box = await waitFor(page, 'cell', '单价');
  await page.mouse.dblclick(box.x + box.width / 2, box.y + box.height / 2);
  await field(page).waitFor();
  const element = await field(page).boundingBox();
  assert.ok(Math.abs(element.x - box.x) < 8 && Math.abs(element.y - box.y) < 8, 'the element lies over its cell');
  await page.keyboard.type('88');
  await page.keyboard.press('Enter');
  await settle(page);
  assert.equal((await find(page, 'cell', '单价')).value, '¥88.00');
  await page.keyboard.press('Control+Z');
  await settle(page);
  assert.equal((await find(page, 'cell', '单价')).value, '¥80.00');
}));

test('a double click is told by when its presses were made, not by when they were drawn', () => withPage('/gallery?tab=data', async (page) => {
  const session = await page.context().newCDPSession(page);
  const box = await waitFor(page, 'cell', '单价');
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2, button: 'left' };
  const first = Date.now() / 1000;
  const click = async (clickCount, timestamp) => {
    for (const type of ['mousePressed', 'mouseReleased']) await session.send('Input.dispatchMouseEvent', { type, ...at, clickCount, timestamp });
    await twoFrames(page);
  };
  const busy = () => page.evaluate(() => { for (const end = performance.now() + 700; performance.now() < end;); });
  await click(1, first);
  await busy();
  await click(1, first + 1);
  assert.equal(await field(page).count(), 0, 'two clicks, a second apart');
  await busy();
  await click(2, first + 1.2);
  assert.equal(await field(page).count(), 1, 'a double click whose frames took longer');
}));

for (const path of ['/gallery', '/gallery?tab=data', '/gallery?tab=charts']) {
  test(`U4: twenty context losses leave every pixel of ${path}`, { timeout: 120000 }, (context) => withPage(path, async (page) => {
    const first = await page.screenshot();
    const tree = await page.evaluate(() => window.fenmingTest.snapshot());
    const times = [];
    for (let i = 0; i < 20; ++i) {
      await page.evaluate(() => window.fenmingTest.loseContext());
      await page.waitForFunction(() => document.getElementById('canvas').getContext('webgl2').isContextLost());
      // To the end of the first frame that is drawn with everything made anew.
      times.push(await page.evaluate(() => new Promise((done) => {
        const start = performance.now();
        const frames = window.fenmingTest.frames();
        const watch = () => (window.fenmingTest.frames() > frames ? done(performance.now() - start) : requestAnimationFrame(watch));
        window.fenmingTest.restoreContext();
        requestAnimationFrame(watch);
      })));
    }
    await settle(page);
    assert.equal(await page.evaluate(() => window.fenmingTest.snapshot()), tree);
    assert.ok(first.equals(await page.screenshot()), 'the pixels differ');
    times.sort((a, b) => a - b);
    context.diagnostic(`restored to the first frame: median ${times[10].toFixed(0)} ms, longest ${times[19].toFixed(0)} ms; every pixel as before`);
  }));
}

test('back and forward walk through the views', () => withPage('/gallery', async (page) => {
  await click(page, 'tab', '数据');
  await page.waitForURL('**/gallery?tab=data');
  await waitFor(page, 'table', '价目（10,000 行）');
  await page.goBack();
  await page.waitForFunction(() => window.fenmingTest.find('table', '价目（10,000 行）') === null);
  await page.goForward();
  await waitFor(page, 'table', '价目（10,000 行）');
  await page.reload();
  await page.waitForFunction(() => window.fenmingTest);
  await waitFor(page, 'table', '价目（10,000 行）');
}));

test('device ratio 2 draws device pixels', () => withPage('/gallery', async (page) => {
  const canvas = await page.evaluate(() => [document.getElementById('canvas').width, innerWidth]);
  assert.equal(canvas[0], canvas[1] * 2);
  await click(page, 'checkbox', '含税');
  await settle(page);
  assert.deepEqual((await find(page, 'checkbox', '含税')).states.filter((state) => state === 'unchecked'), ['unchecked']);
}, { deviceScaleFactor: 2 }));

test('the mirror holds roles and names; without it the tests still find rectangles', async () => {
  await withPage('/gallery?a11y=1', async (page) => {
    await page.waitForFunction(() => document.querySelectorAll('#mirror [role=button]').length > 5);
    assert.equal(await page.locator('#mirror [role=checkbox][aria-label="含税"]').getAttribute('aria-checked'), 'true');
    await page.evaluate(() => document.querySelector('#mirror [role=checkbox][aria-label="含税"]').click());
    await page.waitForFunction(() => document.querySelector('#mirror [role=checkbox][aria-label="含税"]').getAttribute('aria-checked') === 'false');
  });
  await withPage('/gallery?a11y=0', async (page) => {
    assert.equal(await page.locator('#mirror *').count(), 0);
    await click(page, 'checkbox', '含税');
    await settle(page);
    assert.ok((await find(page, 'checkbox', '含税')).states.includes('unchecked'));
    assert.equal(await page.locator('#mirror *').count(), 0);
  });
});

test('Tab moves through widgets, Esc then Tab leaves the canvas', () => withPage('/gallery', async (page) => {
  await page.keyboard.press('Tab');
  await settle(page);
  const focused = () => page.evaluate(() => window.fenmingTest.tree().filter((node) => node.states.includes('focused')).map((node) => node.name));
  const first = await focused();
  assert.equal(first.length, 1);
  await page.keyboard.press('Tab');
  await settle(page);
  assert.notDeepEqual(await focused(), first);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'after');
}));

test('the language changes at run time', () => withPage('/gallery', async (page) => {
  await click(page, 'button', 'Switch to English');
  await waitFor(page, 'tab', 'Controls');
  assert.equal(await page.evaluate(() => document.documentElement.lang), 'en');
}));
