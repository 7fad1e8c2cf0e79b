// Parity: the same tickets through four hosts give the same bytes (W2's ground; acceptance 4).
//
//   node parity.mjs [--gcc=COMMAND] [--clang=COMMAND] [--module=fenming-engine.js] [--books=200] [--tickets=500] [--seed=1]
//
// Hosts: the command built by gcc and by clang, the WebAssembly module in Node and in Chromium. A host
// that is missing is a failure, never a skip. FENMING_GCC, FENMING_CLANG, FENMING_MODULE and
// FENMING_CHROMIUM stand for the flags; the rest are paths below the repository.
import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromiumHost } from './chromium.mjs';
import { moduleHost } from './module.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const flags = Object.fromEntries(process.argv.slice(2).map((a) => a.replace(/^--/, '').split('=', 2)));
const option = (flag, variable, fallback) => resolve(flags[flag] ?? process.env[variable] ?? join(root, fallback));
const books = Number(flags.books ?? 200);
const tickets = Number(flags.tickets ?? 500);
const seed = Number(flags.seed ?? 1);
const paths = {
  gcc: option('gcc', 'FENMING_GCC', 'build/native/fenming'),
  clang: option('clang', 'FENMING_CLANG', 'build/native-clang/fenming'),
  module: option('module', 'FENMING_MODULE', 'build/web-build/src/capi/fenming-engine.js'),
  chromium: process.env.FENMING_CHROMIUM ?? '/usr/bin/chromium',
};

const sha = (bytes) => createHash('sha256').update(bytes).digest('hex');
let passed = 0;
let failed = 0;
function verdict(ok, text) {
  if (ok) passed += 1; else failed += 1;
  console.log(`${ok ? 'ok    ' : 'FAILED'} ${text}`);
}

// The generator's own text is part of the name, so that a changed generator never meets old cases.
function cases() {
  const source = join(root, 'tests/oracle');
  const names = readdirSync(source).filter((n) => n.endsWith('.py')).sort();
  const key = sha(names.map((n) => readFileSync(join(source, n), 'utf8')).join('\0')).slice(0, 16);
  const folder = join(root, 'build/parity', `${key}-${books}-${tickets}-${seed}`);
  if (!existsSync(join(folder, 'complete'))) {
    mkdirSync(folder, { recursive: true });
    const python = process.env.FENMING_PYTHON ?? '/usr/bin/python3';
    const done = spawnSync(python, ['-B', join(source, 'generate.py'), folder, String(books), String(tickets), String(seed)], { stdio: 'inherit' });
    if (done.status !== 0) throw new Error('generate.py failed');
    writeFileSync(join(folder, 'complete'), '');
  }
  return folder;
}

function commandHost(program) {
  if (!existsSync(program)) throw new Error(`${program} is missing`);
  return {
    settle(folder, name) {
      const done = spawnSync(program, ['settle', '--book', join(folder, `${name}.book.json`), '--tickets', join(folder, `${name}.tickets.jsonl`)],
        { maxBuffer: 1 << 30 });
      // 1 says that some ticket lines could not be read: the output names them.
      if (done.error) throw done.error;
      if (done.status !== 0 && done.status !== 1) throw new Error(`exit ${done.status ?? done.signal} on ${name}: ${String(done.stderr).slice(0, 500)}`);
      return done.stdout;
    },
    close() {},
  };
}

async function firstDifference(expected, got, name) {
  const before = expected.toString('utf8').split('\n');
  const after = Buffer.from(got).toString('utf8').split('\n');
  const at = before.findIndex((line, i) => line !== after[i]);
  return `${name}, output line ${at + 1}:\n  gcc:  ${(before[at] ?? '').slice(0, 1500)}\n  here: ${(after[at] ?? '').slice(0, 1500)}`;
}

async function main() {
  const folder = cases();
  const names = readdirSync(folder).filter((n) => n.endsWith('.book.json')).map((n) => n.slice(0, -'.book.json'.length)).sort();
  const lines = names.reduce((sum, n) => sum + readFileSync(join(folder, `${n}.tickets.jsonl`)).filter((b) => b === 10).length, 0);
  verdict(names.length === books && lines === books * tickets, `${lines} ticket lines over ${names.length} books`);
  const full = flags.books === undefined && flags.tickets === undefined;
  if (full) verdict(names.length >= 200 && lines >= 100000, 'at least 200 books and 100,000 ticket lines');

  const makers = {
    'gcc command': () => commandHost(paths.gcc),
    'clang command': () => commandHost(paths.clang),
    'module in Node': () => moduleHost(paths.module),
    'module in Chromium': () => chromiumHost({ module: paths.module, chromium: paths.chromium, cases: folder }),
  };
  let reference = null;
  for (const [host, make] of Object.entries(makers)) {
    const started = Date.now();
    let running = null;
    try {
      running = await make();
      const results = new Map();
      const whole = createHash('sha256');
      let bytes = 0;
      for (const name of names) {
        const output = await running.settle(folder, name);
        results.set(name, reference ? sha(output) : output);
        whole.update(output);
        bytes += output.length;
        if (reference && Buffer.compare(reference.get(name), Buffer.from(output)) !== 0) {
          throw new Error(`differs from the gcc command: ${await firstDifference(reference.get(name), output, name)}`);
        }
      }
      if (bytes === 0) throw new Error('no output at all');
      verdict(true, `${host}: ${bytes} bytes, SHA-256 ${whole.digest('hex')}, ${((Date.now() - started) / 1000).toFixed(1)} s`);
      reference ??= results;
    } catch (error) {
      verdict(false, `${host}: ${error.message}`);
      if (!reference) {
        console.log('Without the first host there is nothing to compare with.');
        failed += Object.keys(makers).length - 1;
        break;
      }
    } finally {
      await running?.close();
    }
  }
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

await main();
