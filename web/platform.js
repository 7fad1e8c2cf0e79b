// The browser side of src/platform/web: frames, glyphs, input, the text element, clipboard, history,
// files. Linked into fenming.js before the module's own code, in the same scope; web/bridge.js holds
// the functions that C++ calls. No destructuring declarations: Emscripten 3.1.6's optimiser drops them.
const fm = {
  frames: 0, raf: 0, timer: 0, due: Infinity, listeners: [], edit: null, unsent: false, inCopy: false,
  escapeArmed: false, press: null, touch: null, ratio: 1, stack: '', mirrorOn: false, font: '', digits: new Map(),

  on(target, type, handler, options) {
    target.addEventListener(type, handler, options);
    fm.listeners.push(() => target.removeEventListener(type, handler, options));
  },
  // Copies text or bytes into the module; C++ frees them.
  give(text) {
    const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
    const at = _malloc(bytes.length + 1);
    HEAPU8.set(bytes, at);
    HEAPU8[at + bytes.length] = 0;
    return [at, bytes.length];
  },
  answer(at) { return new TextDecoder().decode(HEAPU8.slice(at, at + Module['_fenming_answer_size']())); },

  // ---- frames: one requestAnimationFrame in flight, none while hidden
  schedule(afterMs) {
    const due = performance.now() + afterMs;
    if (fm.raf || due >= fm.due) return;
    fm.due = due;
    clearTimeout(fm.timer);
    if (afterMs > 0) fm.timer = setTimeout(fm.request, afterMs);
    else fm.request();
  },
  // No frame is asked for within the next fifth of a second: what was pressed has been drawn.
  quiet() { return !fm.raf && fm.due - performance.now() > 200; },
  request() {
    if (document.hidden || fm.raf) return;
    fm.raf = requestAnimationFrame(() => {
      fm.raf = 0;
      fm.due = Infinity;
      Module['_fenming_frame']();
    });
  },
  now_() { Module['_fenming_frame_now'](); },

  // ---- size
  watchSize(canvas) {
    const observer = new ResizeObserver((entries) => {
      const entry = entries[entries.length - 1];
      const css = entry.contentRect;
      const device = entry.devicePixelContentBoxSize && entry.devicePixelContentBoxSize[0];
      // The device box is exact but ignores an emulated pixel ratio; then the product has to do.
      const exact = device && Math.abs(device.inlineSize - css.width * devicePixelRatio) <= 2;
      const width = exact ? device.inlineSize : Math.round(css.width * devicePixelRatio);
      const height = exact ? device.blockSize : Math.round(css.height * devicePixelRatio);
      if (!width || !height) return;
      canvas.width = width;
      canvas.height = height;
      Module['_fenming_resize'](css.width, css.height, width / css.width);
      fm.now_();
    });
    try { observer.observe(canvas, { box: 'device-pixel-content-box' }); } catch (error) { observer.observe(canvas); }
    fm.listeners.push(() => observer.disconnect());
    // A zoom that keeps the device pixels still changes the ratio.
    const watchRatio = () => {
      const query = matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
      query.addEventListener('change', () => { observer.unobserve(canvas); observer.observe(canvas); watchRatio(); }, { once: true });
    };
    watchRatio();
  },

  // ---- pointer
  send(event, button, down) {
    const again = down && fm.isSecond(event, button) ? 1 : 0;
    Module['_fenming_pointer'](event.clientX, event.clientY, button, down, event.pointerType === 'touch' ? 1 : 0, again);
  },
  // Whether a press follows the one before as a double click, by the times at which the presses were
  // made: on a busy machine the frames that draw them lie farther apart. Who typed in between, as
  // into the cell that the first press chose, begins anew.
  isSecond(event, button) {
    const last = fm.press;
    fm.press = { button, time: event.timeStamp, x: event.clientX, y: event.clientY };
    return last && last.button === button && event.timeStamp - last.time < 500 && Math.hypot(event.clientX - last.x, event.clientY - last.y) < 6;
  },
  watchPointer(canvas) {
    fm.on(window, 'keydown', (event) => {
      if (!['Control', 'Shift', 'Alt', 'Meta'].includes(event.key)) fm.press = null;
    }, { capture: true, passive: true });
    fm.on(canvas, 'pointerdown', (event) => {
      fm.modifiers(event);
      canvas.setPointerCapture(event.pointerId);
      if (event.pointerType === 'touch') return fm.touchDown(event);
      fm.commitEdit(3);
      fm.host.focus({ preventScroll: true });
      fm.send(event, [0, 2, 1][event.button] ?? 0, 1);
      fm.now_();  // focus() of a text field is allowed only inside this event
    });
    fm.on(canvas, 'pointermove', (event) => {
      if (event.pointerType === 'touch') return fm.touchMove(event);
      fm.send(event, -1, 0);
    });
    fm.on(canvas, 'pointerup', (event) => {
      if (event.pointerType === 'touch') return fm.touchUp(event);
      fm.send(event, [0, 2, 1][event.button] ?? 0, 0);
      fm.now_();
    });
    fm.on(canvas, 'pointercancel', () => { fm.touch = null; Module['_fenming_pointer_left'](); });
    fm.on(canvas, 'pointerleave', () => Module['_fenming_pointer_left']());
    fm.on(canvas, 'mousedown', (event) => event.preventDefault());  // keeps the focus where we put it
    fm.on(canvas, 'contextmenu', (event) => { if (!event.shiftKey) event.preventDefault(); });
    fm.on(canvas, 'wheel', (event) => {
      if (event.ctrlKey) return;  // the browser's zoom
      event.preventDefault();
      const unit = event.deltaMode === 1 ? 16 : event.deltaMode === 2 ? 400 : 1;
      Module['_fenming_wheel'](-event.deltaX * unit / 65, -event.deltaY * unit / 65);
    }, { passive: false });
  },

  // ---- keyboard
  prevented: ['Tab', 'Backspace', 'Space', 'Enter', 'NumpadEnter', 'ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'PageUp', 'PageDown',
    'Home', 'End', 'ContextMenu', 'Escape'],
  keys: new Map(),  // the interface's table of keys, each with whether it leaves an open field
  anyKey: false,  // somebody is asked for a key
  useKeys(codes, any) {
    fm.anyKey = any;
    fm.keys = new Map(codes.split(' ').map((code) => [code.replace('!', ''), code.endsWith('!')]));
  },
  keyName(event) {
    const command = event.ctrlKey || event.metaKey;
    return (event.altKey ? 'Alt+' : '') + (command ? 'Ctrl+' : '') + (event.shiftKey ? 'Shift+' : '') + event.code;
  },
  modifiers(event) { Module['_fenming_modifiers'](event.ctrlKey, event.shiftKey, event.altKey, event.metaKey); },
  sendKey(code, down) { Module['_fenming_key'](...fm.give(code), down); },
  watchKeys(host) {
    fm.on(host, 'keydown', (event) => {
      if (event.isComposing || event.keyCode === 229 || event.target !== host) return;
      if (event.code === 'Tab') {
        fm.startMirror();
        if (fm.escapeArmed) { fm.escapeArmed = false; return; }  // Esc, then Tab: out to the page
      }
      // Shift goes down before its Tab.
      if (!event.code.startsWith('Shift')) fm.escapeArmed = event.code === 'Escape';
      const command = event.ctrlKey || event.metaKey;
      const ours = fm.anyKey || fm.keys.has(fm.keyName(event)) || (!command && fm.prevented.includes(event.code)) || (event.code === 'F10' && event.shiftKey);
      if (ours) event.preventDefault();
      fm.modifiers(event);
      fm.sendKey(event.code, 1);
      if (!command && !event.altKey && [...event.key].length === 1) fm.typed(event);
    });
    fm.on(host, 'keyup', (event) => {
      if (event.target !== host) return;
      fm.modifiers(event);
      fm.sendKey(event.code, 0);
      if (event.key === 'Meta' || event.key === 'Control') fm.releaseKeys();  // macOS loses keyups under Cmd
    });
    fm.on(host, 'focus', () => Module['_fenming_focus'](1));
    fm.on(host, 'blur', () => Module['_fenming_focus'](0));
  },
  // A character that opens a field opens it now: the next one, typed quickly, already goes there.
  // ImGui spreads a key and its character over frames.
  typed(event) {
    Module['_fenming_character'](event.key.codePointAt(0));
    for (let i = 0; i < 3 && !fm.edit; ++i) fm.now_();
    if (fm.edit) event.preventDefault();
  },
  releaseKeys() { Module['_fenming_focus'](0); Module['_fenming_focus'](1); },

  // ---- the text element
  rgba(value) { return `rgb(${value >>> 24} ${(value >>> 16) & 255} ${(value >>> 8) & 255} / ${(value & 255) / 255})`; },
  tellEdit(kind, reason) { Module['_fenming_edit'](fm.edit.fmId, kind, reason, ...fm.give(fm.edit.value)); },
  commitEdit(reason) { fm.closeEdit(1, reason); },
  // A key that leaves the field does at once what it does: the next one, pressed quickly, already meets
  // what lies behind.
  leaveEdit(kind, reason) {
    fm.closeEdit(kind, reason);
    fm.now_();
  },
  closeEdit(kind, reason) {
    const element = fm.edit;
    if (!element) return;
    fm.tellEdit(kind, reason);
    fm.removeEdit();
  },
  removeEdit() {
    const element = fm.edit;
    fm.edit = null;
    const hadFocus = document.activeElement === element;
    element.remove();
    if (hadFocus) fm.host.focus({ preventScroll: true });
  },
  createEdit(id, kind, label, value, hint) {
    const element = document.createElement(kind === 1 ? 'textarea' : 'input');
    element.fmId = id;
    element.value = value;
    element.placeholder = hint;
    element.autocapitalize = 'off';
    element.autocomplete = 'off';
    element.spellcheck = false;
    element.setAttribute('aria-label', label);
    if (kind >= 2 && kind <= 4) element.inputMode = 'decimal';
    let composing = false;
    element.addEventListener('compositionstart', () => { composing = true; });
    // Some systems send the Enter that picked the candidate after the end of the composition.
    element.addEventListener('compositionend', () => requestAnimationFrame(() => { composing = false; }));
    element.addEventListener('input', () => { if (fm.edit === element) fm.tellEdit(0, 0); });
    element.addEventListener('blur', () => { if (fm.edit === element && document.hasFocus()) fm.commitEdit(3); });
    element.addEventListener('keydown', (event) => {
      event.stopPropagation();
      if (event.isComposing || event.keyCode === 229 || composing) return;
      fm.editKey(event, kind);
    });
    element.addEventListener('keyup', (event) => event.stopPropagation());
    document.getElementById('edit').append(element);
    return element;
  },
  editKey(event, kind) {
    const command = event.ctrlKey || event.metaKey;
    if (event.code === 'Enter' || event.code === 'NumpadEnter') {
      if (kind === 1 && !command) return;
      event.preventDefault();
      fm.leaveEdit(1, kind === 5 && event.shiftKey ? 4 : 0);
    } else if (fm.keys.get(fm.keyName(event))) {
      event.preventDefault();
      fm.commitEdit(3);
      fm.modifiers(event);
      fm.sendKey(event.code, 1);
      fm.sendKey(event.code, 0);
      fm.now_();
    } else if (event.code === 'Tab') {
      event.preventDefault();
      fm.startMirror();
      fm.leaveEdit(1, event.shiftKey ? 2 : 1);
    } else if (event.code === 'Escape') {
      event.preventDefault();
      fm.leaveEdit(2, 0);
    } else if (kind === 5 && event.code === 'ArrowDown') {
      event.preventDefault();
      fm.sendKey('ArrowDown', 1);
      fm.sendKey('ArrowDown', 0);
    }
  },
  placeCaret(element, caretX, font, padding) {
    element.focus({ preventScroll: true });
    if (caretX < 0 || element.tagName === 'TEXTAREA') return caretX < 0 ? element.select() : undefined;
    fm.context.font = font;
    fm.font = '';
    const text = element.value;
    let at = 0;
    while (at < text.length && padding + fm.context.measureText(text.slice(0, at + 1)).width - 3 < caretX) ++at;
    element.setSelectionRange(at, at);
  },

  // ---- glyphs
  makeCanvas() {
    fm.stack = getComputedStyle(document.documentElement).fontFamily;
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = 128;
    canvas.lang = 'zh-CN';
    fm.context = canvas.getContext('2d', { willReadFrequently: true });
  },
  useFont(size, semibold) {
    const font = `${semibold ? 600 : 400} ${size}px ${fm.stack}`;
    if (fm.font === font) return;
    const side = Math.ceil(size * 2) + 8;
    const canvas = fm.context.canvas;
    if (canvas.width < side) canvas.width = canvas.height = side;
    fm.context.font = font;
    fm.context.fillStyle = '#fff';
    fm.font = font;
  },
  digitWidth() {
    let width = fm.digits.get(fm.font);
    if (width === undefined) {
      width = Math.max(...[...'0123456789'].map((digit) => fm.context.measureText(digit).width));
      fm.digits.set(fm.font, width);
    }
    return width;
  },
  // A browser that randomises canvas pixels shows it on a plain square.
  honest() {
    const context = fm.context;
    context.clearRect(0, 0, 32, 32);
    context.fillStyle = '#fff';
    context.fillRect(4, 4, 16, 16);
    const pixels = context.getImageData(0, 0, 32, 32).data;
    for (let y = 0; y < 32; ++y) {
      for (let x = 0; x < 32; ++x) {
        const inside = x >= 4 && x < 20 && y >= 4 && y < 20;
        if (pixels[(y * 32 + x) * 4 + 3] !== (inside ? 255 : 0)) return false;
      }
    }
    return true;
  },

  // ---- page
  watchPage() {
    fm.on(document, 'visibilitychange', () => { if (!document.hidden) { fm.due = Infinity; fm.schedule(0); } });
    fm.on(window, 'popstate', () => Module['_fenming_url'](...fm.give(location.pathname + location.search)));
    fm.on(window, 'beforeunload', (event) => { if (fm.unsent) event.preventDefault(); });
    const dark = matchMedia('(prefers-color-scheme: dark)');
    const calm = matchMedia('(prefers-reduced-motion: reduce)');
    fm.on(dark, 'change', () => Module['_fenming_scheme'](dark.matches));
    fm.on(calm, 'change', () => Module['_fenming_reduced_motion'](calm.matches));
    for (const type of ['copy', 'cut']) {
      fm.on(document, type, (event) => {
        if (document.activeElement !== fm.host) return;
        fm.inCopy = true;
        const text = fm.answer(Module['_fenming_copy'](type === 'cut'));
        fm.inCopy = false;
        if (!text) return;
        event.clipboardData.setData('text/plain', text);
        event.preventDefault();
      });
    }
    fm.on(document, 'paste', (event) => {
      if (document.activeElement !== fm.host) return;
      event.preventDefault();
      Module['_fenming_paste'](...fm.give(event.clipboardData.getData('text/plain').replaceAll('\r\n', '\n')));
    });
    fm.on(window, 'beforeprint', () => fmPrint.show());
    fm.on(window, 'afterprint', () => fmPrint.hide());
    fm.on(window, 'dragover', (event) => event.preventDefault());
    fm.on(window, 'drop', (event) => {
      event.preventDefault();
      for (const file of event.dataTransfer.files) fm.takeFile('drop', file);
    });
    fm.begin(dark.matches, calm.matches);
  },
  begin(dark, calm) {
    Module['_fenming_begin'](...fm.give(location.pathname + location.search), ...fm.give(location.origin), dark, calm);
  },
  save(name, blob) {
    const link = document.createElement('a');
    link.download = name;
    link.href = URL.createObjectURL(blob);
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  },
  // A canvas has at most so many pixels a side; a larger drawing comes smaller, and whole.
  async saveDrawing(name, svg) {
    const image = new Image();
    image.src = URL.createObjectURL(svg);
    await image.decode();
    const scale = Math.min(2, 16000 / Math.max(image.width, image.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(image.width * scale);
    canvas.height = Math.round(image.height * scale);
    canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
    URL.revokeObjectURL(image.src);
    canvas.toBlob((png) => fm.save(name, png), 'image/png');
  },
  async takeFile(purpose, file) {
    const bytes = new Uint8Array(await file.arrayBuffer());
    Module['_fenming_file'](...fm.give(purpose), ...fm.give(file.name), ...fm.give(bytes));
  },
  watchContext(canvas) {
    fm.on(canvas, 'webglcontextlost', (event) => { event.preventDefault(); Module['_fenming_context'](0); });
    fm.on(canvas, 'webglcontextrestored', () => Module['_fenming_context'](1));
  },
  // After a crash: nothing calls the module any more; what was being typed is handed back.
  stop() {
    const typed = fm.edit ? fm.edit.value : '';
    fm.listeners.splice(0).forEach((remove) => remove());
    cancelAnimationFrame(fm.raf);
    clearTimeout(fm.timer);
    fm.schedule = fm.request = () => {};
    return typed;
  },
};
