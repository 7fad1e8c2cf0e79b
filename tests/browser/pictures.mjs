// Pictures of every screen for the documents, from the running program with demo data.
//   node tests/browser/pictures.mjs DIRECTORY ONE-TIME-LINK
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { launch } from './harness.mjs';

const [directory, link] = process.argv.slice(2);
const origin = new URL(link).origin;
const browser = await launch();
const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
const page = await context.newPage();
await page.goto(link);
await page.waitForFunction(() => window.fenmingTest && window.fenmingTest.frames() > 1, null, { timeout: 60000 });
const headers = { 'X-Fenming-Request': '1', 'Content-Type': 'application/json' };
const screens = [['prices', '/prices', 'tab'], ['simulator', '/simulator', 'slider'], ['import', '/import', 'button']];
for (const theme of ['light', 'dark']) {
  for (const [language, short] of [['zh-CN', 'zh'], ['en', 'en']]) {
    const answer = await context.request.patch(`${origin}/api/v1/me/preferences`, { headers, data: { language, theme } });
    if (!answer.ok()) throw new Error(`preferences: ${answer.status()} ${await answer.text()}`);
    for (const [name, path, role] of screens) {
      await page.goto(origin + path);
      await page.waitForFunction(r => window.fenmingTest && window.fenmingTest.tree().some(node => node.role === r), role, { timeout: 60000 });
      if (name === 'simulator') {
        const knob = await page.evaluate(() => window.fenmingTest.tree().find(node => node.role === 'slider'));
        const box = await page.evaluate(n => window.fenmingTest.find('slider', n), knob.name);
        await page.mouse.click(box.x + box.width * 0.56, box.y + box.height / 2);
        await page.waitForTimeout(4000);
      } else {
        await page.waitForTimeout(1500);
      }
      writeFileSync(join(directory, `${name}-${theme}-${short}.png`), await page.screenshot());
    }
  }
}
await browser.close();
