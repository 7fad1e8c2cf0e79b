// Firefox, started as a person would: the demo's link signs in, a price is edited by mouse and keys
// and kept, the simulator says an exact total.   node firefox_test.mjs [DIRECTORY]
import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { startFirefox } from './bidi.mjs';
import { startServer, texts } from './harness.mjs';

const pictures = process.argv[2];

test('Firefox: sign in, edit a price, simulate', { timeout: 240000 }, async (context) => {
  const t = await texts('zh-CN');
  const server = await startServer(['--demo', '--demo-tickets', '3000']);
  const firefox = await startFirefox();
  const shot = async (name) => {
    if (!pictures) return;
    await mkdir(pictures, { recursive: true });
    await writeFile(join(pictures, `${name}.png`), await firefox.screenshot());
  };
  const quiet = () => firefox.until('() => window.fenmingTest?.quiet()', 'still drawing');
  const find = (role, name, nth = 0) => firefox.until(`(role, name, nth) => window.fenmingTest.tree().filter((node) => node.role === role && node.name === name && node.visible[2] > 8 && node.visible[3] > 8)[nth]`,
    `no ${role} "${name}"`, role, name, nth);
  const press = async (role, name, times = 1) => {
    await quiet();
    const { visible: [x, y, width, height] } = await find(role, name);
    await firefox.click(x + width / 2, y + height / 2, times);
    await quiet();
  };
  try {
    context.diagnostic(`Firefox ${firefox.version}`);
    const start = Date.now();
    await firefox.open(server.link);
    await firefox.until('() => window.fenmingTest?.frames() > 1', 'the application does not start');
    context.diagnostic(`signed in and drawn after ${Date.now() - start} ms`);
    await find('link', t('prices.title'));

    await firefox.open(`${server.origin}/prices/technician/3`);
    await press('button', t('prices.new_draft', '3'));
    await firefox.until('() => location.pathname.endsWith("/technician/draft")', 'no draft');
    await press('tab', t('prices.items'));
    // On a busy machine the driver's two clicks can lie too far apart to be a double click.
    const opened = '() => document.querySelector("#edit input") === document.activeElement';
    let open = false;
    for (let i = 0; i < 5 && !open; ++i) {
      await press('cell', t('prices.col_base'), 2);
      open = await firefox.soon(3, opened);
    }
    assert.ok(open, 'no field over the cell');
    await firefox.evaluate('() => document.activeElement.select()');
    await firefox.type('12,345.60');
    await shot('editing');
    await firefox.press('Enter');
    await quiet();
    assert.match((await find('cell', t('prices.col_base'))).value, /12,345\.60/);
    await find('status', t('prices.saved'));
    await shot('edited');
    // From the server again.
    await firefox.open(`${server.origin}/prices/technician/draft?tab=items`);
    assert.match((await find('cell', t('prices.col_base'))).value, /12,345\.60/);

    await firefox.open(`${server.origin}/simulator?base=2&with=3`);
    await firefox.until('(text) => window.fenmingTest?.snapshot().includes(text)', 'no exact total', t('simulator.exact'));
    const figures = await firefox.evaluate('() => window.fenmingTest.tree().filter((node) => node.role === "group" && /¥/.test(node.value)).map((node) => `${node.name} ${node.value}`)');
    assert.ok(figures.length >= 3, 'totals are shown');
    context.diagnostic(figures.join('; '));
    await shot('simulator');
    // What was drawn is a picture: many colours, not one.
    const colours = await firefox.evaluate(`async (data) => {
      const picture = new Image();
      picture.src = data;
      await picture.decode();
      const canvas = document.createElement('canvas');
      canvas.width = picture.width;
      canvas.height = picture.height;
      const pen = canvas.getContext('2d');
      pen.drawImage(picture, 0, 0);
      return new Set(new Uint32Array(pen.getImageData(0, 0, canvas.width, canvas.height).data.buffer)).size;
    }`, `data:image/png;base64,${(await firefox.screenshot()).toString('base64')}`);
    assert.ok(colours > 200, `only ${colours} colours`);
    assert.deepEqual(firefox.errors, []);
  } finally {
    await firefox.stop();
    await server.stop();
  }
});
