// Debian's Firefox over WebDriver BiDi: a temporary profile, one page, real pointer and key actions.
// Headless Firefox has no WebGL (Mozilla's bug 1375585), so it draws into a display of its own that
// nobody sees.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import WebSocket from 'ws';

// Nothing but the page under test is to be loaded.
const preferences = {
  'app.update.enabled': false, 'browser.shell.checkDefaultBrowser': false, 'datareporting.policy.dataSubmissionEnabled': false,
  'browser.safebrowsing.malware.enabled': false, 'browser.safebrowsing.phishing.enabled': false, 'services.settings.server': 'data:,',
  'network.captive-portal-service.enabled': false, 'network.connectivity-service.enabled': false, 'extensions.getAddons.cache.enabled': false,
  'webgl.force-enabled': true, 'intl.accept_languages': 'zh-CN',
};
const keys = { Enter: '\uE007', Escape: '\uE00C', Tab: '\uE004', Control: '\uE009', Shift: '\uE008', ArrowRight: '\uE014', ArrowLeft: '\uE012', ArrowDown: '\uE015', F2: '\uE032' };

async function listening(child) {
  let text = '';
  return new Promise((resolve, reject) => {
    const read = (chunk) => {
      text += chunk;
      const found = text.match(/WebDriver BiDi listening on (ws:\S+)/);
      if (found) resolve(found[1]);
    };
    child.stderr.on('data', read);
    child.on('error', reject);
    child.on('exit', (code) => reject(new Error(`Firefox ended with ${code}: ${text}`)));
  });
}

// Commands by their id; every answer, an error too, belongs to one.
function connection(socket) {
  const waiting = new Map();
  const errors = [];
  let next = 0;
  socket.on('message', (data) => {
    const message = JSON.parse(String(data));
    if (message.type === 'event') {
      if (message.method === 'log.entryAdded' && message.params.level === 'error') errors.push(message.params.text);
      return;
    }
    const { resolve, reject } = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.type === 'success') resolve(message.result);
    else reject(new Error(`${message.error}: ${message.message}`));
  });
  const send = (method, params) => new Promise((resolve, reject) => {
    waiting.set(++next, { resolve, reject });
    socket.send(JSON.stringify({ id: next, method, params }));
  });
  return { send, errors };
}

// An X server on a free display; ended by its process.
async function startDisplay(width, height) {
  const child = spawn('/usr/bin/Xvfb', ['-displayfd', '3', '-screen', '0', `${width}x${height}x24`, '-nolisten', 'tcp', '+extension', 'GLX'],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const [number] = await once(child.stdio[3], 'data');
  return { child, name: `:${String(number).trim()}` };
}

const end = async (child) => {
  child.kill('SIGTERM');
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
};

export async function startFirefox({ width = 1440, height = 900 } = {}) {
  const profile = await mkdtemp(join(tmpdir(), 'fenming-firefox-'));
  await writeFile(join(profile, 'user.js'), Object.entries(preferences).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`).join(''));
  const display = await startDisplay(width + 200, height + 200);
  const child = spawn(process.env.FENMING_FIREFOX ?? '/usr/bin/firefox-esr', ['--no-remote', '--profile', profile, '--remote-debugging-port', '0', 'about:blank'],
    { env: { ...process.env, HOME: profile, DISPLAY: display.name, LIBGL_ALWAYS_SOFTWARE: '1' }, stdio: ['ignore', 'ignore', 'pipe'] });
  const socket = new WebSocket(`${await listening(child)}/session`);
  await once(socket, 'open');
  const { send, errors } = connection(socket);
  const session = await send('session.new', { capabilities: {} });
  await send('session.subscribe', { events: ['log.entryAdded'] });
  const { contexts: [{ context }] } = await send('browsingContext.getTree', {});
  await send('browsingContext.setViewport', { context, viewport: { width, height } });

  // The value of a function called in the page with plain values.
  const evaluate = async (body, ...values) => {
    const expression = `(async () => JSON.stringify(await (${body})(...${JSON.stringify(values)})))()`;
    const answer = await send('script.evaluate', { expression, target: { context }, awaitPromise: true });
    if (answer.type === 'exception') throw new Error(answer.exceptionDetails.text);
    return answer.result.type === 'undefined' ? undefined : JSON.parse(answer.result.value);
  };
  const soon = async (seconds, body, ...values) => {
    for (const end = Date.now() + seconds * 1000; Date.now() < end;) {
      const value = await evaluate(body, ...values).catch(() => null);  // between two pages nothing answers
      if (value) return value;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return null;
  };
  const until = async (body, what, ...values) => await soon(60, body, ...values) ?? assert.fail(`Firefox: ${what}`);
  const perform = (type, actions) => send('input.performActions', { context, actions: [{ type, id: type, actions }] });
  const click = (x, y, times = 1) => perform('pointer', [{ type: 'pointerMove', x: Math.round(x), y: Math.round(y) },
    ...Array.from({ length: times }, () => [{ type: 'pointerDown', button: 0 }, { type: 'pointerUp', button: 0 }]).flat()]);
  const stroke = (value) => [{ type: 'keyDown', value }, { type: 'keyUp', value }];
  return {
    version: session.capabilities.browserVersion, errors, evaluate, soon, until, click,
    open: (url) => send('browsingContext.navigate', { context, url, wait: 'complete' }),
    type: (text) => perform('key', [...text].flatMap(stroke)),
    press: (name) => perform('key', stroke(keys[name])),
    screenshot: async () => Buffer.from((await send('browsingContext.captureScreenshot', { context })).data, 'base64'),
    async stop() {
      socket.close();
      await end(child);
      await end(display.child);
      await rm(profile, { recursive: true, force: true });
    },
  };
}
