// The simulator against a real server with the demo: load, drag a knob, drill to a ticket.
// node tests/browser/simulator_test.mjs [DIRECTORY for pictures]
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { launch, settle, startServer } from './harness.mjs';

const pictures = process.argv[2];
const tickets = process.env.DEMO_TICKETS ?? '4000';

const snapshot = (page) => page.evaluate(() => window.fenmingTest.snapshot());
// The lines that tell amounts: key figures and the heat map.
const figures = (text) => text.split('\n').filter((line) => line.includes('¥')).join('\n');

const server = await startServer(['--demo', '--demo-tickets', tickets]);
const browser = await launch({ later: false });
try {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const problems = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  await page.goto(server.link);
  await page.waitForFunction(() => window.fenmingTest && window.fenmingTest.frames() > 1, null, { timeout: 60000 });
  const show = async (path) => {
    await page.goto(server.origin + path);
    await page.waitForFunction(() => window.fenmingTest && window.fenmingTest.find('slider', '核心城市高级档 系数'), null, { timeout: 60000 });
    await settle(page);
  };
  await show('/simulator');
  const before = await snapshot(page);
  const slider = await page.evaluate(() => window.fenmingTest.find('slider', '核心城市高级档 系数'));
  const y = slider.y + slider.height / 2;
  await page.mouse.move(slider.x + slider.width * 0.43, y);
  await page.mouse.down();
  for (let step = 1; step <= 8; ++step) await page.mouse.move(slider.x + slider.width * (0.43 + step * 0.03), y);
  await page.mouse.up();
  await page.waitForFunction(() => window.fenmingTest.find('button', '全部还原'), null, { timeout: 15000 });
  await settle(page);
  const after = await snapshot(page);
  assert.ok(after.includes('已改 1 项'), 'one knob is changed');
  assert.notEqual(figures(after), figures(before), 'the totals follow');
  assert.deepEqual(problems, []);
  if (pictures) {
    await mkdir(pictures, { recursive: true });
    await page.screenshot({ path: join(pictures, 'dragged.png') });
    const shots = [['places', '?base=2&with=3'], ['provinces', '?base=2&with=3&level=province'], ['tiers', '?base=2&with=3&tab=tiers'],
      ['people', '?base=2&with=3&tab=people&side=up'], ['bands', '?base=2&with=3&tab=bands'], ['items', '?base=2&with=3&tab=items'],
      ['tickets', '?base=2&with=3&row=1&month=3']];
    for (const [name, query] of shots) {
      await show(`/simulator${query}`);
      await page.screenshot({ path: join(pictures, `${name}.png`) });
    }
  }
  await show('/simulator?base=2&with=3&row=1&month=3');
  const list = await page.evaluate(() => window.fenmingTest.find('table', '工单列表'));
  assert.ok(list, 'the list of tickets');
  await page.mouse.click(list.x + 60, list.y + 50);
  await page.waitForFunction(() => new URL(location.href).searchParams.get('ticket'), null, { timeout: 15000 });
  await settle(page);
  if (pictures) {
    await page.screenshot({ path: join(pictures, 'ticket.png') });
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.setViewportSize({ width: 1280, height: 720 });
    await show('/simulator?base=2&with=3');
    await page.screenshot({ path: join(pictures, 'dark-1280.png') });
    const english = await page.evaluate(() => window.fenmingTest.find('button', 'Switch to English'));
    if (english) await page.mouse.click(english.x + english.width / 2, english.y + english.height / 2);
    await settle(page);
    await page.screenshot({ path: join(pictures, 'en-dark-1280.png') });
  }
  console.log('simulator: loaded, dragged, drilled');
} finally {
  await browser.close();
  await server.stop();
}
