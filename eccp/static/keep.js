// Keeps what was typed in forms marked data-keep in this browser, until a page says that it was saved
// (data-kept). Offers it again when it differs from what the page shows. Never passwords, files or hidden fields.
const PREFIX = 'eccp.keep.';
const DAYS = 7;
const NEVER = ['password', 'file', 'hidden', 'submit', 'button', 'reset', 'image', 'search'];

const store = {
  read(key) {
    try { return JSON.parse(localStorage.getItem(key)); } catch { return null; }
  },
  write(key, value) {
    try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* a full or forbidden store: the page works without */ }
  },
  drop(test) {
    try {
      for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX) && test(key)) localStorage.removeItem(key);
    } catch { /* a forbidden store holds nothing */ }
  },
};

const inputs = (form) => [...form.elements].filter((el) => el.name && !NEVER.includes(el.type) && el.type !== 'fieldset');
const ticked = (el) => el.type === 'checkbox' || el.type === 'radio';

function typed(form) {
  const fields = {};
  for (const el of inputs(form)) {
    fields[el.name] ??= [];
    if (ticked(el)) { if (el.checked) fields[el.name].push(el.value); }
    else if (el.multiple) fields[el.name].push(...[...el.selectedOptions].map((option) => option.value));
    else fields[el.name].push(el.value);
  }
  return fields;
}

function differs(copy, now) {
  return Object.keys(copy).some((name) => name in now && JSON.stringify(copy[name]) !== JSON.stringify(now[name]));
}

// What a fast person typed before this script came; after "Back" and "Reload" the browser puts old words in by itself.
const early = (form) => performance.getEntriesByType('navigation')[0]?.type === 'navigate'
  && inputs(form).some((el) => 'defaultValue' in el && !ticked(el) && el.value && el.value !== el.defaultValue);

function restore(form, fields) {
  const seen = {};
  for (const el of inputs(form)) {
    const values = fields[el.name];
    if (!values) continue;
    if (ticked(el)) el.checked = values.includes(el.value);
    else if (el.multiple) for (const option of el.options) option.selected = values.includes(option.value);
    else {
      seen[el.name] = (seen[el.name] ?? -1) + 1;
      el.value = values[seen[el.name]] ?? el.value;
    }
    el.dispatchEvent(new Event('input', { bubbles: true }));
    el.dispatchEvent(new Event('change', { bubbles: true }));
  }
}

function offer(form, box, key) {
  const words = box.querySelector('[data-keep-say]');
  const row = box.querySelector('.row');
  const when = new Intl.DateTimeFormat(document.documentElement.lang, { weekday: 'long', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  let copy = store.read(key);
  // Only now the browser has put back what stood in the form when the person left it, after "Back" too.
  addEventListener('pageshow', (event) => {
    if (event.persisted) copy = store.read(key);
    box.hidden = !copy || !differs(copy.fields, typed(form));
    if (box.hidden) return;
    words.textContent = words.dataset.keepSay.replace('{when}', when.format(new Date(copy.at)));
    row.hidden = false;
  });
  box.querySelector('[data-keep-restore]').addEventListener('click', () => {
    restore(form, copy.fields);
    words.textContent = words.dataset.keepBack;
    row.hidden = true;
    words.tabIndex = -1;
    words.focus();
  });
  box.querySelector('[data-keep-discard]').addEventListener('click', () => {
    store.drop((k) => k === key);
    box.hidden = true;
    inputs(form)[0]?.focus();
  });
}

function watch(form) {
  const box = form.querySelector('[data-keep-offer]');
  if (!box) return;
  const key = `${PREFIX}${box.dataset.person}.${form.dataset.keep}`;
  offer(form, box, key);
  let waiting = 0;
  const keep = () => { waiting = 0; store.write(key, { at: Date.now(), fields: typed(form) }); };
  form.addEventListener('input', (event) => {
    if (!event.target.name) return;
    clearTimeout(waiting);
    waiting = setTimeout(keep, 300);
  });
  addEventListener('pagehide', () => { if (waiting) keep(); });
  if (!store.read(key) && early(form)) keep();
}

const old = Date.now() - DAYS * 86_400_000;
store.drop((key) => !(store.read(key)?.at > old));
for (const saved of document.querySelectorAll('[data-kept]')) store.drop((key) => key.endsWith(`.${saved.dataset.kept}`));
for (const form of document.querySelectorAll('form[data-keep]')) watch(form);
