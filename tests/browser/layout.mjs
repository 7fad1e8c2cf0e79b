// What a layout must keep, read from what the screen announces: nothing that can be pressed covers
// another such thing or leaves the window, the keyboard can tell one from another, and no text is cut.

// Texts that are cut on purpose: a cell of a table shows what fits, its tooltip or editor the rest.
const inTable = (cut, tables) => tables.some(([x, y, w, h]) => cut.rect[0] >= x - 1 && cut.rect[1] >= y - 1 &&
  cut.rect[0] + cut.rect[2] <= x + w + 1 && cut.rect[1] + cut.rect[3] <= y + h + 1);

const overlap = (a, b) => {
  const width = Math.min(a[0] + a[2], b[0] + b[2]) - Math.max(a[0], b[0]);
  const height = Math.min(a[1] + a[3], b[1] + b[3]) - Math.max(a[1], b[1]);
  return width > 1 && height > 1;
};

// What somebody wrote or chose, as a field shows it: opened, the field shows the whole; and a name
// that is data. A judgement of longer texts leaves them out, because they do not grow.
const isValue = (cut, nodes) => nodes.some((node) => ['textbox', 'combobox'].includes(node.role) && node.value === cut.text) ||
  nodes.some((node) => node.role === 'button' && node.states.some((state) => ['expanded', 'collapsed'].includes(state)) && node.name === cut.text);

// Tools float over the drawing that they are for: whole, and over nothing that lies in it.
const floats = (tool, canvas) => canvas.role === 'listbox' && tool.role === 'button' &&
  tool.rect[0] >= canvas.rect[0] && tool.rect[1] >= canvas.rect[1] &&
  tool.rect[0] + tool.rect[2] <= canvas.rect[0] + canvas.rect[2] && tool.rect[1] + tool.rect[3] <= canvas.rect[1] + canvas.rect[3];

// Sentences about everything that is wrong; empty where nothing is.
export async function layoutProblems(page, { values = true } = {}) {
  const { nodes, cuts, width, height } = await page.evaluate(() => ({
    nodes: window.fenmingTest.tree(), cuts: window.fenmingTest.cuts(), width: innerWidth, height: innerHeight,
  }));
  const problems = [];
  const isAbove = (above, below) => {
    for (let at = nodes[below].parent; at >= 0; at = nodes[at].parent) if (at === above) return true;
    return false;
  };
  const what = (node) => `${node.role} "${node.name}" at ${node.visible.join(' ')}`;
  const pressable = nodes.map((node, at) => ({ ...node, at })).filter((node) => node.interactive && node.visible[2] > 0 && node.visible[3] > 0);
  const inside = nodes.filter((node) => node.interactive);
  for (const [i, a] of inside.entries()) {
    const twin = inside.slice(i + 1).find((node) => node.id === a.id);
    if (twin) problems.push(`${what(a)} and ${what(twin)} are one to the focus`);
  }
  for (const [i, a] of pressable.entries()) {
    const inGrid = ['cell', 'columnheader', 'row'].includes(a.role);
    if (a.rect[0] < -1 || a.rect[0] + a.rect[2] > width + 1) {
      if (!inGrid) problems.push(`${what(a)} leaves the window`);
    } else if (!inGrid && a.visible[2] < a.rect[2] - 1) {
      problems.push(`${what(a)} is clipped from ${a.rect[2]} px`);
    }
    if (a.rect[1] < -1 && a.rect[1] + a.rect[3] > height + 1) problems.push(`${what(a)} is taller than the window`);
    for (const b of pressable.slice(i + 1)) {
      if (floats(b, a)) continue;
      if (a.layer !== b.layer || isAbove(a.at, b.at) || isAbove(b.at, a.at)) continue;
      if (overlap(a.visible, b.visible)) problems.push(`${what(a)} and ${what(b)} overlap`);
    }
  }
  // Far out a drawing shows of its words what fits; nearer, or in the form beside it, the rest.
  const tables = nodes.filter((node) => node.role === 'table' || (node.role === 'listbox' && node.layer === 0)).map((node) => node.visible);
  for (const cut of cuts) if (!inTable(cut, tables) && (values || !isValue(cut, nodes))) problems.push(`"${cut.text}" is cut at ${cut.rect.join(' ')}`);
  return problems;
}
