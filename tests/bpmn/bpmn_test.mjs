// Files that other tools have written, from npm packages that ship them as tests or examples
// (package.json, files-…): each comes in and goes out again without losing anything that bpmn-moddle
// reads in it, and our own files are read by bpmn-moddle without a warning.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync, writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { after, test } from 'node:test';
import { facts, losses, parse, shapes } from './facts.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '../..');
const fenming = join(root, 'build/native/fenming');
const work = mkdtempSync(join(tmpdir(), 'fenming-bpmn-'));
after(() => rmSync(work, { recursive: true }));

function run(command, text, name) {
  const file = join(work, name);
  writeFileSync(file, text);
  const done = spawnSync(fenming, [command, file], { encoding: 'utf8', maxBuffer: 1 << 28 });
  assert.equal(done.signal, null, `${command} ${name}`);
  return { code: done.status, out: done.stdout, problems: JSON.parse(done.stderr) };
}

function filesIn(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.bpmn(20\.xml)?$/.test(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

// Which tool wrote a file: by its own word, or by what only that tool writes.
function toolOf(text, file) {
  const word = /exporter="([^",]*)/.exec(text)?.[1].trim();
  if (word) return word === 'camunda modeler' ? 'camunda modeler (Eclipse)' : word;
  if (text.includes('www.trisotech.com')) return 'Trisotech';
  if (text.includes('flowable.org')) return 'Flowable';
  if (file.includes('files-pm4js')) return 'pm4py';
  if (text.includes('processmaker.com')) return 'ProcessMaker';
  return undefined;
}

const files = filesIn(join(here, 'node_modules')).filter((file) => file.includes('files-'));
// Not well-formed as XML, which bpmn-moddle forgives: an attribute of the declaration out of order,
// an unquoted or an undeclared name.
const BROKEN = new Set(['gateway-type-default.bpmn', 'processmaker-signal-end-event.bpmn', 'corruptFile.bpmn',
  'bpmndiagram.part.bpmn', 'processmaker-signal-event-definition.part.bpmn', 'processmaker-task-custom-icon.part.bpmn',
  'processmaker-call-activity-custom-icon.part.bpmn']);

async function check(file) {
  const text = readFileSync(file);
  const encoding = /^[^>]*encoding="ISO-8859-1"/.test(text.subarray(0, 100).toString('latin1')) ? 'latin1' : 'utf8';
  const original = text.toString(encoding);
  const read = run('import-bpmn', text, 'in.bpmn');
  for (const problem of read.problems) assert.ok(problem.line > 0 && problem.column > 0, `${problem.code} has a place`);
  if (read.code === 2) {
    const code = read.problems[0].code;
    if (code === 'no_process') assert.ok(!/<(\w+:)?process[\s>]/.test(original), file);
    else if (code === 'not_bpmn') assert.notEqual((await parse(original)).root?.$type, 'bpmn:Definitions');
    else assert.ok(BROKEN.has(basename(file)), `${file}: ${code}`);
    return undefined;
  }
  const written = run('export-bpmn', read.out, 'document.json');
  assert.deepEqual(written.problems, []);
  assert.equal(run('import-bpmn', written.out, 'out.bpmn').out, read.out, 'the same document comes back');
  const [first, second] = [await parse(original), await parse(written.out)];
  // Ids that XML does not allow are kept; bpmn-moddle then resolves no reference to them.
  if (!first.warnings.some((one) => one.includes('illegal ID')))
    assert.ok(second.warnings.length <= first.warnings.length, second.warnings.join('\n'));
  const gone = read.problems.filter((one) => ['dangling_reference', 'same_id'].includes(one.code))
    .map((one) => one.element ?? '');
  assert.deepEqual(losses(facts(first.root), facts(second.root), gone), []);
  const drawn = shapes(second.root);
  for (const [id, box] of shapes(first.root)) {
    if (gone.includes(id)) continue;
    const now = drawn.get(id);
    assert.ok(now, `the shape ${id}`);
    assert.ok(Math.abs(now.cx - box.cx) <= 0.76 && Math.abs(now.cy - box.cy) <= 0.76, `the middle of ${id}`);
    // A note's size is ours to store, in whole units; that of a step is kept as it was.
    const near = box.note ? 0.51 : 0.01;
    assert.ok(Math.abs(now.width - box.width) < near && Math.abs(now.height - box.height) < near, `the size of ${id}: ${JSON.stringify([box, now])}`);
    if (box.label) assert.ok(Math.abs(now.label.x - box.label.x) < 1.02, `the label of ${id}`);
  }
  return toolOf(original, file);
}

test('files of other tools come in and go out without loss', async (t) => {
  const tools = new Map();
  for (const file of files) {
    await t.test(relative(join(here, 'node_modules'), file), async () => {
      const tool = await check(file);
      if (tool) tools.set(tool, (tools.get(tool) ?? 0) + 1);
    });
  }
  console.log([...tools].map(([tool, count]) => `${tool}: ${count}`).join('\n'));
  for (const tool of ['Camunda Modeler', 'Yaoqiang BPMN Editor', 'Signavio Process Editor', 'BPMN Studio', 'Zeebe Modeler',
    'camunda modeler (Eclipse)', 'Trisotech', 'Flowable', 'pm4py']) {
    assert.ok(tools.has(tool), `no file of ${tool}`);
  }
});

for (const name of readdirSync(join(root, 'assets/templates'))) {
  test(`bpmn-moddle reads our ${name} without a warning`, async () => {
    const template = readFileSync(join(root, 'assets/templates', name));
    const written = run('export-bpmn', template, 'template.json');
    assert.equal(written.code, 0);
    const { root: definitions, warnings } = await parse(written.out);
    assert.deepEqual(warnings, []);
    const { nodes, edges } = JSON.parse(template);
    const drawn = new Set(definitions.diagrams[0].plane.planeElement.map((one) => one.bpmnElement.id));
    for (const { node } of nodes) assert.ok(drawn.has(node), `a shape for ${node}`);
    for (const { edge } of edges) assert.ok(drawn.has(edge), `a line for ${edge}`);
    const back = run('import-bpmn', written.out, 'ours.bpmn');
    assert.equal(back.code, 0);
    assert.deepEqual(back.problems, []);
    assert.deepEqual(JSON.parse(back.out).template, JSON.parse(template));
  });
}

test('what bpmn-moddle has read and written again is still our template', async () => {
  const template = readFileSync(join(root, 'assets/templates/ac_install.json'));
  const { BpmnModdle } = await import('bpmn-moddle');
  const moddle = new BpmnModdle();
  const { rootElement } = await moddle.fromXML(run('export-bpmn', template, 'template.json').out);
  const intake = rootElement.rootElements.find((one) => one.$type === 'bpmn:Process').flowElements.find((one) => one.id === 'intake');
  intake.name = '重新登记';
  const { xml } = await moddle.toXML(rootElement, { format: true });
  const back = JSON.parse(run('import-bpmn', xml, 'again.bpmn').out).template;
  const expected = JSON.parse(template);
  expected.nodes.find((one) => one.node === 'intake').title = '重新登记';
  assert.deepEqual(back, expected);
});
