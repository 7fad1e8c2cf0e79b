// Pictures of the prices and import screens for people to look at:
//   node tests/browser/app_shots.mjs DIRECTORY ORIGIN COOKIE [quick]
// ORIGIN is a running serve.py with books, COOKIE the session's ("name=value").
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { click, launch, open, settle, waitFor } from './harness.mjs';

const [directory, origin, cookie, quick] = process.argv.slice(2);
if (!cookie) throw new Error('usage: app_shots.mjs DIRECTORY ORIGIN COOKIE [quick]');
await mkdir(directory, { recursive: true });
const browser = await launch();
const views = [
  ['tiers', '/prices/technician/draft?tier=premium'], ['tiers-read', '/prices/technician/1'],
  ['items', '/prices/technician/draft?tab=items'], ['parts', '/prices/technician/draft?tab=parts'],
  ['surcharges', '/prices/technician/draft?tab=surcharges'], ['limits', '/prices/technician/draft?tab=limits'],
  ['cities', '/prices/technician/draft?tab=cities'], ['import-empty', '/import'], ['import', '/import'],
];
const csv = '工单号,区划代码,城市,客户类型,服务类型,紧急程度,下单时间,接单时间,完成时间,里程(公里),师傅,项目,数量,实付金额\n' + Array.from({ length: 60 }, (_, i) =>
  `GD-${2600 + i},${['310115', '320583', '440305', '11010x'][i % 17 === 16 ? 3 : i % 3]},${['上海', '苏州', '深圳'][i % 3]},${['VIP', '普通', '重点客户'][i % 3]},${['安装', '维修'][i % 2]},${i % 5 ? '普通' : '加急'},2026-03-${String(i % 28 + 1).padStart(2, '0')} 09:10,2026/3/${i % 28 + 1} 9:25,${i === 7 ? '昨天' : '2026-03-28 15:40'},${(i * 1.7).toFixed(1)},S-${1000 + i % 9},${['install_wall', 'check', 'pipe'][i % 3]},${i === 11 ? '两台' : i % 3 + 1},${(100 + i * 3.5).toFixed(2)}`).join('\n') + '\n';
const [name, value] = cookie.split('=');
for (const language of quick ? ['zh-CN'] : ['zh-CN', 'en']) {
  for (const theme of quick ? ['light', 'dark'] : ['light', 'dark']) {
    for (const [width, height] of [[1440, 900], [1280, 720]]) {
      if (quick && (theme === 'dark') !== (width === 1280)) continue;
      await fetch(`${origin}/api/v1/me/preferences`, { method: 'PATCH', headers: { Cookie: cookie, 'X-Fenming-Request': '1', 'Content-Type': 'application/json' }, body: JSON.stringify({ language, theme }) });
      for (const [view, path] of views) {
        const cookies = [{ name, value, url: origin }];
        const page = await open(browser, `${origin}${path}`, { viewport: { width, height }, storageState: { cookies: cookies.map((c) => ({ name: c.name, value: c.value, domain: '127.0.0.1', path: '/', expires: -1, httpOnly: true, secure: false, sameSite: 'Lax' })), origins: [] } });
        await page.waitForTimeout(600);
        await settle(page);
        if (view === 'import') {
          const chooser = page.waitForEvent('filechooser');
          await click(page, 'button', language === 'en' ? 'Choose a file' : '选择文件');
          await (await chooser).setFiles({ name: '2026年3月工单.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
          await waitFor(page, 'table', language === 'en' ? 'Preview (first 20 rows)' : '预览（前 20 行）');
          await settle(page);
        }
        await page.screenshot({ path: join(directory, `${view}-${language}-${theme}-${width}.png`) });
        if (page.problems.length) console.log(view, page.problems);
        await page.context().close();
      }
    }
  }
}
await browser.close();
