// Suggestions under a search box, as a combobox: the options are links with real addresses.
// Without this file, and in browsers without popovers, the box is an ordinary one, and its button asks the same question.
const LETTERS = 2;
const WAIT = 120;
const EDGE = 8;
const [NARROW, WIDE] = [320, 736];

function suggest(box) {
  const list = document.createElement('div');
  Object.assign(list, { id: `${box.id}-suggestions`, className: 'suggestions', popover: 'manual', role: 'listbox' });
  const said = Object.assign(document.createElement('p'), { className: 'sr', role: 'status' });
  box.parentElement.append(list, said);
  const set = (name, value) => (value === '' ? box.removeAttribute(name) : box.setAttribute(name, value));
  for (const [name, value] of [['role', 'combobox'], ['aria-autocomplete', 'list'], ['aria-controls', list.id], ['aria-expanded', 'false']]) set(name, value);

  let waiting = 0;
  let asking = null;
  let at = -1;
  const options = () => [...list.querySelectorAll('[role=option]')];
  const opened = () => list.matches(':popover-open');
  const words = () => box.value.trim();

  function choose(next) {
    const all = options();
    all[at]?.setAttribute('aria-selected', 'false');
    at = next;
    all[at]?.setAttribute('aria-selected', 'true');
    all[at]?.scrollIntoView({ block: 'nearest' });
    set('aria-activedescendant', all[at]?.id ?? '');
  }

  function forget() {
    clearTimeout(waiting);
    asking?.abort();
    asking = null;
  }

  function close() {
    forget();
    choose(-1);
    said.textContent = '';
    if (opened()) list.hidePopover();
    set('aria-expanded', 'false');
  }

  // Below the box, never over it, and no longer than what the keyboard of a phone leaves free.
  function place() {
    if (!opened()) return;
    const around = box.parentElement.getBoundingClientRect();
    const wide = document.documentElement.clientWidth - 2 * EDGE;
    const width = Math.min(Math.max(around.width, NARROW), WIDE, wide);
    const seen = visualViewport.offsetTop + visualViewport.height;
    list.style.width = `${width}px`;
    list.style.left = `${scrollX + Math.max(EDGE, Math.min(around.left, EDGE + wide - width))}px`;
    list.style.top = `${scrollY + around.bottom + EDGE}px`;
    list.style.maxHeight = `${Math.max(320, seen - around.bottom - 2 * EDGE)}px`;
  }

  function show(answer) {
    const given = new DOMParser().parseFromString(answer, 'text/html').body.firstElementChild;
    choose(-1);
    list.replaceChildren(...given.children);
    options().forEach((option, n) => { option.id = `${list.id}-${n}`; });
    if (!list.children.length) close();
    else {
      list.setAttribute('aria-label', given.dataset.label);
      if (!opened()) list.showPopover();
      list.scrollTop = 0;
      place();
      set('aria-expanded', 'true');
    }
    said.textContent = given.dataset.said;
  }

  async function ask() {
    forget();
    if ([...words()].length < LETTERS) return close();
    const mine = asking = new AbortController();
    try {
      const answer = await fetch(`${box.dataset.suggest}?${new URLSearchParams({ q: words() })}`, { signal: mine.signal });
      const text = await answer.text();
      if (asking !== mine || document.activeElement !== box) return;
      if (answer.ok) show(text); else close();
    } catch {
      if (asking === mine) close();
    }
  }

  function step(by) {
    const all = options().length + 1; // the box itself is one of the stations
    choose((at + 1 + by + all) % all - 1);
  }

  box.addEventListener('input', () => {
    forget();
    if ([...words()].length < LETTERS) close(); else waiting = setTimeout(ask, WAIT);
  });
  box.addEventListener('keydown', (event) => {
    const { key } = event;
    if (event.isComposing || event.altKey) return;
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      if (opened()) step(key === 'ArrowDown' ? 1 : -1); else ask();
      event.preventDefault();
    } else if (key === 'Enter' && opened() && at >= 0) {
      event.preventDefault();
      const chosen = options()[at];
      if (event.ctrlKey || event.metaKey) open(chosen.href, '_blank', 'noopener'); else chosen.click();
    } else if (key === 'Escape' && opened()) {
      event.preventDefault();
      close();
    } else if (key === 'Tab' || key === 'Enter') close();
  });
  box.addEventListener('blur', close);
  box.form.addEventListener('submit', close);
  // A click on the list leaves the box its focus, so the list is there until the link was followed.
  list.addEventListener('mousedown', (event) => event.preventDefault());
  list.addEventListener('click', (event) => {
    if (event.target.closest('a') && !(event.ctrlKey || event.metaKey || event.shiftKey)) close();
  });
  addEventListener('pagehide', close);
  visualViewport.addEventListener('resize', place);
  addEventListener('resize', place);
}

// In the head of all pages the look comes with the script, so that no page waits for it.
const look = document.querySelector('link[data-suggest-style]');
if (look) look.rel = 'stylesheet';
if (HTMLElement.prototype.showPopover) document.querySelectorAll('[data-suggest]').forEach(suggest);
