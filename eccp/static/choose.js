// Long lists of choices: a search box that leaves the rows that fit, and the chosen ones in the summary.
const fold = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

function ready(list) {
  if (list.dataset.choose === 'ready') return;
  list.dataset.choose = 'ready';
  const find = list.querySelector('.choose-find');
  const box = find.querySelector('input');
  const said = find.querySelector('[role=status]');
  const chosen = list.querySelector('[data-chosen]');
  const rows = [...list.querySelectorAll('.pick')];
  const groups = [...list.querySelectorAll('.choose-list > div')];
  find.hidden = false;
  box.addEventListener('input', () => {
    const words = fold(box.value).split(/\s+/).filter(Boolean);
    for (const row of rows) row.hidden = !words.every((word) => fold(row.textContent).includes(word));
    for (const group of groups) group.hidden = !group.querySelector('.pick:not([hidden])');
    said.textContent = rows.every((row) => row.hidden) ? said.dataset.none : '';
  });
  box.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') event.preventDefault();
  });
  list.addEventListener('change', () => {
    const names = rows.filter((row) => row.querySelector(':checked')).map((row) => row.textContent.trim());
    chosen.textContent = names.join(', ') || chosen.dataset.none;
  });
  list.addEventListener('toggle', () => {
    if (list.open) box.focus();
  });
}

const all = () => document.querySelectorAll('[data-choose]').forEach(ready);
all();
document.addEventListener('htmx:afterSwap', all);
// A link of the error summary leads to a closed list: open it.
addEventListener('hashchange', () => {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  target?.querySelector('[data-choose]')?.setAttribute('open', '');
});
