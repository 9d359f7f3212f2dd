// The directory without page loads: a choice or a word is asked at once, and nothing that was open closes.
// Without this file the same form is sent with its button.
const form = document.getElementById('find');
const words = document.getElementById('q');
const said = document.getElementById('said');
// Letters that are no letter with a mark on it: Łódź is found by "lodz", Østfold by "ostfold".
const PLAIN = { ł: 'l', ø: 'o', đ: 'd', ð: 'd', ı: 'i', ß: 'ss', æ: 'ae', œ: 'oe', þ: 'th' };
const fold = (text) => text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replace(/[łøđðıßæœþ]/g, (letter) => PLAIN[letter]);

// A page from the browser's history is fetched again: the map in a stored copy would be dead.
htmx.config.historyCacheSize = 0;
htmx.config.refreshOnHistoryMiss = true;
// Who goes back twice in a moment may get the first page at the second one's address.
document.addEventListener('DOMContentLoaded', () => {
  const came = new URL(performance.getEntriesByType('navigation')[0].name);
  if (came.pathname + came.search !== location.pathname + location.search) location.reload();
});
// Its default would write style attributes, which the content security policy refuses.
htmx.config.attributesToSettle = ['class'];

// What is said of the map stands where there is one.
for (const id of ['map-says', 'map-bounds']) document.getElementById(id).hidden = false;

let waiting = 0;
function ask() {
  clearTimeout(waiting);
  htmx.trigger(form, 'find');
}
let looking = 0;
form.addEventListener('change', (event) => {
  const { name, value, checked } = event.target;
  // A region may stand in the tree and among those found by name: both are one choice.
  if (name === 'region') form.querySelectorAll(`[name=region][value="${CSS.escape(value)}"]`).forEach((one) => { one.checked = checked; });
  if (name && event.target !== words) ask();
});
form.addEventListener('input', (event) => {
  if (event.target.hasAttribute('data-narrow')) narrow(event.target);
  if (event.target.hasAttribute('data-find')) {
    clearTimeout(looking);
    looking = setTimeout(look, 200, event.target);
  }
  if (event.target !== words) return;
  clearTimeout(waiting);
  waiting = setTimeout(ask, 300);
});
form.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && event.target.matches('[data-narrow], [data-find]')) event.preventDefault();
});
form.addEventListener('submit', () => {
  clearTimeout(waiting);
  typing = false;
  const drawer = document.getElementById('facets');
  if (drawer.matches(':popover-open')) drawer.hidePopover();
});

function narrow(box) {
  const asked = fold(box.value).split(/\s+/);
  const fits = (row) => asked.every((word) => fold(row.querySelector('span').textContent).includes(word));
  const rows = [...box.closest('details').querySelectorAll('.rest .pick')];
  for (const row of rows) row.hidden = !fits(row);
  const none = box.closest('details').querySelector('[data-none]');
  const above = [...box.closest('fieldset').querySelectorAll('.pick')].some((row) => !rows.includes(row) && fits(row));
  none.textContent = rows.some((row) => !row.hidden) ? '' : none.dataset[above ? 'above' : 'none'];
}

// A part that is not here yet, for the question as it stands in the form.
function load(from, into, swap) {
  const address = new URL(from, location.href);
  for (const [name, value] of new FormData(form)) if (value) address.searchParams.append(name, value);
  return htmx.ajax('GET', address.pathname + address.search, { source: into, target: into, swap }).then(dress, () => {
    // A later question has overtaken this one, or the network is gone: opened once more, it is asked again.
  });
}
// The tree holds too many regions to have them all here: the server looks for a name.
function look(box) {
  const into = document.getElementById(box.dataset.into);
  const tree = into.nextElementSibling;
  tree.hidden = Boolean(box.value.trim());
  if (tree.hidden) load(`${box.dataset.find}?${new URLSearchParams({ find: box.value })}`, into, 'innerHTML');
  else into.replaceChildren();
}

// What is opened is counted then, and from then on with every question: its hidden field says so.
form.addEventListener('toggle', ({ target }) => {
  const field = target.querySelector(':scope > input[type=hidden]');
  const later = target.querySelector(':scope > [data-from]');
  if (field) field.disabled = !target.open;
  // The list scrolls in itself: what has just come into it must not stay below its edge.
  if (later && target.open) load(later.dataset.from, later, 'outerHTML').then(() => target.querySelector('.twig')?.scrollIntoView({ block: 'nearest' }));
}, true);
form.addEventListener('htmx:configRequest', ({ detail }) => {
  if (!detail.boosted) return;
  for (const field of form.querySelectorAll('#filters input[type=hidden]:enabled')) detail.formData.append(field.name, field.value);
});

// Who types slowly asks several times: "back" leads to what was there before the first letter, and never to the same again.
let typing = false;
words.addEventListener('blur', () => { typing = false; });
document.addEventListener('htmx:beforeHistoryUpdate', ({ detail: { history: step } }) => {
  const [here, there] = [new URL(location.href), new URL(step.path, location.href)];
  if (here.href === there.href) {
    step.type = 'replace';
    return;
  }
  for (const address of [here, there]) address.searchParams.delete('q');
  const letters = document.activeElement === words && here.href === there.href;
  if (typing && letters) step.type = 'replace';
  typing = letters;
});

// An answer that did not come is said in the page's own words, with a way to ask again.
const lost = document.querySelector('#lost > *');
let again = false;
for (const failure of ['htmx:sendError', 'htmx:responseError']) document.addEventListener(failure, () => { lost.hidden = false; });
document.addEventListener('htmx:beforeSwap', ({ detail }) => {
  if (detail.isError) return;
  again = lost.contains(document.activeElement);
  lost.hidden = true;
});

function dress() {
  for (const line of document.querySelectorAll('.narrow-list')) line.hidden = false;
}

// What stood open or closed, how far it was scrolled and what was typed into it stays when the filters are renewed.
// So does what has the focus, wherever the things above it go.
let kept = { doors: [], at: [], typed: [], spot: null };
function remember() {
  const all = (selector) => [...document.querySelectorAll(`#filters ${selector}`)];
  kept = {
    doors: all('details').map((one) => [one.id, one.open]),
    at: all('.rest[id]').map((one) => [one.id, one.scrollTop]),
    typed: all('[data-narrow], [data-find]').filter((one) => one.value).map((one) => [one.id, one.value]),
    spot: all(':focus[id]').map((one) => [one.id, one.getBoundingClientRect().top])[0],
  };
}
function stay() {
  const [id, top] = kept.spot ?? [];
  const here = id && document.getElementById(id);
  if (!here) return;
  const drawer = document.getElementById('facets');
  (drawer.matches(':popover-open') ? drawer : window).scrollBy({ top: here.getBoundingClientRect().top - top, behavior: 'instant' });
}
function restore() {
  dress();
  for (const [id, open] of kept.doors) {
    const door = document.getElementById(id);
    // A list opens by itself where something chosen has slipped into it.
    if (open || door?.matches('.more-filters, .branch')) door?.toggleAttribute('open', open);
  }
  for (const [id, value] of kept.typed) {
    const box = document.getElementById(id);
    if (!box) continue;
    box.value = value;
    if (box.hasAttribute('data-find')) look(box);
    else narrow(box);
  }
  for (const [id, at] of kept.at) document.getElementById(id)?.scrollTo(0, at);
}
document.addEventListener('htmx:beforeSwap', ({ target }) => {
  if (target.id === 'results') remember();
});
document.addEventListener('htmx:oobAfterSwap', ({ target }) => {
  if (target.id !== 'filters' || 'dressed' in target.dataset) return;  // htmx says it several times
  target.dataset.dressed = '';
  restore();
  stay();
});
document.addEventListener('htmx:afterSettle', (event) => {
  if (event.target.id !== 'results') return;
  stay();
  said.textContent = event.target.dataset.said;
  const from = event.detail.requestConfig?.elt;
  if (again || (from && from !== form && document.activeElement === document.body)) document.getElementById('n').focus({ preventScroll: !from?.closest('.pages') });
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

// Filters and map fold away at a desk, and stay so while the tab is open.
const FOLDED = 'directory folded';
let folded = new Set();
try { folded = new Set(JSON.parse(sessionStorage.getItem(FOLDED) ?? '[]')); } catch { /* nothing is remembered where the browser keeps nothing */ }
const folder = (name) => form.querySelector(`[data-fold="${name}"]`);
const unfolder = (name) => form.querySelector(`[data-unfold="${name}"]`);
function lay(name, away) {
  if (away) folded.add(name);
  else folded.delete(name);
  form.dataset.folded = [...folded].join(' ');
  unfolder(name).hidden = !away;
  dispatchEvent(new Event('resize'));  // the map fills its new place
}
form.addEventListener('click', (event) => {
  const { fold: away, unfold: back } = event.target.closest('[data-fold], [data-unfold]')?.dataset ?? {};
  if (!away && !back) return;
  lay(away ?? back, Boolean(away));
  (away ? unfolder(away) : folder(back)).focus();
  try { sessionStorage.setItem(FOLDED, JSON.stringify([...folded])); } catch { /* as above */ }
});
for (const name of ['filters', 'map']) {
  folder(name).hidden = false;
  lay(name, folded.has(name));
}
dress();
