// Pictures of every screen for the documents, from the running program with demo data.
//   node tests/browser/pictures.mjs DIRECTORY [WIDTHxHEIGHT[@SCALE]] [all]
// `all` takes every screen and dialog in both languages and both appearances; without it those of the
// documents are taken, the plain pages, dialogs and the gallery once light and Chinese, once dark and
// English.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { launch, openDraft, prefer, quiet, started, startServer, texts } from './harness.mjs';
import { leave, views } from './views.mjs';

const [directory, size = '1440x900', all] = process.argv.slice(2);
const [, width, height, scale = '1'] = size.match(/^(\d+)x(\d+)(?:@(\d))?$/);
await mkdir(directory, { recursive: true });

const demo = await startServer(['--demo', '--demo-tickets', '8000']);
const empty = await startServer(['--empty']);
const browser = await launch();
const context = await browser.newContext({ viewport: { width: Number(width), height: Number(height) }, deviceScaleFactor: Number(scale), locale: 'zh-CN' });
const page = await context.newPage();
await page.goto(demo.link);
await started(page);

let t;
const plain = {
  'sign-in': async () => page.goto(`${demo.origin}/signin?lang=${t.language}`),
  'first-administrator': async () => page.goto(empty.link.replace('#', `?lang=${t.language}#`)),
};
const taken = ['prices', 'items', 'parts', 'surcharges', 'split', 'adjust', 'people', 'zones', 'versions', 'publish', 'simulator', 'ticket', 'import', 'templates', 'designer', 'problems', 'play', 'replay', 'diff', 'wizard-exits', 'gallery'];
const everywhere = ['prices', 'simulator', 'import', 'designer', 'problems', 'play', 'diff'];
const guided = ['adjust', 'publish', 'people', 'zones', 'replay'];  // the guide shows them light in both languages

await openDraft(page, demo.origin, await texts('zh-CN'), 'technician', 3);
for (const [language, short] of [['zh-CN', 'zh'], ['en', 'en']]) {
  t = Object.assign(await texts(language), { language });
  for (const theme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme: theme });
    if (!page.url().startsWith(demo.origin)) await page.goto(demo.origin);
    await prefer(page, { language, theme });
    const shown = views(page, t, demo.origin);
    for (const name of [...Object.keys(plain), ...(all ? Object.keys(shown) : taken)]) {
      const wanted = all || everywhere.includes(name) || (guided.includes(name) && theme === 'light') || (short === 'zh') === (theme === 'light');
      if (!wanted) continue;
      if (name in plain) await plain[name]();
      else await shown[name].show();
      if (!(name in plain)) await quiet(page);
      await page.mouse.move(Number(width) / 2, 2);
      await page.screenshot({ path: join(directory, `${name}-${theme}-${short}.png`) });
    }
    await leave(page, t);
  }
}
await browser.close();
await demo.stop();
await empty.stop();
