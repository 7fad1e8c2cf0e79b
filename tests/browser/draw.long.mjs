// 空调安装 from an empty canvas, with its exits for 改约, 空跑, 缺件 and 取消: once by the keyboard
// alone, once by the mouse alone. A deadlock and a fee settled twice are made, told and put right;
// the template is proved, played and published.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, open, sessionOf, startServer, texts } from './harness.mjs';
import { forbidPointers } from './keys.mjs';
import { keyHands } from './draw_keys.mjs';
import { mouseHands } from './draw_mouse.mjs';
import { draw, mendDeadlock, mendDouble, play, prove, publish } from './draw_steps.mjs';

let browser, server, t, storageState;
before(async () => {
  t = await texts('zh-CN');
  server = await startServer(['--demo', '--demo-tickets', '1000']);
  browser = await launch();
  storageState = await sessionOf(browser, server.link);
});
after(async () => { await browser.close(); await server.stop(); });

async function whole(context, hands, name, code) {
  const steps = { create: () => hands.create(name, code), draw, mendDeadlock, mendDouble, prove, play, publish };
  for (const [step, run] of Object.entries(steps)) {
    const start = Date.now();
    await run(hands, t).catch(async (error) => {
      if (process.env.FENMING_SHOTS) await hands.page.screenshot({ path: `${process.env.FENMING_SHOTS}/${code}-failed.png` });
      throw new Error(`${step}: ${error.message}`, { cause: error });
    });
    if (process.env.FENMING_SHOTS) await hands.page.screenshot({ path: `${process.env.FENMING_SHOTS}/${code}-${step}.png` });
    context.diagnostic(`${step}: ${Date.now() - start} ms`);
  }
  assert.deepEqual(hands.page.problems, []);
}

test('the whole 空调安装 by keyboard alone', { timeout: 900000 }, async (context) => {
  const page = await open(browser, `${server.origin}/templates`, { storageState, locale: 'zh-CN' });
  await forbidPointers(page);
  await whole(context, keyHands(page, server.origin, t), '空调安装（键盘）', 'install_by_keys');
  await page.context().close();
});

test('the whole 空调安装 by mouse alone', { timeout: 900000 }, async (context) => {
  const page = await open(browser, `${server.origin}/templates`, { storageState, locale: 'zh-CN' });
  await whole(context, mouseHands(page, server.origin, t), '空调安装（鼠标）', 'install_by_mouse');
  await page.context().close();
});
