// A page that draws nothing: what any page pays for a frame.
const canvas = document.body.appendChild(document.createElement('canvas'));
Object.assign(canvas, { width: 1440, height: 900 });
const gl = canvas.getContext('webgl2', { antialias: false, alpha: false });
let due = false;
canvas.addEventListener('wheel', () => {
  if (due) return;
  due = true;
  requestAnimationFrame(() => { due = false; gl.clear(gl.COLOR_BUFFER_BIT); });
});
globalThis.pan = i => {
  canvas.dispatchEvent(new PointerEvent('pointermove', { clientX: 700 + i % 2, clientY: 400, bubbles: true, cancelable: true }));
  canvas.dispatchEvent(new WheelEvent('wheel', { clientX: 700, clientY: 400, deltaY: 96, bubbles: true, cancelable: true }));
};
