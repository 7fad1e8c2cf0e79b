// Loads the application with true progress and, whatever goes wrong, leaves a page a person can
// read. It runs before the module exists, so it depends on nothing.
'use strict';
(() => {
  const failures = {
    webgl: ['需要 WebGL 2 · WebGL 2 is missing',
      '此浏览器或显卡驱动没有提供 WebGL 2。请启用硬件加速，或换用 Chrome 110+、Edge 110+、Firefox ESR、Safari 16.4+。\n' +
      'This browser offers no WebGL 2. Switch hardware acceleration on, or use Chrome 110+, Edge 110+, Firefox ESR or Safari 16.4+.'],
    load: ['载入失败 · Loading failed',
      '应用文件没有载入完整。请检查网络后重新载入。\nThe application could not be loaded. Check the network and reload.'],
    pixels: ['浏览器改动了画布像素 · The browser falsifies canvas pixels',
      '防指纹设置改动了画布内容，文字无法显示。请对本站允许“画布数据”(Firefox: privacy.resistFingerprinting；Brave: Shields)。\n' +
      'A privacy setting alters canvas pixels, so text cannot be drawn. Allow canvas data for this site and reload.'],
    crash: ['应用遇到内部错误 · The application stopped',
      '已提交的数据都在服务器上。未提交的输入列在下方，可复制后重新载入。\n' +
      'Everything committed is on the server. Input that was not is shown below; copy it and reload.'],
  };
  const byId = (id) => document.getElementById(id);
  let failed = false;
  let module = null;
  let first = null;

  function fail(kind, detail) {
    if (failed) return;
    failed = true;
    let rescued = '';
    if (module && module.fenmingStop) rescued = module.fenmingStop();
    const [title, text] = failures[kind];
    byId('loader').hidden = true;
    byId('host').hidden = true;
    byId('failure').hidden = false;
    byId('failure-title').textContent = title;
    byId('failure-text').textContent = text;
    byId('failure-detail').textContent = String((detail && detail.stack) || detail || '');
    if (rescued) {
      byId('rescue').hidden = false;
      byId('rescued').value = rescued;
    }
  }

  function progress(share) { byId('progress').value = Math.round(share * 1000); }

  // Counts uncompressed bytes as they arrive: compressed responses do not tell their length.
  function counted(response, total, advance) {
    if (!response.ok) throw new Error(response.url + ': ' + response.status);
    const reader = response.body.getReader();
    let seen = 0;
    const stream = new ReadableStream({
      async pull(controller) {
        const { done, value } = await reader.read();
        if (done) return controller.close();
        seen += value.length;
        advance(Math.min(1, seen / total));
        controller.enqueue(value);
      },
    });
    return new Response(stream, { headers: { 'Content-Type': 'application/wasm' } });
  }

  function script(url) {
    return new Promise((resolve, reject) => {
      const element = document.createElement('script');
      element.src = url;
      element.onload = resolve;
      element.onerror = () => reject(new Error(url));
      document.head.append(element);
    });
  }

  const pause = (milliseconds) => new Promise((again) => setTimeout(again, milliseconds));

  // The first screen has what it asked for and has drawn it, or the open screen is of the rest.
  async function firstScreen() {
    const patience = performance.now() + 5000;
    while (performance.now() < patience && !module._fenming_awaits_rest()) {
      if (module._fenming_waiting() === 0 && module.fenmingQuiet()) return;
      await pause(50);
    }
  }

  // The screens that few people open first come after the first one; until they are there, theirs
  // stay empty. A lost connection is tried again.
  async function rest(name) {
    await firstScreen();
    for (;;) {
      try {
        await WebAssembly.instantiateStreaming(fetch('/' + name), { first });
        break;
      } catch (error) {
        if (error instanceof WebAssembly.LinkError) return fail('load', error);
        await pause(3000);
      }
    }
    module.fenmingWhole = true;
    module._fenming_rest();
  }

  async function boot() {
    if (!document.createElement('canvas').getContext('webgl2')) return fail('webgl', navigator.userAgent);
    const manifest = await (await fetch('/manifest.json', { cache: 'no-cache' })).json();
    const wasm = manifest.files.wasm;
    const compiled = fetch('/' + wasm.name)
      .then((response) => WebAssembly.compileStreaming(counted(response, wasm.bytes, (s) => progress(0.1 + 0.85 * s))));
    compiled.catch(() => {});
    await script('/' + manifest.files.js.name);
    progress(0.1);
    const compiledModule = await compiled;
    const settings = {
      print: (line) => console.log(line),
      printErr: (line) => console.error(line),
      onAbort: (reason) => fail('crash', reason),
      fenmingFail: fail,
      fenmingFiles: manifest.files,
      fenmingReady: () => { byId('loader').hidden = true; },
      instantiateWasm: (imports, done) => {
        // Nothing of the rest is called before it is there.
        const missing = () => { throw new Error('called too early'); };
        imports.later = new Proxy({}, { get: () => missing });
        WebAssembly.instantiate(compiledModule, imports).then((instance) => {
          first = instance.exports;
          done(instance, compiledModule);
        }, (error) => fail('load', error));
        return {};
      },
    };
    module = settings;
    module = await window.createFenming(settings);
    await rest(manifest.files.later.name);
  }

  byId('reload').addEventListener('click', () => location.reload());
  window.addEventListener('error', (event) => {
    if (event.error instanceof WebAssembly.RuntimeError) fail('crash', event.error);
  });
  boot().catch((error) => fail('load', error));
})();
