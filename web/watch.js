// What the application watches (Watch in src/app/platform_io.h): one question, asked every ten seconds
// while the page is seen and was used in the last minute. Only an answer that differs from the last
// wakes the application, so that nothing is drawn while nothing changes.
const fmWatch = {
  every: 10000, idleAfter: 60000, path: '', body: '', leave: '', last: '', timer: 0, usedAt: 0,

  start() {
    const used = () => {
      const slept = performance.now() - fmWatch.usedAt > fmWatch.idleAfter;
      fmWatch.usedAt = performance.now();
      if (slept) fmWatch.soon(0);
    };
    for (const type of ['pointerdown', 'keydown', 'wheel']) fm.on(window, type, used, { capture: true, passive: true });
    fm.on(document, 'visibilitychange', () => { if (!document.hidden) used(); });
    fm.on(window, 'pagehide', () => fmWatch.goodbye());
    used();
  },
  set(path, body, leave) {
    if (fmWatch.path && fmWatch.path !== path) fmWatch.goodbye();
    fmWatch.path = path;
    fmWatch.body = body;
    fmWatch.leave = leave;
    fmWatch.last = '';
    fmWatch.soon(300);
  },
  soon(afterMs) {
    clearTimeout(fmWatch.timer);
    fmWatch.timer = fmWatch.path ? setTimeout(fmWatch.ask, afterMs) : 0;
  },
  post(path, body, keepalive) {
    return fetch(path, { method: 'POST', body, keepalive, headers: { 'Content-Type': 'application/json', 'X-Fenming-Request': '1' } });
  },
  async ask() {
    if (document.hidden || performance.now() - fmWatch.usedAt > fmWatch.idleAfter) return;
    const path = fmWatch.path;
    try {
      const response = await fmWatch.post(path, fmWatch.body, false);
      const answer = response.ok ? await response.text() : '';
      if (answer && path === fmWatch.path && answer !== fmWatch.last) {
        fmWatch.last = answer;
        Module['_fenming_watched'](...fm.give(answer));
      }
    } catch (error) { /* the server is away; the application's own requests tell of it */ }
    if (path === fmWatch.path) fmWatch.soon(fmWatch.every);
  },
  goodbye() {
    if (fmWatch.path) fmWatch.post(fmWatch.path, fmWatch.leave, true).catch(() => {});
  },
};
