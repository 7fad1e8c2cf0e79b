// Pictures of the gallery for people to look at: node tests/browser/shots.mjs DIRECTORY
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { launch, open, serve, settle } from './harness.mjs';

const directory = process.argv[2];
if (!directory) throw new Error('usage: shots.mjs DIRECTORY');
await mkdir(directory, { recursive: true });
const server = await serve();
const browser = await launch();
for (const scheme of ['light', 'dark']) {
  for (const tab of ['controls', 'data', 'feedback']) {
    const page = await open(browser, `${server.origin}/gallery?tab=${tab}`, { colorScheme: scheme });
    await settle(page);
    await page.screenshot({ path: join(directory, `gallery-${tab}-${scheme}.png`) });
    if (page.problems.length) console.log(tab, scheme, page.problems);
    await page.context().close();
  }
}
await browser.close();
await server.close();
