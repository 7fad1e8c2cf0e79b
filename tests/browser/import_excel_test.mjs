// An Excel file as people make them: chosen with a real file chooser, its sheet found, its dirt
// named, its columns mapped, its rows accepted; and the mapping comes back with the next file.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { after, before, test } from 'node:test';
import { launch, place, prefer, press, quiet, shown, startServer, started, texts } from './harness.mjs';

const workbook = execFileSync('/usr/bin/python3', [fileURLToPath(new URL('./make_workbook.py', import.meta.url))]);
const media = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
let browser;
before(async () => { browser = await launch({ later: false }); });
after(() => browser.close());

async function pick(page, button, name, mimeType, buffer) {
  const chooser = page.waitForEvent('filechooser');
  await press(page, 'button', button);
  await (await chooser).setFiles({ name, mimeType, buffer });
}

// The list is longer than its popup: its search field finds the option.
async function map(page, column, field) {
  await press(page, 'combobox', column);
  await page.keyboard.type(field);
  await press(page, 'option', field);
}

for (const language of ['zh-CN', 'en']) {
  test(`a workbook becomes a history (${language})`, async () => {
    const t = await texts(language);
    const server = await startServer(['--demo', '--demo-tickets', '2000']);
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: language });
    const page = await context.newPage();
    const problems = [];
    page.on('pageerror', (error) => problems.push(String(error)));
    try {
      await page.goto(server.link);
      await started(page);
      await prefer(page, { language });
      await page.goto(`${server.origin}/import`);
      await started(page);

      await pick(page, t('import.choose'), '旧.xls', 'application/vnd.ms-excel', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0]));
      await shown(page, language === 'en' ? 'Save it as .xlsx' : '另存为 .xlsx');

      await pick(page, t('import.choose'), '三月.xlsx', media, workbook);
      await press(page, 'button', t('import.sheet_button', '三月工单'));
      await press(page, 'menuitem', '说明');
      await press(page, 'button', t('import.sheet_button', '说明'));
      await press(page, 'menuitem', '三月工单');
      await place(page, 'button', t('import.sheet_button', '三月工单'));
      for (const cell of ['A5', 'D5', 'F6']) await shown(page, cell);
      await shown(page, '时间/下单');
      // 单据号 is no title that is known: it is mapped by hand.
      await map(page, '单据号', t('field.ticket'));
      await map(page, '时间/下单', t('time.created'));
      await map(page, '时间/完成', t('time.completed'));
      await quiet(page);
      await shown(page, `group "${t('import.accepted')}" = "4"`);
      await shown(page, `group "${t('import.refused')}" = "1"`);
      await shown(page, '两台');
      await press(page, 'button', t('import.accept'));
      await shown(page, t('import.done', '三月', '3'));

      await pick(page, t('import.other'), '四月.xlsx', media, workbook);
      await shown(page, t('import.remembered'));
      await shown(page, `group "${t('import.accepted')}" = "4"`);
      await press(page, 'link', t('import.guess_again'));
      await shown(page, t('import.missing', t('field.ticket')));

      const gbk = Buffer.from('b9a4b5a5bac52ccfeec4bf2cb1b8d7a20a57312c696e7374616c6c5f77616c6c2cbac30a', 'hex');
      await pick(page, t('import.other'), '五月.csv', 'text/csv', gbk);
      await shown(page, 'GB18030');
      await shown(page, `group "${t('import.accepted')}" = "1"`);
      assert.deepEqual(problems, []);
    } finally {
      await context.close();
      await server.stop();
    }
  });
}
