// The company's settings by real mouse and keys: a legal entity is typed into the table, a day of the
// calendar becomes a holiday and is saved, large amounts are shown in ten thousands.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { cellBox, cells, fillCell, launch, newPage, prefer, press, quiet, shown, startServer, started, texts, until } from './harness.mjs';

let browser;
before(async () => { browser = await launch({ later: false }); });
after(() => browser.close());

for (const language of ['zh-CN', 'en']) {
  test(`the company's settings (${language})`, async () => {
    const t = await texts(language);
    const server = await startServer(['--demo', '--demo-tickets', '2000']);
    const problems = [];
    const page = await newPage(browser, language, problems);
    const get = (path) => page.evaluate(async (url) => (await fetch(url)).json(), path);
    try {
      await page.goto(server.link);
      await started(page);
      await prefer(page, { language });
      await page.goto(`${server.origin}/settings`);
      await started(page);
      await shown(page, '¥12,345,678.00');
      await press(page, 'radio', t('settings.amounts_wan'));
      await shown(page, t('amount.wan', '1,234.57'));
      await until(async () => (await get('/api/v1/me')).preferences.amounts === 'wan');

      await press(page, 'tab', t('settings.company'));
      await shown(page, t('entity.new_code'));
      await fillCell(page, t('entity.code'), 0, 'sh');
      await fillCell(page, t('entity.name'), 0, '上海分明');
      await until(async () => (await get('/api/v1/company')).legal_entities.length === 1);
      await fillCell(page, t('entity.tax'), 0, '123');
      await shown(page, language === 'en' ? '15 to 20' : '15 到 20');
      await fillCell(page, t('entity.tax'), 0, '91310000MA1FL0000X');
      await until(async () => (await get('/api/v1/company')).legal_entities[0].tax_number === '91310000MA1FL0000X');

      await press(page, 'tab', t('settings.calendars'));
      await press(page, 'radio', '2026');
      await press(page, 'button', `2026-03-04 ${t('day.workday')}`);
      await press(page, 'button', t('day.statutory'));
      await quiet(page);
      await press(page, 'button', t('settings.save_lists'));
      const kind = async () => (await get('/api/v1/routing')).calendars[0].days.find((day) => day.date === '2026-03-04')?.kind;
      await until(async () => await kind() === 'statutory');
      await page.reload();
      await started(page);
      await press(page, 'radio', '2026');
      await press(page, 'button', `2026-03-04 ${t('day.statutory')}`);
      await press(page, 'button', t('calendar.plain'));
      await press(page, 'button', t('settings.save_lists'));
      await until(async () => await kind() === undefined);

      // Zones: what past tickets lack is listed; a place that another zone has is refused by its name.
      await press(page, 'tab', t('settings.zones'));
      await press(page, 'button', t('zone.queue_load'));
      const queue = async () => cells(page, t('zone.place'));
      await until(async () => (await queue()).some((text) => text.includes('330106')));
      const count = (await cells(page, t('zone.code'))).length;
      await fillCell(page, t('zone.code'), count - 1, 'hz');
      await fillCell(page, t('zone.places'), count - 1, '3301 310115');
      await quiet(page);
      const typed = await cellBox(page, t('zone.places'), count - 1);
      assert.equal(typed.value, '3301 310115');
      await page.mouse.move(typed.x + 20, typed.y + 10);
      await shown(page, t('zone.place_taken', '310115', '浦东'));
      await fillCell(page, t('zone.places'), count - 1, '3301');
      await until(async () => !(await queue()).some((text) => text.includes('330106')));
      await press(page, 'button', t('settings.save_lists'));
      await until(async () => (await get('/api/v1/routing')).zones[0].zones.at(-1).zone === 'hz');
      assert.deepEqual(problems, []);
    } finally {
      await page.context().close();
      await server.stop();
    }
  });
}
