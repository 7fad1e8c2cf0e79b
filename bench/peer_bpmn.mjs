// bpmn-js with a template that we exported: what those who draw processes know.
import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer.js';
import 'bpmn-js/dist/assets/diagram-js.css';
import 'bpmn-js/dist/assets/bpmn-js.css';

const root = document.getElementById('root');
root.style.cssText = 'width: 100vw; height: 100vh';
const viewer = new NavigatedViewer({ container: root });
const xml = await (await fetch('/a.bpmn')).text();
const begin = performance.now();
await viewer.importXML(xml);
globalThis.imported = performance.now() - begin;
const canvas = viewer.get('canvas');
globalThis.pan = i => canvas.scroll({ dx: i % 2 ? -12 : -11, dy: -7 });
globalThis.fit = () => canvas.zoom('fit-viewport');
