// The plain pages before the application. They send JSON with the header that only our own script
// can set, show the server's message beside its field, and never lose what was typed.
'use strict';

const language = document.documentElement.lang;
const form = document.getElementById('form');
const button = form.querySelector('button');
const banner = document.getElementById('banner');
const buttonText = button.textContent;
const fragment = new URLSearchParams(location.hash.slice(1));
const once = fragment.get('once');
let busy = false;

// A link from elsewhere must not lead out of this site after signing in.
function destination() {
  const next = new URLSearchParams(location.search).get('next') || '/';
  const url = new URL(next, location.origin);
  return url.origin === location.origin && next.startsWith('/') ? url.href : '/';
}

function showLanguages() {
  for (const link of document.querySelectorAll('.language')) {
    const query = new URLSearchParams(location.search);
    query.set('lang', link.dataset.language);
    link.href = `?${query}${location.hash}`;
    if (link.dataset.language === language) link.setAttribute('aria-current', 'true');
  }
}

function showBanner(text) {
  banner.textContent = text;
  banner.hidden = !text;
  if (text) banner.focus();
}

function showError(input, text) {
  document.getElementById(`${input.id}-error`).textContent = text;
  if (text) input.setAttribute('aria-invalid', 'true');
  else input.removeAttribute('aria-invalid');
}

function setBusy(value) {
  busy = value;
  button.setAttribute('aria-disabled', String(value));
  button.textContent = value ? button.dataset.busy : buttonText;
}

async function send(method, path, body) {
  const response = await fetch(path, {
    method,
    headers: {
      'Accept-Language': language,
      'Content-Type': 'application/json',
      'X-Fenming-Request': '1',
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const document_ = await response.json().catch(() => ({}));
  return { ok: response.ok, status: response.status, body: document_ };
}

function visibleInputs() {
  return [...form.querySelectorAll('.field:not([hidden]) input')];
}

// Returns the first input that cannot be sent, having marked all of them.
function firstFault() {
  let first = null;
  const password = form.elements.password;
  for (const input of visibleInputs()) {
    let text = input.value ? '' : input.dataset.missing;
    if (!text && input.dataset.differs && input.value !== password.value) {
      text = input.dataset.differs;
    }
    showError(input, text);
    if (text && !first) first = input;
  }
  return first;
}

function showRefusal(problem) {
  let placed = false;
  for (const error of problem.errors || []) {
    const input = form.elements[(error.pointer || '').slice(1)];
    if (input && document.getElementById(`${input.id}-error`)) {
      showError(input, problem.detail);
      if (!placed) input.focus();
      placed = true;
    }
  }
  if (!placed) showBanner(problem.detail || button.dataset.offline);
}

async function submit(event) {
  event.preventDefault();
  if (busy) return;
  showBanner('');
  const fault = firstFault();
  if (fault) {
    fault.focus();
    return;
  }
  const body = {};
  for (const input of visibleInputs()) if (input.name !== 'repeat') body[input.name] = input.value;
  if (form.dataset.needsLink) body.token = once;
  setBusy(true);
  try {
    const answer = await send('POST', form.dataset.target, body);
    if (answer.ok) {
      location.replace(destination());
      return;
    }
    showRefusal(answer.body);
  } catch {
    showBanner(button.dataset.offline);
  }
  setBusy(false);
}

// The demo's link signs in by itself; opened again in a browser that is signed in, it just enters.
async function signInByLink() {
  setBusy(true);
  try {
    const answer = await send('POST', form.dataset.link, { token: once });
    if (answer.ok || (await fetch('/api/v1/me')).ok) {
      location.replace(destination());
      return;
    }
    showRefusal(answer.body);
  } catch {
    showBanner(button.dataset.offline);
  }
  setBusy(false);
}

// An invitation's link names its account, so that the browser can keep it with the password.
function showInvited() {
  const name = form.elements.name;
  if (name && fragment.has('name')) name.value = fragment.get('name');
}

async function prepareAccount() {
  const current = document.getElementById('current-field');
  if (!current) return;
  const response = await fetch('/api/v1/me');
  if (response.status === 401) {
    location.replace('/signin?next=%2Fpassword');
    return;
  }
  const account = await response.json();
  form.elements.name.value = account.name;
  current.hidden = !account.has_password;
}

showLanguages();
showInvited();
form.addEventListener('submit', submit);
if (form.dataset.needsLink && !once) showBanner(form.dataset.needsLink);
if (form.dataset.link && once) signInByLink();
prepareAccount().catch(() => showBanner(button.dataset.offline));
