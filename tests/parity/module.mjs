// The WebAssembly module in Node: the engine's C ABI (src/capi/fenming.h) over its memory.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

// Runs in Node and, as text, in the page: it may use nothing outside itself.
export function callSettle(engine, book, tickets) {
  const encoder = new TextEncoder();
  const header = encoder.encode(`${JSON.stringify({ explain: false, book_bytes: book.length })}\n`);
  const operation = encoder.encode('settle\0');
  const size = header.length + book.length + tickets.length;
  const request = engine._malloc(size);
  const name = engine._malloc(operation.length);
  const out = engine._malloc(8);
  if (!request || !name || !out) throw new Error('the module has no memory left');
  engine.HEAPU8.set(operation, name);
  engine.HEAPU8.set(header, request);
  engine.HEAPU8.set(book, request + header.length);
  engine.HEAPU8.set(tickets, request + header.length + book.length);
  const status = engine._fenming_call(name, request, size, out, out + 4);
  const start = engine.HEAPU32[out >> 2];
  const length = engine.HEAPU32[(out + 4) >> 2];
  const response = engine.HEAPU8.slice(start, start + length);
  engine._fenming_free(start);
  engine._free?.(request);
  engine._free?.(name);
  engine._free?.(out);
  const end = response.indexOf(10);
  const first = new TextDecoder().decode(end < 0 ? response : response.subarray(0, end));
  if (status !== 0 || first !== '{}') throw new Error(`the module answered ${status}: ${first.slice(0, 500)}`);
  return response.subarray(end + 1);
}

export async function loadModule(path) {
  const wasm = path.replace(/\.js$/, '.wasm');
  for (const file of [path, wasm]) if (!existsSync(file)) throw new Error(`${file} is missing`);
  const create = createRequire(import.meta.url)(path);
  return create({ wasmBinary: readFileSync(wasm) });
}

export async function moduleHost(path) {
  const engine = await loadModule(path);
  return {
    settle: (folder, name) => callSettle(engine, readFileSync(join(folder, `${name}.book.json`)), readFileSync(join(folder, `${name}.tickets.jsonl`))),
    close() {},
  };
}
