// The browser's module for BPMN gives the bytes that the command gives.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const built = join(root, 'build/web-build/src/capi/fenming-bpmn');
const create = createRequire(import.meta.url)(`${built}.js`);
const engine = await create({ wasmBinary: readFileSync(`${built}.wasm`) });

function call(name, text) {
  const bytes = new TextEncoder().encode(text);
  const at = engine._malloc(bytes.length + 4);
  engine.HEAPU8.set(bytes, at);
  const length = engine._malloc(4);
  const answer = engine[name](at, bytes.length, length);
  const all = new TextDecoder().decode(engine.HEAPU8.slice(answer, answer + engine.HEAPU32[length >> 2]));
  for (const used of [at, length, answer]) engine._free(used);
  const line = all.indexOf('\n');
  return { problems: JSON.parse(all.slice(0, line)), result: all.slice(line + 1) };
}

function native(command, text) {
  const done = spawnSync(join(root, 'build/native/fenming'), [command, '-'], { input: text, encoding: 'utf8' });
  return { problems: JSON.parse(done.stderr), result: done.stdout };
}

test('the module imports and exports as the command does', () => {
  const file = readFileSync(join(root, 'tests/fuzz/corpus/bpmn/foreign.bpmn'), 'utf8');
  const read = call('_fenming_import_bpmn', file);
  const expected = native('import-bpmn', file);
  assert.ok(read.problems.length > 0);
  assert.deepEqual(read.problems, expected.problems);
  assert.equal(`${read.result}\n`, expected.result);
  const written = call('_fenming_export_bpmn', read.result);
  assert.deepEqual(written, native('export-bpmn', read.result));
});

test('the module refuses what the command refuses', () => {
  const refused = call('_fenming_import_bpmn', '<!DOCTYPE x><x/>');
  assert.deepEqual(refused.problems.map((one) => one.code), ['xml_doctype']);
  assert.equal(refused.result, '');
  assert.deepEqual(call('_fenming_export_bpmn', '{}').problems, [{ code: 'missing_field', field: 'schema' }]);
});
