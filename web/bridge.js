// The functions that C++ calls (src/platform/web/bridge.h), as an Emscripten library.
mergeInto(LibraryManager.library, {
  fm_start: function(selector) {
    const canvas = document.querySelector(UTF8ToString(selector));
    fm.host = document.getElementById('host');
    fm.canvas = canvas;
    Module['fenmingStop'] = fm.stop;
    Module['fenmingQuiet'] = () => fm.frames > 0 && fm.quiet();
    fm.makeCanvas();
    if (!fm.honest()) return Module['fenmingFail']('pixels', navigator.userAgent);
    // main() is still running: the exports may be called from the next task on.
    setTimeout(() => {
      fm.watchPointer(canvas);
      fm.watchKeys(fm.host);
      fm.watchContext(canvas);
      fm.watchPage();
      fm.watchSize(canvas);
      fmWatch.start();
      fmMirror.expose();
      Module['fenmingReady']();
      fm.host.focus({ preventScroll: true });
    });
  },
  fm_schedule: function(afterMs) { return fm.schedule(afterMs); },
  fm_own_keys: function(codes, any) { fm.useKeys(UTF8ToString(codes), any === 1); },
  fm_watch: function(path, body, leave) { fmWatch.set(UTF8ToString(path), UTF8ToString(body), UTF8ToString(leave)); },
  fm_now: function() { return performance.now(); },
  fm_pinyin_initial: function(codePoint) { return fmPinyin.initial(codePoint); },
  fm_drew_frame: function() { ++fm.frames; },

  fm_glyph_measure: function(codePoint, size, semibold, out) {
    fm.useFont(size, semibold);
    const text = String.fromCodePoint(codePoint);
    const box = fm.context.measureText(text);
    const at = out >> 2;
    const isDigit = codePoint >= 48 && codePoint <= 57;
    const advance = isDigit ? fm.digitWidth() : box.width;
    const shift = isDigit ? Math.round((advance - box.width) / 2) : 0;
    const left = Math.floor(-box.actualBoundingBoxLeft) - 1;
    const top = -Math.ceil(box.actualBoundingBoxAscent) - 1;
    const width = Math.ceil(box.actualBoundingBoxRight) + 1 - left;
    const height = Math.ceil(box.actualBoundingBoxDescent) + 1 - top;
    const blank = width <= 2 || height <= 2;
    fm.glyph = { text, left, top, width: blank ? 0 : Math.min(width, fm.context.canvas.width), height: blank ? 0 : Math.min(height, fm.context.canvas.height) };
    HEAPF32.set([fm.glyph.width, fm.glyph.height, left + shift, top, advance], at);
  },
  fm_glyph_pixels: function(target) {
    const width = fm.glyph.width;
    const height = fm.glyph.height;
    const context = fm.context;
    context.clearRect(0, 0, width, height);
    context.fillText(fm.glyph.text, -fm.glyph.left, -fm.glyph.top);
    const pixels = context.getImageData(0, 0, width, height).data;
    for (let i = 0, count = width * height; i < count; ++i) HEAPU8[target + i] = pixels[i * 4 + 3];
  },

  fm_edit_show: function(edit, label, value, hint) {
    const words = HEAPU32.subarray(edit >> 2, (edit >> 2) + 18);
    const sides = HEAPF32.subarray((edit >> 2) + 3, (edit >> 2) + 15);
    const id = words[0];
    const kind = words[1];
    const flags = words[2];
    const x = sides[0];
    const y = sides[1];
    const w = sides[2];
    const h = sides[3];
    const px = sides[8];
    const padding = sides[9];
    const baseline = sides[10];
    const caretX = sides[11];
    const fresh = !fm.edit || fm.edit.fmId !== id;
    if (fresh && fm.edit) fm.commitEdit(3);
    if (fresh) fm.edit = fm.createEdit(id, kind, UTF8ToString(label), UTF8ToString(value), UTF8ToString(hint));
    const style = fm.edit.style;
    style.left = x + 'px';
    style.top = y + 'px';
    style.width = w + 'px';
    style.height = h + 'px';
    style.clipPath = `inset(${Math.max(0, sides[5] - y)}px ${Math.max(0, x + w - sides[4] - sides[6])}px ${Math.max(0, y + h - sides[5] - sides[7])}px ${Math.max(0, sides[4] - x)}px)`;
    style.fontFamily = fm.stack;
    style.fontSize = px + 'px';
    style.textAlign = flags & 1 ? 'right' : 'left';
    style.color = style.caretColor = fm.rgba(words[15]);
    style.background = fm.rgba(words[16]);
    style.accentColor = fm.rgba(words[17]);
    style.paddingLeft = style.paddingRight = padding + 'px';
    fm.edit.setAttribute('aria-invalid', flags & 2 ? 'true' : 'false');
    if (kind !== 1) {
      // The browser centres the font's own box; shift it so that its base line is ours.
      fm.useFont(px, 0);
      const box = fm.context.measureText('分');
      const ours = Math.round((h - px) / 2) + Math.round(px * baseline);
      const theirs = (h - box.fontBoundingBoxAscent - box.fontBoundingBoxDescent) / 2 + box.fontBoundingBoxAscent;
      const shift = 2 * (ours - theirs);
      style.paddingTop = Math.max(0, shift) + 'px';
      style.paddingBottom = Math.max(0, -shift) + 'px';
    }
    if (fresh) fm.placeCaret(fm.edit, caretX, `400 ${px}px ${fm.stack}`, padding);
  },
  // The field is gone from the frame: what was typed is committed, not lost.
  fm_edit_hide: function() { if (fm.edit) fm.commitEdit(3); },

  fm_set_cursor: function(name) { fm.canvas.style.cursor = UTF8ToString(name); },
  fm_set_page: function(title, language, dark, unsent) {
    document.title = UTF8ToString(title);
    document.documentElement.lang = UTF8ToString(language);
    document.documentElement.style.colorScheme = dark ? 'dark' : 'light';
    fm.unsent = !!unsent;
  },
  // Browsers allow so many changes of the address in half a minute; one more may throw. The next one says all.
  fm_history: function(push, url) {
    try { history[push ? 'pushState' : 'replaceState'](null, '', UTF8ToString(url)); } catch (error) { /* typed faster than that */ }
  },
  fm_leave: function(url) { location.assign(UTF8ToString(url)); },
  fm_open: function(url) { window.open(UTF8ToString(url), '_blank', 'noopener'); },
  fm_clipboard: function(text, bytes) {
    if (fm.inCopy || !navigator.clipboard) return;
    navigator.clipboard.writeText(new TextDecoder().decode(HEAPU8.slice(text, text + bytes))).catch((error) => console.warn('clipboard', error));
  },
  fm_pick_file: function(purposeText, acceptText) {
    const purpose = UTF8ToString(purposeText);
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = UTF8ToString(acceptText);
    input.addEventListener('change', () => { for (const file of input.files) fm.takeFile(purpose, file); });
    input.click();
  },
  fm_download: function(name, type, bytes, size) {
    fm.save(UTF8ToString(name), new Blob([HEAPU8.slice(bytes, bytes + size)], { type: UTF8ToString(type) }));
  },

  fm_save_drawing: function(name, svg, size) {
    fm.saveDrawing(UTF8ToString(name), new Blob([HEAPU8.slice(svg, svg + size)], { type: 'image/svg+xml' }));
  },

  fm_bpmn: function(exports, name, text, size) {
    fmBpmn.convert(exports, UTF8ToString(name), HEAPU8.slice(text, text + size));
  },

  fm_picture: function(name, pixels, width, height) {
    const canvas = document.createElement('canvas');
    canvas.width = width;
    canvas.height = height;
    const image = new ImageData(width, height);
    // OpenGL's rows begin at the bottom; what was drawn is opaque.
    for (let y = 0; y < height; ++y) image.data.set(HEAPU8.subarray(pixels + (height - 1 - y) * width * 4, pixels + (height - y) * width * 4), y * width * 4);
    for (let i = 3; i < image.data.length; i += 4) image.data[i] = 255;
    canvas.getContext('2d').putImageData(image, 0, 0);
    const file = UTF8ToString(name);
    canvas.toBlob((blob) => fm.save(file, blob), 'image/png');
  },

  fm_store_get: function(key) {
    try { fm.stored = localStorage.getItem(UTF8ToString(key)); } catch (error) { fm.stored = null; }
    return fm.stored === null ? -1 : lengthBytesUTF8(fm.stored);
  },
  fm_store_copy: function(target) { stringToUTF8(fm.stored, target, lengthBytesUTF8(fm.stored) + 1); },
  fm_store_put: function(key, value) {
    try {
      localStorage.setItem(UTF8ToString(key), UTF8ToString(value));
      return 1;
    } catch (error) {
      return 0;
    }
  },
  fm_store_remove: function(key) {
    try { localStorage.removeItem(UTF8ToString(key)); } catch (error) { /* nothing is stored then */ }
  },

  // Between two patches the frame costs nothing; the last state is always shown in the end.
  fm_wants_mirror: function() {
    if (!fmMirror.on) return 0;
    const now = performance.now();
    if (now >= fmMirror.due) {
      fmMirror.due = now + 200;
      return 1;
    }
    if (!fmMirror.pending) {
      fmMirror.pending = setTimeout(() => {
        fmMirror.pending = 0;
        fmMirror.due = performance.now() + 200;
        fmMirror.patch(fmMirror.tree());
      }, fmMirror.due - now);
    }
    return 0;
  },
  fm_mirror: function(json, size) {
    const nodes = JSON.parse(new TextDecoder().decode(HEAPU8.slice(json, json + size)));
    for (const node of nodes) {
      const bits = node.states;
      node.states = fmMirror.states.filter((name, bit) => bits & (1 << bit));
    }
    fmMirror.patch(nodes);
  },
});
