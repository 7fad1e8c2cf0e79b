// What the browser prints is the open screen as a document: its headings, key figures and tables with
// all their rows, made from the announced tree just before printing and removed afterwards.
const fmPrint = {
  show() {
    fmPrint.hide();
    const nodes = JSON.parse(fm.answer(Module['_fenming_print']()));
    const page = document.createElement('main');
    page.id = 'print';
    const title = document.createElement('h1');
    title.textContent = document.title;
    page.append(title);
    const layer = Math.max(...nodes.map((node) => node.layer));
    nodes.forEach((node, at) => {
      if (node.layer !== layer) return;
      if (node.role === 'heading') fmPrint.add(page, node.level > 2 ? 'h3' : 'h2', node.name);
      if (node.role === 'group' && node.value) fmPrint.add(page, 'p', node.name + '  ' + node.value);
      if (node.role === 'table') page.append(fmPrint.table(nodes, at));
    });
    document.body.append(page);
  },
  hide() {
    const page = document.getElementById('print');
    if (page) page.remove();
  },
  add(parent, tag, text) {
    const element = document.createElement(tag);
    element.textContent = text;
    parent.append(element);
    return element;
  },
  // Columns in the order in which they stand; frozen ones are announced last.
  table(nodes, at) {
    const table = document.createElement('table');
    if (nodes[at].name) fmPrint.add(table, 'caption', nodes[at].name);
    const children = (parent, role) => nodes.filter((node) => node.parent === parent && node.role === role).sort((a, b) => a.index - b.index);
    const head = fmPrint.add(fmPrint.add(table, 'thead', ''), 'tr', '');
    for (const column of children(at, 'columnheader')) fmPrint.add(head, 'th', column.name);
    const body = fmPrint.add(table, 'tbody', '');
    nodes.forEach((node, row) => {
      if (node.parent !== at || node.role !== 'row') return;
      const line = fmPrint.add(body, 'tr', '');
      for (const cell of children(row, 'cell')) {
        const element = fmPrint.add(line, 'td', cell.value);
        if (/^[-+−¥\d][\d,.¥ %]*$/.test(cell.value)) element.className = 'number';
      }
    });
    return table;
  },
};
