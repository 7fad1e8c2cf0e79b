// The DOM mirror of the announcement tree, for screen readers, the browser's own search and tests.
// It is made only when wanted (first Tab, ?a11y=1, an automated browser; ?a11y=0 forbids it) and
// patched at most five times a second. window.fenmingTest works with the mirror off, too.
const fmMirror = {
  on: false, forbidden: false, due: 0, elements: new Map(), made: 0, pending: 0,
  states: ['disabled', 'checked', 'unchecked', 'expanded', 'collapsed', 'selected', 'invalid', 'readonly', 'focused', 'modal', 'busy',
    'ascending', 'descending', 'multiline', 'mixed'],
  // Roles whose words are their content, so that a change is spoken and the browser's search finds it.
  spoken: ['text', 'columnheader', 'heading', 'status', 'alert', 'listitem', 'tooltip'],

  tree() {
    const nodes = JSON.parse(fm.answer(Module['_fenming_tree']()));
    for (const node of nodes) {
      const bits = node.states;
      node.states = fmMirror.states.filter((name, bit) => bits & (1 << bit));
    }
    return nodes;
  },
  expose() {
    const query = new URLSearchParams(location.search).get('a11y');
    fmMirror.forbidden = query === '0';
    fm.startMirror = () => {
      if (fmMirror.forbidden || fmMirror.on) return;
      fmMirror.on = true;
      fm.schedule(0);
    };
    if (query === '1' || navigator.webdriver) fm.startMirror();
    const matches = (node, role, name) => node.role === role && (name === undefined || (name instanceof RegExp ? name.test(node.name) : node.name === name));
    window.fenmingTest = {
      frames: () => fm.frames,
      quiet: fm.quiet,
      // Requests of the application on their way; what comes after the first screen is one of them.
      waiting: () => Module['_fenming_waiting']() + (Module['fenmingWhole'] ? 0 : 1),
      tree: fmMirror.tree,
      // Texts that were drawn with … because they did not fit.
      cuts: () => JSON.parse(fm.answer(Module['_fenming_cuts']())),
      // The visible rectangle in CSS pixels of the first match that can be seen, or null.
      find(role, name) {
        const node = fmMirror.tree().find((each) => matches(each, role, name) && each.visible[2] > 0 && each.visible[3] > 0);
        if (!node) return null;
        const box = node.visible;
        return { x: box[0], y: box[1], width: box[2], height: box[3], value: node.value, states: node.states, index: node.index, count: node.count };
      },
      // Structure as text: one line per node, for exact comparison.
      snapshot: () => fmMirror.tree().map((node) => `${'  '.repeat(Math.max(0, node.layer))}${node.role} "${node.name}"` +
        (node.value ? ` = "${node.value}"` : '') + (node.states.length ? ` [${node.states.join(' ')}]` : '')).join('\n'),
      mirror: () => fmMirror.on,
      loseContext() {
        const extension = fm.canvas.getContext('webgl2').getExtension('WEBGL_lose_context') || fmMirror.extension;
        fmMirror.extension = extension;
        extension.loseContext();
      },
      restoreContext: () => fmMirror.extension.restoreContext(),
    };
  },
  patch(nodes) {
    const root = document.getElementById('mirror');
    const seen = new Set();
    const made = [];
    const parents = new Set(nodes.map((node) => node.parent));
    nodes.forEach((node, order) => {
      if (node.visible[2] <= 0 || node.visible[3] <= 0) { made.push(null); return; }
      const key = node.id ? `${node.id}:${node.role}` : `${node.parent}/${order}/${node.role}`;
      let element = fmMirror.elements.get(key);
      if (!element) {
        element = document.createElement(node.role === 'textbox' ? 'div' : 'span');
        element.id = 'm' + (++fmMirror.made) + '-' + (node.id || order);
        element.addEventListener('click', () => node.id && Module['_fenming_activate'](node.id));
        fmMirror.elements.set(key, element);
      }
      const within = fmMirror.within(nodes, node);
      const parent = node.role === 'columnheader' && made[within] ? fmMirror.head(made[within]) : made[within] || root;
      if (element.parentNode !== parent) parent.append(element);
      fmMirror.describe(element, node, made[within] ? nodes[within] : null, !parents.has(order));
      seen.add(key);
      made.push(element);
    });
    fmMirror.elements.forEach((element, key) => {
      if (seen.has(key)) return;
      element.remove();
      fmMirror.elements.delete(key);
    });
    fmMirror.link(nodes, made);
  },
  // A list holds only its options: the field that searches it stands beside it.
  within(nodes, node) {
    const parent = nodes[node.parent];
    return parent && parent.role === 'listbox' && node.role === 'searchbox' ? parent.parent : node.parent;
  },
  // The row that holds a table's column headers; the tree has them in the table itself.
  head(table) {
    if (!table.fmHead) {
      table.fmHead = document.createElement('span');
      table.fmHead.setAttribute('role', 'row');
      table.fmHead.setAttribute('aria-rowindex', '1');
      table.fmHead.className = 'head';
      table.prepend(table.fmHead);
    }
    return table.fmHead;
  },
  // What points from one element to another.
  link(nodes, made) {
    const find = (wanted) => made[nodes.findIndex((node, at) => made[at] && wanted(node))];
    const focused = find((node) => node.states.includes('focused'));
    fmMirror.set(fm.host, 'aria-activedescendant', focused ? focused.id : null);
    const open = find((node) => node.role === 'listbox' && node.layer > 0);
    nodes.forEach((node, at) => {
      if (node.role !== 'combobox' || !made[at]) return;
      const expanded = node.states.includes('expanded') && open;
      fmMirror.set(made[at], 'aria-expanded', expanded ? 'true' : 'false');
      fmMirror.set(made[at], 'aria-controls', expanded ? open.id : null);
    });
  },
  set(element, name, value) {
    if (value === null || value === undefined) element.removeAttribute(name);
    else if (element.getAttribute(name) !== String(value)) element.setAttribute(name, value);
  },
  // The ARIA role: a table whose cells are operated is a grid, what can be ticked in a menu says so.
  role(node, parent) {
    if (node.role === 'text') return null;
    if (node.role === 'listitem' && (!parent || parent.role !== 'list')) return node.interactive ? 'button' : null;
    if (node.role === 'menuitem' && (node.states.includes('checked') || node.states.includes('unchecked'))) return 'menuitemcheckbox';
    return { none: 'presentation', table: 'grid', cell: 'gridcell' }[node.role] || node.role;
  },
  // The words inside the element; a name beside them stands in aria-label.
  words(node, leaf) {
    if (['cell', 'textbox', 'searchbox', 'combobox'].includes(node.role)) return node.value;
    return leaf && fmMirror.spoken.includes(node.role) ? node.name : '';
  },
  describe(element, node, parent, leaf) {
    const set = (name, value) => fmMirror.set(element, name, value);
    const has = (state) => node.states.includes(state);
    const text = fmMirror.words(node, leaf);
    const role = fmMirror.role(node, parent);
    if (leaf && element.textContent !== text) element.textContent = text;
    const saysItself = node.role === 'cell' || fmMirror.spoken.includes(node.role) && text === node.name;
    set('role', role);
    set('aria-label', node.name && !saysItself ? node.name : null);
    set('aria-description', node.description || null);
    fmMirror.describeValue(set, node, text);
    set('aria-disabled', has('disabled') ? 'true' : null);
    set('aria-checked', has('mixed') ? 'mixed' : has('checked') ? 'true' : has('unchecked') ? 'false' : null);
    if (node.role !== 'combobox') set('aria-expanded', has('expanded') ? 'true' : has('collapsed') ? 'false' : null);
    // What is chosen: of links the page, of buttons the pressed one.
    set('aria-selected', has('selected') && role !== 'link' && role !== 'button' ? 'true' : null);
    set('aria-current', has('selected') && role === 'link' ? 'page' : null);
    set('aria-pressed', has('selected') && role === 'button' ? 'true' : null);
    set('aria-invalid', has('invalid') ? 'true' : null);
    set('aria-readonly', has('readonly') ? 'true' : null);
    set('aria-multiline', has('multiline') ? 'true' : null);
    set('aria-modal', has('modal') ? 'true' : null);
    set('aria-busy', has('busy') ? 'true' : null);
    set('aria-sort', has('ascending') ? 'ascending' : has('descending') ? 'descending' : null);
    set('aria-level', node.level || null);
    set('aria-rowcount', node.role === 'table' ? node.count + 1 : null);
    set('aria-colcount', node.role === 'table' ? node.columns : null);
    set('aria-rowindex', node.role === 'row' ? node.index + 2 : null);
    set('aria-colindex', (node.role === 'cell' || node.role === 'columnheader') && node.index !== undefined ? node.index + 1 : null);
    const inSet = role && role !== 'button' && ['option', 'menuitem', 'radio', 'tab', 'treeitem', 'listitem'].includes(node.role) && node.index !== undefined;
    set('aria-posinset', inSet ? node.index + 1 : null);
    set('aria-setsize', inSet && node.count !== undefined ? node.count : null);
    const origin = parent ? parent.visible : [0, 0];
    const style = element.style;
    style.left = node.visible[0] - origin[0] + 'px';
    style.top = node.visible[1] - origin[1] + 'px';
    style.width = node.visible[2] + 'px';
    style.height = node.visible[3] + 'px';
  },
  describeValue(set, node, text) {
    const measured = node.role === 'slider' || node.role === 'progressbar';
    set('aria-valuetext', measured && node.value ? node.value : null);
    set('aria-valuemin', node.role === 'slider' ? 0 : null);
    set('aria-valuenow', node.role === 'slider' ? node.index : null);
    set('aria-valuemax', node.role === 'slider' ? node.count : null);
    set('aria-haspopup', node.role === 'combobox' ? 'listbox' : null);
    set('aria-description', node.value && !measured && node.value !== text ? node.value : null);
  },
};
