// BPMN in and out: a module of its own, fetched when it is first asked for.
const fmBpmn = {
  engine: null,
  async load() {
    const { bpmn, bpmnWasm } = Module['fenmingFiles'];
    await new Promise((resolve, reject) => {
      const element = document.createElement('script');
      element.src = '/' + bpmn.name;
      element.onload = resolve;
      element.onerror = () => reject(new Error(bpmn.name));
      document.head.append(element);
    });
    return window['createFenmingBpmn']({ 'locateFile': () => '/' + bpmnWasm.name });
  },
  // Problems as JSON, a line feed, the result.
  call(engine, name, bytes) {
    const at = engine['_malloc'](bytes.length + 4);
    engine['HEAPU8'].set(bytes, at);
    const length = engine['_malloc'](4);
    const answer = engine[name](at, bytes.length, length);
    const text = engine['HEAPU8'].slice(answer, answer + engine['HEAPU32'][length >> 2]);
    for (const used of [at, length, answer]) engine['_free'](used);
    return text;
  },
  async convert(exports, name, bytes) {
    try {
      if (!fmBpmn.engine) fmBpmn.engine = await fmBpmn.load();
    } catch (error) {
      console.error(error);
      return;
    }
    const answer = fmBpmn.call(fmBpmn.engine, exports ? '_fenming_export_bpmn' : '_fenming_import_bpmn', bytes);
    const line = answer.indexOf(10);
    Module['_fenming_bpmn'](exports, ...fm.give(name), ...fm.give(answer.slice(0, line)), ...fm.give(answer.slice(line + 1)));
  },
};
