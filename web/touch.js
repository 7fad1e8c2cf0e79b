// Touch: a tap is a click, a vertical drag scrolls on with momentum, a sideways drag is a drag,
// holding still for half a second is a right click.
Object.assign(fm, {
  touchDown(event) {
    fm.commitEdit(3);
    cancelAnimationFrame(fm.kinetic);
    fm.touch = { x: event.clientX, y: event.clientY, last: event.clientY, time: event.timeStamp, speed: 0, mode: 'tap' };
    fm.touch.hold = setTimeout(() => {
      fm.touch.mode = 'held';
      fm.send(event, 1, 1);
      fm.now_();
      fm.send(event, 1, 0);
    }, 500);
  },
  touchMove(event) {
    const touch = fm.touch;
    if (!touch) return;
    const dx = event.clientX - touch.x;
    const dy = event.clientY - touch.y;
    if (touch.mode === 'tap' && Math.hypot(dx, dy) > 10) {
      clearTimeout(touch.hold);
      touch.mode = Math.abs(dx) > Math.abs(dy) ? 'drag' : 'scroll';
      Module['_fenming_pointer'](touch.x, touch.y, touch.mode === 'drag' ? 0 : -1, 1, 1, 0);
    }
    if (touch.mode === 'drag') fm.send(event, -1, 0);
    if (touch.mode !== 'scroll') return;
    const step = event.clientY - touch.last;
    const elapsed = Math.max(1, event.timeStamp - touch.time);
    touch.speed = 0.6 * touch.speed + 0.4 * step / elapsed;
    touch.last = event.clientY;
    touch.time = event.timeStamp;
    Module['_fenming_wheel'](0, step / 65);
  },
  touchUp(event) {
    const touch = fm.touch;
    fm.touch = null;
    if (!touch) return;
    clearTimeout(touch.hold);
    if (touch.mode === 'tap') {
      fm.send(event, 0, 1);
      fm.now_();
      fm.send(event, 0, 0);
      fm.now_();
      if (fm.edit) fm.edit.focus();  // phones open the keyboard only on release
    } else if (touch.mode === 'drag') {
      fm.send(event, 0, 0);
    } else if (touch.mode === 'scroll' && Math.abs(touch.speed) > 0.05) {
      fm.glide(touch.speed);
    }
  },
  glide(speed) {
    let last = performance.now();
    const step = (now) => {
      const elapsed = now - last;
      last = now;
      Module['_fenming_wheel'](0, speed * elapsed / 65);
      speed *= Math.exp(-elapsed / 325);
      if (Math.abs(speed) > 0.02) fm.kinetic = requestAnimationFrame(step);
    };
    fm.kinetic = requestAnimationFrame(step);
  },
});
