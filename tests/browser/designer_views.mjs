// The designer's screens and dialogs for views.mjs. What they show is stored on the server first: a
// template with notes, a saved play and a way that deadlocks; and one that differs from its version.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { editor, find, place, press, quiet, reveal } from './harness.mjs';

const project = join(dirname(fileURLToPath(import.meta.url)), '../..');
const headers = { 'X-Fenming-Request': '1' };

// Stores a draft of `code`: what version 1 of the base template says, changed.
export async function storeTemplate(page, origin, code, change) {
  const { request } = page.context();
  const document = await (await request.get(`${origin}/api/v1/templates/ac_install/versions/1`)).json();
  document.template.template = code;
  document.template.status = 'draft';
  change(document);
  const url = `${origin}/api/v1/templates/${code}/draft`;
  const known = await request.get(url);
  const match = known.ok() ? { 'If-Match': known.headers().etag } : { 'If-None-Match': '*' };
  const stored = await request.put(url, { headers: { ...headers, ...match }, data: document });
  assert.ok(stored.ok(), `${code}: ${stored.status()} ${await stored.text()}`);
}

const node = (document, id) => document.template.nodes.find((one) => one.node === id);

// 工时费 in full at the acceptance, too, and the branch before the join no split any more.
export function spoil(document) {
  node(document, 'finish').kind = 'branch';
  node(document, 'acceptance').triggers.push({ action: 'accept', relation: 'company_technician', categories: ['labour'], share_bp: 10000 });
}

// One node less, one SLA shorter, one share larger.
export function differ(document) {
  const { template } = document;
  template.nodes = template.nodes.filter((one) => one.node !== 'parts_consume');
  template.edges = template.edges.filter((one) => one.from !== 'parts_consume' && one.to !== 'parts_consume');
  for (const [id, kind] of [['finish', 'branch'], ['finished', 'branch']]) node(document, id).kind = kind;
  node(document, 'dispatch').sla.minutes = 20;
  node(document, 'visit').triggers[0].share_bp = 5000;
}

export function designerViews(page, t, origin, { open, screen, dialog }) {
  const canvas = async (path) => {
    await open(path);
    await place(page, 'listbox', t('designer.canvas'));
    await quiet(page);
  };
  const select = async (id) => {
    const title = { visit: '上门安装', done: '上门安装 → 并行收尾' }[id];
    const seen = (timeout) => page.waitForFunction((wanted) => window.fenmingTest.tree().find((one) => one.role === 'option' && one.name.startsWith(wanted) && one.visible[2] > 0)?.name, title, { polling: 50, timeout });
    // A small window begins at the top of the drawing.
    const name = await seen(2000).catch(async () => {
      await press(page, 'button', t('keys.fit_all'), 0);
      return seen(15000);
    });
    const box = await find(page, 'option', await name.jsonValue());
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    await quiet(page);
  };
  const drawn = async () => {
    const scenario = JSON.parse(await readFile(join(project, 'docs/schema/example-scenario.json'), 'utf8'));
    await storeTemplate(page, origin, 'ac_install', (document) => {
      document.scenarios = [scenario];
      document.comments = [{ comment: 'c', node: 'visit', author: 'li', at: 1790000000, text: '照片要拍外机' }];
    });
  };
  const wizard = async (pages) => {
    await open('/templates');
    await press(page, 'button', t('wizard.title'));
    await place(page, 'dialog', t('wizard.title'));
    await page.locator('#mirror [role="textbox"]').first().waitFor();
    await press(page, 'textbox', t('designer.name'));
    await editor(page).waitFor();
    await page.keyboard.type('Repair');
    for (let i = 0; i < pages; ++i) await press(page, 'button', t('wizard.next'));
  };
  const play = async () => {
    await drawn();
    await canvas('/templates/ac_install/draft');
    await press(page, 'button', t('play.title'));
    await press(page, 'button', t('play.run_on'));
  };
  return {
    templates: screen(() => open('/templates').then(() => place(page, 'button', t('designer.new')))),
    'new-template': dialog(async () => {
      await open('/templates');
      await press(page, 'button', t('designer.new'));
      await place(page, 'dialog', t('designer.new'));
    }),
    wizard: dialog(() => wizard(0)),
    'wizard-exits': dialog(() => wizard(1)),
    'wizard-money': dialog(() => wizard(2)),
    designer: screen(() => drawn().then(() => canvas('/templates/ac_install/draft'))),
    'designer-node': screen(() => canvas('/templates/ac_install/draft').then(() => select('visit'))),
    'designer-edge': screen(() => canvas('/templates/ac_install/draft').then(() => select('done'))),
    'quick-add': dialog(async () => {
      await canvas('/templates/ac_install/draft');
      await select('visit');
      await page.keyboard.press('/');
      await editor(page).waitFor();
      await page.keyboard.type('s');
      await quiet(page);
    }),
    problems: screen(async () => {
      await storeTemplate(page, origin, 'spoiled', spoil);
      await canvas('/templates/spoiled/draft');
      await page.waitForFunction((text) => window.fenmingTest.tree().some((one) => one.role === 'listitem' && one.name.includes(text)), t('flaw.deadlock').slice(0, 6), { polling: 100, timeout: 20000 });
    }),
    play: screen(play),
    replay: screen(async () => {
      await storeTemplate(page, origin, 'ac_install', differ);
      await canvas('/templates/ac_install/draft');
      await reveal(page, 'button', t('replay.start', '1'));
      await press(page, 'button', t('replay.start', '1'));
      await page.waitForFunction((start) => window.fenmingTest.snapshot().includes(start), t('replay.tickets'), { polling: 100, timeout: 30000 });
      await page.waitForFunction((name) => !window.fenmingTest.tree().some((one) => one.role === 'progressbar' && one.name === name), t('replay.running'), { polling: 100, timeout: 30000 });
    }),
    diff: screen(async () => {
      await storeTemplate(page, origin, 'ac_install', differ);
      await canvas('/templates/ac_install/draft');
      await press(page, 'button', t('designer.compare', '1'));
      await place(page, 'heading', t('designer.compared', '1'));
    }),
    'publish-template': dialog(async () => {
      await drawn();
      await canvas('/templates/ac_install/draft');
      await place(page, 'status', t('designer.saved')).catch(() => {});
      await press(page, 'button', t('designer.publish_more'));
      await place(page, 'dialog', t('designer.publish_title'));
    }),
  };
}
