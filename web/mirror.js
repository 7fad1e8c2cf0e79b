// The DOM mirror of the announcement tree, for screen readers, the browser's own search and tests.
// It is made only when wanted (first Tab, ?a11y=1, an automated browser; ?a11y=0 forbids it) and
// patched at most five times a second. window.fenmingTest works with the mirror off, too.
const fmMirror = {
  on: false, forbidden: false, due: 0, elements: new Map(), pending: 0,
  states: ['disabled', 'checked', 'unchecked', 'expanded', 'collapsed', 'selected', 'invalid', 'readonly', 'focused', 'modal', 'busy',
    'ascending', 'descending', 'multiline', 'mixed'],

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
      // No frame is asked for within the next fifth of a second: what was pressed has been drawn.
      quiet: () => !fm.raf && fm.due - performance.now() > 200,
      tree: fmMirror.tree,
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
    nodes.forEach((node, order) => {
      if (node.visible[2] <= 0 || node.visible[3] <= 0) { made.push(null); return; }
      const key = node.id ? `${node.id}:${node.role}` : `${node.parent}/${order}/${node.role}`;
      let element = fmMirror.elements.get(key);
      if (!element) {
        element = document.createElement(node.role === 'textbox' ? 'div' : 'span');
        element.id = 'm' + fmMirror.elements.size + '-' + (node.id || order);
        element.addEventListener('click', () => node.id && Module['_fenming_activate'](node.id));
        fmMirror.elements.set(key, element);
      }
      const parent = made[node.parent] || root;
      if (element.parentNode !== parent) parent.append(element);
      fmMirror.describe(element, node, made[node.parent] ? nodes[node.parent] : null);
      seen.add(key);
      made.push(element);
    });
    fmMirror.elements.forEach((element, key) => {
      if (seen.has(key)) return;
      element.remove();
      fmMirror.elements.delete(key);
    });
    const focused = nodes.findIndex((node) => node.states.includes('focused'));
    if (focused >= 0 && made[focused]) fm.host.setAttribute('aria-activedescendant', made[focused].id);
    else fm.host.removeAttribute('aria-activedescendant');
  },
  set(element, name, value) {
    if (value === null || value === undefined) element.removeAttribute(name);
    else if (element.getAttribute(name) !== String(value)) element.setAttribute(name, value);
  },
  describe(element, node, parent) {
    const set = (name, value) => fmMirror.set(element, name, value);
    const has = (state) => node.states.includes(state);
    const plain = node.role === 'text' || node.role === 'cell' || node.role === 'columnheader';
    set('role', node.role === 'text' ? null : node.role === 'none' ? 'presentation' : node.role);
    const text = node.role === 'cell' ? node.value : plain ? node.name : '';
    if (plain && element.textContent !== text) element.textContent = text;
    if (!plain) set('aria-label', node.name || null);
    if (node.role === 'textbox' || node.role === 'searchbox' || node.role === 'slider' || node.role === 'progressbar') set('aria-valuetext', node.value || null);
    else if (!plain && node.value) set('aria-description', node.value);
    set('aria-disabled', has('disabled') ? 'true' : null);
    set('aria-checked', has('mixed') ? 'mixed' : has('checked') ? 'true' : has('unchecked') ? 'false' : null);
    set('aria-expanded', has('expanded') ? 'true' : has('collapsed') ? 'false' : null);
    set('aria-selected', has('selected') ? 'true' : null);
    set('aria-invalid', has('invalid') ? 'true' : null);
    set('aria-modal', has('modal') ? 'true' : null);
    set('aria-busy', has('busy') ? 'true' : null);
    set('aria-sort', has('ascending') ? 'ascending' : has('descending') ? 'descending' : null);
    set('aria-level', node.level || null);
    set('aria-rowcount', node.role === 'table' ? node.count : null);
    set('aria-colcount', node.role === 'table' ? node.columns : null);
    set('aria-rowindex', node.role === 'row' ? node.index + 2 : null);
    const inSet = ['option', 'menuitem', 'radio', 'tab', 'treeitem', 'listitem'].includes(node.role) && node.index !== undefined;
    set('aria-posinset', inSet ? node.index + 1 : null);
    set('aria-setsize', inSet && node.count !== undefined ? node.count : null);
    const origin = parent ? parent.visible : [0, 0];
    const style = element.style;
    style.left = node.visible[0] - origin[0] + 'px';
    style.top = node.visible[1] - origin[1] + 'px';
    style.width = node.visible[2] + 'px';
    style.height = node.visible[3] + 'px';
  },
};
