// Two windows of one person on one draft, in a real browser against a real server: typing, losing
// the line, reloading and crashing in random order lose nothing; what only one window changed comes
// together unasked. FENMING_LONG=1 plays 100 interleavings, waits five minutes offline and types
// forty prices meanwhile.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { cellBox, cells, editor, fillCell, isOpen, launch, place, press, quiet, started, startServer, texts, waitFor } from './harness.mjs';

const long = process.env.FENMING_LONG === '1';
const interleavings = long ? 100 : 6;
const offlineMs = long ? 300000 : 4000;
const offlineEdits = long ? 40 : 6;
const items = 5;

let browser;
before(async () => { browser = await launch({ later: false }); });
after(() => browser.close());

// A generator of its own, so that a failure can be played again.
function randoms(seed) {
  let state = BigInt(seed) * 2654435761n + 1n;
  return (below) => {
    state = (state * 6364136223846793005n + 1442695040888963407n) & ((1n << 64n) - 1n);
    return Number((state >> 33n) % BigInt(below));
  };
}

const t = await texts('zh-CN');
const base = t('prices.col_base');
const fen = (price) => price.unit_price_fen ?? price.amount_fen;

async function openDraft(context, origin) {
  const page = await context.newPage();
  await page.goto(`${origin}/prices/technician/draft?tab=items`);
  await started(page);
  await waitFor(page, 'cell', base);
  await quiet(page);
  return page;
}

// Both windows are of one person: the second has the first one's session, and its own storage.
async function windows(server) {
  const first = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await first.newPage();
  await page.goto(server.link);
  await started(page);
  await page.goto(`${server.origin}/prices/technician/3`);
  await started(page);
  await press(page, 'button', t('prices.new_draft', '3'));
  await page.waitForURL('**/technician/draft');
  await place(page, 'status', t('prices.saved'));
  await page.close();
  const second = await browser.newContext({ viewport: { width: 1440, height: 900 }, storageState: await first.storageState() });
  return [first, second];
}

const asked = (page) => page.evaluate((name) => window.fenmingTest.find('dialog', name) !== null, t('prices.conflict_title'));

// Opens a price for typing; false where a question is on top of it.
async function openForTyping(page, row) {
  await quiet(page);
  // On a busy machine the two clicks can lie too far apart to be a double click.
  for (let i = 0; i < 3; ++i) {
    const box = await cellBox(page, base, row);
    await page.mouse.dblclick(box.x + box.width / 2, box.y + box.height / 2);
    if (await isOpen(page, base, row)) return true;
    await askAgain(page);
    if (await asked(page)) return false;
    await page.keyboard.press('Escape');
  }
  return assert.fail('a double click opens the cell');
}

// A question that a click beside it has closed is asked again by its button.
async function askAgain(page) {
  if (await asked(page) || !await page.evaluate((name) => window.fenmingTest.find('button', name), t('prices.show_conflict'))) return;
  await press(page, 'button', t('prices.show_conflict'));
  await waitFor(page, 'dialog', t('prices.conflict_title'));
}

// What is asked is decided for one side; what was decided for is wanted again.
async function decide(page, random, replaced) {
  await askAgain(page);
  if (!await asked(page)) return;
  const theirs = random(2) === 1;
  const rows = await page.evaluate(() => {
    const sides = [];
    for (const node of window.fenmingTest.tree()) {
      if (node.role === 'radiogroup') sides.push([]);
      if (node.role === 'radio' && sides.length) sides[sides.length - 1].push(node.name);
    }
    return sides.filter((side) => side.length === 2 && side[0].startsWith('¥'));
  });
  assert.ok(rows.length > 0, 'what is asked shows both sides');
  for (const row of rows) {
    const value = Math.round(Number(row[theirs ? 1 : 0].replace(/[¥,]/g, '')) * 100);
    replaced.delete(value);
    replaced.chosen.add(value);
  }
  await press(page, 'button', t(theirs ? 'prices.all_theirs' : 'prices.all_mine'));
  await press(page, 'button', t('prices.merge'));
  await page.waitForFunction((name) => window.fenmingTest.find('dialog', name) === null, t('prices.conflict_title'), { polling: 50 });
  await quiet(page);
}

async function stored(context, origin) {
  const answer = await context.request.get(`${origin}/api/v1/books/technician/draft`);
  assert.equal(answer.status(), 200);
  return (await answer.json()).items.slice(0, items).map((item) => fen(item.price));
}

// Until everything typed is the server's, in both windows.
async function calm(contexts, pages, origin, random, replaced, seed) {
  for (const context of contexts) await context.setOffline(false);
  for (let round = 0; round < 4; ++round) {
    for (const page of pages) {
      await page.waitForFunction(([saved, conflict]) => window.fenmingTest.find('status', saved) !== null || window.fenmingTest.find('button', conflict) !== null,
        [t('prices.saved'), t('prices.show_conflict')], { polling: 100, timeout: 60000 })
        .catch(async () => assert.fail(`seed ${seed}: neither stored nor asked within a minute:\n${await page.evaluate(() => window.fenmingTest.snapshot())}`));
      await decide(page, random, replaced);
    }
  }
  return stored(contexts[0], origin);
}

test('random interleavings of two windows lose nothing', { timeout: long ? 7200000 : 600000 }, async () => {
  const server = await startServer(['--demo', '--demo-tickets', '200']);
  const contexts = await windows(server);
  try {
    const pages = [];
    for (const context of contexts) pages.push(await openDraft(context, server.origin));
    let next = 20000;
    for (let seed = 1; seed <= interleavings; ++seed) {
      const random = randoms(seed);
      const typed = Array.from({ length: items }, () => []);
      const replaced = Object.assign(new Set(), { chosen: new Set() });
      const before = await calm(contexts, pages, server.origin, random, replaced, seed);
      for (let step = 0; step < 6; ++step) {
        const who = random(2);
        await decide(pages[who], random, replaced);
        switch (random(6)) {
          case 0:
            await contexts[who].setOffline(true);
            break;
          case 1: {  // the window dies, or is loaded again; what it held comes back
            await contexts[who].setOffline(false);
            if (random(2) === 1) {
              await pages[who].reload();
              await started(pages[who]);
            } else {
              await pages[who].close({ runBeforeUnload: false });
              pages[who] = await openDraft(contexts[who], server.origin);
            }
            await waitFor(pages[who], 'cell', base);
            await quiet(pages[who]);
            break;
          }
          default: {
            const row = random(items);
            // A question may come between looking and typing, as it does to people.
            while (!await openForTyping(pages[who], row)) await decide(pages[who], random, replaced);
            const shown = (await cells(pages[who], base))[row];
            replaced.add(Math.round(Number(shown.replace(/[¥,]/g, '')) * 100));
            next += 1;
            await pages[who].keyboard.press('Control+A');
            await pages[who].keyboard.type((next / 100).toFixed(2));
            await pages[who].keyboard.press('Enter');
            await editor(pages[who]).waitFor({ state: 'detached' });
            await quiet(pages[who]);
            typed[row].push(next);
          }
        }
      }
      const after = await calm(contexts, pages, server.origin, random, replaced, seed);
      for (let row = 0; row < items; ++row) {
        if (typed[row].length === 0) assert.equal(after[row], before[row], `seed ${seed}, row ${row}: nobody touched it`);
        // What stood there before may stay only where somebody chose it when asked.
        else assert.ok((typed[row].includes(after[row]) || replaced.chosen.has(after[row])) && !replaced.has(after[row]), `seed ${seed}, row ${row}: ${after[row]} of ${typed[row]}, replaced ${[...replaced]}`);
      }
    }
  } finally {
    for (const context of contexts) await context.close();
    await server.stop();
  }
});

test('the offline window catches up after a crash', { timeout: 900000 }, async () => {
  const server = await startServer(['--demo', '--demo-tickets', '200']);
  const contexts = await windows(server);
  try {
    const [online, offline] = [await openDraft(contexts[0], server.origin), await openDraft(contexts[1], server.origin)];
    await contexts[1].setOffline(true);
    const expected = [0, 0, 30303, 0];
    const typeOffline = async (from, to) => {
      for (let i = from; i < to; ++i) {
        const row = [0, 1, 3][i % 3];
        expected[row] = 40000 + i;
        await fillCell(offline, base, row, (expected[row] / 100).toFixed(2));
      }
    };
    await typeOffline(0, offlineEdits / 2);
    await fillCell(online, base, 2, '303.03');
    await place(online, 'status', t('prices.saved'));
    await new Promise((resolve) => setTimeout(resolve, offlineMs));
    await typeOffline(offlineEdits / 2, offlineEdits);
    // The renderer is killed in the middle of typing; what was committed before stands in the store.
    const session = await contexts[1].newCDPSession(offline);
    session.send('Page.crash').catch(() => {});
    await offline.waitForEvent('crash');
    await offline.close();
    await contexts[1].setOffline(false);
    const again = await openDraft(contexts[1], server.origin);
    await place(again, 'status', t('prices.saved'));
    assert.deepEqual((await stored(contexts[0], server.origin)).slice(0, 4), expected);
    // The other window hears of it by itself, without a reload.
    await online.mouse.move(700, 500);
    await online.keyboard.press('Shift');
    await online.waitForFunction(([column, value]) => window.fenmingTest.tree().some((node) => node.role === 'cell' && node.name === column && node.value === value),
      [base, `¥${(expected[3] / 100).toFixed(2)}`], { polling: 200, timeout: 30000 });
    assert.equal(await editor(online).count(), 0);
  } finally {
    for (const context of contexts) await context.close();
    await server.stop();
  }
});

test('the server is killed and started again in mid-edit', { timeout: 300000 }, async () => {
  const server = await startServer(['--demo', '--demo-tickets', '200']);
  const contexts = await windows(server);
  try {
    const page = await openDraft(contexts[0], server.origin);
    await fillCell(page, base, 0, '401.01');
    const stood = await cellBox(page, base, 3);
    await server.kill();
    // The line that tells of it may come at any moment of the next cell: it moves nothing.
    await fillCell(page, base, 1, '402.02');
    await page.waitForFunction((text) => window.fenmingTest.find('status', text) === null, t('prices.saved'), { polling: 50 });
    await waitFor(page, 'link', t('shell.retry'));
    assert.deepEqual(await cellBox(page, base, 3), stood, 'the line that tells of the server moved the table');
    await server.restart();
    await page.waitForFunction((text) => window.fenmingTest.find('status', text) !== null, t('prices.saved'), { polling: 100, timeout: 90000 });
    assert.deepEqual((await stored(contexts[0], server.origin)).slice(0, 2), [40101, 40202]);
  } finally {
    for (const context of contexts) await context.close();
    await server.stop();
  }
});
