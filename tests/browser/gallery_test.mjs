// Every page of the gallery and every screen, in three sizes, light and dark, both languages: nothing
// cut, nothing overlapping, the same pixels every time, and from afar as it was; and axe-core finds
// nothing serious in the DOM mirror of any screen. A theme moves nothing, so that the dark one is judged
// in one size, unless FENMING_LONG=1 asks for all.
//   node tests/browser/gallery_test.mjs            the test
//   node tests/browser/gallery_test.mjs --renew    writes tests/browser/thumbnails anew
import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { audit } from './axe.mjs';
import { launch, open, openDraft, prefer, project, resize, serve, settle, started, startServer, texts } from './harness.mjs';
import { layoutProblems } from './layout.mjs';
import { leave, views } from './views.mjs';

const renew = process.argv.includes('--renew');
const folder = join(project, 'tests/browser/thumbnails');
const usual = [1440, 900];
const sizes = [usual, [1280, 720], [2560, 1440]];
const sizesOf = (scheme) => (scheme === 'light' || process.env.FENMING_LONG === '1' ? sizes : [usual]);
const pages = ['controls', 'data', 'feedback', 'pickers', 'charts'];
// Mean difference of a colour channel, of 255: fonts and their smoothing differ from machine to
// machine, a card that is gone or a colour that is another one is more.
const FAR = 7;

const found = [];
const note = (where, problems) => problems.forEach((problem) => found.push(`${where}: ${problem}`));

// A picture of 160 × 90, and how far two such pictures are apart; a blank page does the work.
const shrink = (page, png) => page.evaluate(async (data) => {
  const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${data}`)).blob());
  const canvas = new OffscreenCanvas(160, 90);
  const context = canvas.getContext('2d');
  context.imageSmoothingQuality = 'high';
  context.drawImage(image, 0, 0, 160, 90);
  const bytes = new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer());
  return btoa(String.fromCharCode(...bytes));
}, png.toString('base64'));
const distance = (page, a, b) => page.evaluate(async ([first, second]) => {
  const pixels = async (data) => {
    const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${data}`)).blob());
    const context = new OffscreenCanvas(160, 90).getContext('2d');
    context.drawImage(image, 0, 0);
    return context.getImageData(0, 0, 160, 90).data;
  };
  const [one, other] = [await pixels(first), await pixels(second)];
  return one.reduce((sum, value, i) => sum + Math.abs(value - other[i]), 0) / (160 * 90 * 3);
}, [a, b]);

async function compare(blank, name, picture) {
  const small = await shrink(blank, picture);
  const path = join(folder, `${name}.png`);
  if (renew) return writeFile(path, Buffer.from(small, 'base64'));
  const apart = await distance(blank, small, (await readFile(path)).toString('base64'));
  if (apart > FAR) found.push(`${name}: ${apart.toFixed(1)} of 255 from its thumbnail`);
}

async function gallery(browser, blank) {
  const server = await serve();
  for (const language of ['zh-CN', 'en']) {
    for (const scheme of ['light', 'dark']) {
      const page = await open(browser, `${server.origin}/`, { colorScheme: scheme });
      await page.evaluate((tag) => localStorage.setItem('fenming.language', tag), language);
      const show = async (name) => {
        await page.goto(`${server.origin}/gallery?tab=${name}`);
        await started(page);
        await settle(page);
      };
      for (const name of pages) {
        const where = `${name} ${language} ${scheme}`;
        await resize(page, ...usual);
        await show(name);
        if ((language === 'zh-CN') === (scheme === 'light')) {
          const first = await page.screenshot();
          await show(name);
          if (!first.equals(await page.screenshot())) found.push(`${where}: drawn twice, pixels differ`);
          await compare(blank, `${name}-${scheme}`, first);
        }
        for (const [width, height] of sizesOf(scheme)) {
          await resize(page, width, height);
          note(`${where} ${width}×${height}`, await layoutProblems(page));
        }
      }
      await page.context().close();
    }
  }
  await server.close();
}

// The mirror, and what of the page lies over the drawing.
async function auditScreen(page, where) {
  const findings = (await audit(page, where)).findings;
  const elements = await page.locator('#mirror *').count();
  if (elements <= 10) found.push(`${where}: a mirror of ${elements} elements`);
  found.push(...findings);
}

// Every screen and dialog with the demo's data; the theme follows the system, so that it changes
// under an open dialog.
async function realScreens(browser) {
  const server = await startServer(['--demo', '--demo-tickets', '2000']);
  const page = await open(browser, server.link, { locale: 'zh-CN' });
  await openDraft(page, server.origin, await texts('zh-CN'), 'technician', 3);
  let judged = 0;
  for (const language of ['zh-CN', 'en']) {
    const t = await texts(language);
    await prefer(page, { language, theme: 'system' });
    for (const [name, { show }] of Object.entries(views(page, t, server.origin))) {
      await show();
      for (const colorScheme of ['dark', 'light']) {
        await page.emulateMedia({ colorScheme });
        for (const [width, height] of sizesOf(colorScheme)) {
          await resize(page, width, height);
          note(`${name} ${language} ${colorScheme} ${width}×${height}`, await layoutProblems(page));
          ++judged;
        }
        await resize(page, ...usual);
        if ((language === 'zh-CN') === (colorScheme === 'light')) await auditScreen(page, `${name} ${language} ${colorScheme}`);
      }
    }
    await leave(page, t);
  }
  await page.context().close();
  await server.stop();
  return judged;
}

if (renew) await mkdir(folder, { recursive: true });
const browser = await launch();
try {
  const blank = await browser.newPage();
  await gallery(browser, blank);
  const judged = await realScreens(browser);
  assert.equal(found.join('\n'), '');
  console.log(renew ? 'thumbnails written' : `gallery and ${judged} pictures of screens: nothing cut, nothing overlaps, as they were, nothing serious in the mirror`);
} finally {
  await browser.close();
}
