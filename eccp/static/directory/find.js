// The directory without page loads: a choice or a word is asked at once, and nothing that was open closes.
// Without this file the same form is sent with its button.
const form = document.getElementById('find');
const words = document.getElementById('q');
const said = document.getElementById('said');
const fold = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

// A page from the browser's history is fetched again: the map in a stored copy would be dead.
htmx.config.historyCacheSize = 0;
htmx.config.refreshOnHistoryMiss = true;
// Its default would write style attributes, which the content security policy refuses.
htmx.config.attributesToSettle = ['class'];

const ask = () => htmx.trigger(form, 'find');
let waiting = 0;
form.addEventListener('change', (event) => {
  if (event.target.name && event.target !== words) ask();
});
form.addEventListener('input', (event) => {
  if (event.target.hasAttribute('data-narrow')) narrow(event.target);
  if (event.target !== words) return;
  clearTimeout(waiting);
  waiting = setTimeout(ask, 300);
});
form.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && event.target.hasAttribute('data-narrow')) event.preventDefault();
});
form.addEventListener('submit', () => {
  clearTimeout(waiting);
  const drawer = document.getElementById('facets');
  if (drawer.matches(':popover-open')) drawer.hidePopover();
});

function narrow(box) {
  const asked = fold(box.value);
  for (const row of box.closest('details').querySelectorAll('.rest .pick')) row.hidden = !fold(row.textContent).includes(asked);
}

function dress() {
  for (const line of document.querySelectorAll('.narrow-list')) line.hidden = false;
}

// What stood open, how far it was scrolled and what was typed into it stays when the filters are renewed.
let kept = { open: [], at: [], typed: [] };
function remember() {
  const all = (selector) => [...document.querySelectorAll(`#filters ${selector}`)];
  kept = {
    open: all('details[open]').map((one) => one.id),
    at: all('.rest').map((one) => [one.id, one.scrollTop]),
    typed: all('[data-narrow]').filter((one) => one.value).map((one) => [one.id, one.value]),
  };
}
function restore() {
  dress();
  for (const id of kept.open) document.getElementById(id)?.setAttribute('open', '');
  for (const [id, at] of kept.at) document.getElementById(id)?.scrollTo(0, at);
  for (const [id, value] of kept.typed) {
    const box = document.getElementById(id);
    if (box) { box.value = value; narrow(box); }
  }
}
document.addEventListener('htmx:beforeSwap', remember);
document.addEventListener('htmx:oobAfterSwap', restore);
document.addEventListener('htmx:afterSettle', (event) => {
  if (event.target.id !== 'results') return;
  said.textContent = event.target.dataset.said;
  const from = event.detail.requestConfig?.elt;
  if (from && from !== form && document.activeElement === document.body) document.getElementById('n').focus({ preventScroll: !from.closest('.pages') });
  document.dispatchEvent(new CustomEvent('directory:found', { detail: event.target.dataset.points }));
});
document.addEventListener('directory:box', (event) => {
  let field = form.elements.bbox;
  if (!field) {
    field = Object.assign(document.createElement('input'), { type: 'hidden', name: 'bbox' });
    document.getElementById('chips').append(field);
  }
  field.value = event.detail;
  ask();
});
dress();
