// The queue and the decision page from the keyboard; the decision bar counts while one judges.
// Single letters work only while nothing is being typed, and can be switched off.
const OFF = 'eccp.keys.off';
const typing = (el) => el?.matches('textarea, select, [contenteditable], input:not([type=radio], [type=checkbox], [type=submit])');
const stored = {
  get off() { try { return localStorage.getItem(OFF) === '1'; } catch { return false; } },
  set off(value) { try { localStorage.setItem(OFF, value ? '1' : '0'); } catch { /* a forbidden store: the letters stay on */ } },
};

function step(list, current, by) {
  const at = list.indexOf(current);
  return list[Math.min(list.length - 1, Math.max(0, at < 0 ? 0 : at + by))];
}

function letters(actions) {
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && typing(document.activeElement)) {
      (document.activeElement.closest('[data-crit]') ?? document.querySelector('main')).focus();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || stored.off || typing(event.target)) return;
    const action = actions[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });
}

function queue(rows) {
  const links = rows.map((row) => row.querySelector('h3 a')).filter(Boolean);
  const go = (by) => step(links, document.activeElement, by)?.focus();
  letters({ j: () => go(1), k: () => go(-1), n: () => document.querySelector('.next-up a')?.click() });
}

function desk(form) {
  const criteria = [...form.querySelectorAll('[data-crit]')];
  const current = () => document.activeElement?.closest('[data-crit]');
  const go = (by) => {
    const next = step(criteria, current(), by);
    next?.focus();
    next?.scrollIntoView({ block: 'center' });
  };
  const say = (word) => {
    const radio = (current() ?? criteria[0])?.querySelector(`input[type=radio][value=${word}]`);
    if (!radio) return;
    radio.checked = true;
    radio.dispatchEvent(new Event('input', { bubbles: true }));
    radio.dispatchEvent(new Event('change', { bubbles: true }));
  };
  const write = (name) => {
    const place = current();
    const field = place ? place.querySelector(`textarea[name^=${name}-]`) : form.querySelector('textarea[name=message]');
    field?.closest('details')?.setAttribute('open', '');
    field?.focus();
  };
  const press = (value) => document.querySelector(`.decide button[value=${value}]`)?.click();
  letters({
    j: () => go(1),
    k: () => go(-1),
    m: () => say('met'),
    n: () => say('not_met'),
    w: () => say('waived'),
    o: () => write('note'),
    q: () => write('question'),
    s: () => press('save'),
    a: () => press('ask'),
    p: () => press('publish'),
    d: () => press('decline'),
  });
  form.addEventListener('change', () => count(criteria));
  document.addEventListener('click', insert);
}

function count(criteria) {
  const bar = document.querySelector('[data-bar]');
  const judged = (row) => row.querySelector('input[type=radio]:checked');
  for (const row of criteria) row.classList.toggle('open', 'needed' in row.dataset && !judged(row));
  const open = criteria.filter((row) => row.classList.contains('open'));
  const all = criteria.filter((row) => 'needed' in row.dataset || judged(row)).length;
  const link = bar?.querySelector('[data-open]');
  if (!link) return;
  const words = open.length ? bar.dataset.doneWords.replace('%done%', all - open.length).replace('%all%', all) : bar.dataset.ready;
  bar.querySelector('[data-done]').textContent = words;
  link.hidden = !open.length;
  if (!open.length) return;
  link.href = `#${open[0].id}`;
  link.textContent = bar.dataset.openWords.replace('%number%', open[0].dataset.crit);
}

// A template's words go into the field beside it without leaving the page.
function insert(event) {
  const button = event.target.closest('button[name=insert]');
  const select = button?.parentElement.querySelector('[data-template]');
  const text = select?.selectedOptions[0]?.dataset.text;
  if (!text) return;
  event.preventDefault();
  const field = document.getElementById(select.dataset.template);
  field.value = `${field.value.trimEnd()}\n\n${text}`.trim();
  field.dispatchEvent(new Event('input', { bubbles: true }));
  field.focus();
}

const rows = [...document.querySelectorAll('[data-row]')];
if (rows.length) queue(rows);
const form = document.querySelector('form[data-judging]');
if (form) desk(form);
const off = document.querySelector('[data-keys-off]');
if (off) {
  off.closest('label').hidden = false;
  off.checked = stored.off;
  off.addEventListener('change', () => { stored.off = off.checked; });
}
