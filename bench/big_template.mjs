// A template of any number of nodes, as a draft of the running product: the same grid of nodes and edges as
// React Flow draws (peer_flow.jsx).
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const COLUMNS = 50;

export function bigTemplate(count) {
  const nodes = [], edges = [], places = [];
  const id = i => i === 0 ? 'start' : i === count - 1 ? 'end' : `n${i}`;
  for (let i = 0; i < count; ++i) {
    const kind = i === 0 ? 'start' : i === count - 1 ? 'end' : 'task';
    const node = { node: id(i), kind, title: `步骤 ${i}` };
    if (kind === 'task') {
      node.who = { role: 'technician' };
      node.actions = ['take', 'complete'];
      node.sla = { minutes: 480, warn_percent: 80, chain: [{ action: 'notify', to: 'role', target: 'dispatcher' }] };
    }
    nodes.push(node);
    places.push({ node: id(i), at: { x: i % COLUMNS * 240, y: Math.floor(i / COLUMNS) * 120 } });
    if (i > 0) edges.push({ edge: `e${i}`, from: id(i - 1), to: id(i) });
  }
  const template = { schema: 'fenming.template/1', template: 'bench', name: '性能', version: 1, status: 'draft', nodes, edges };
  return { schema: 'fenming.template-document/1', template, drawing: { places } };
}

export async function storeTemplate(page, document) {
  const answer = await page.context().request.put(new URL('/api/v1/templates/bench/draft', page.url()).href, {
    headers: { 'X-Fenming-Request': '1', 'Content-Type': 'application/json', 'If-None-Match': '*' }, data: JSON.stringify(document) });
  if (!answer.ok()) throw new Error(`template: ${answer.status()} ${(await answer.text()).slice(0, 300)}`);
}

// The same drawing as BPMN, by our own export.
export function bpmnOf(document) {
  const folder = mkdtempSync(join(tmpdir(), 'fenming-bench-')), file = join(folder, 'a.json');
  writeFileSync(file, JSON.stringify(document));
  try {
    return execFileSync('build/native/fenming', ['export-bpmn', file], { encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'ignore'] });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
