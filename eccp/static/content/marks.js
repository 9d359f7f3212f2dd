// Buttons above a box for text that put the marks in which people type headings, lists and links.
// Without it the marks are typed by hand; the page says how.
const said = document.querySelector('[data-marks-labels]')?.dataset;

const MARKS = [
  { name: 'heading', line: '## ' },
  { name: 'list', line: '- ' },
  { name: 'strong', around: ['**', '**'] },
  { name: 'em', around: ['*', '*'] },
  { name: 'link', around: ['[', '](https://)'] },
];

/** Replace a part of what is typed, so that Ctrl+Z takes it back. */
function put(area, from, to, text) {
  area.focus();
  area.setSelectionRange(from, to);
  if (!document.execCommand('insertText', false, text)) area.setRangeText(text, from, to, 'end');
  area.dispatchEvent(new Event('input', { bubbles: true }));
}

function around(area, [before, after]) {
  const { selectionStart: from, selectionEnd: to, value } = area;
  const words = value.slice(from, to) || said.words;
  put(area, from, to, before + words + after);
  area.setSelectionRange(from + before.length, from + before.length + words.length);
}

function line(area, mark) {
  const { selectionStart, selectionEnd, value } = area;
  const from = value.lastIndexOf('\n', selectionStart - 1) + 1;
  const end = value.indexOf('\n', selectionEnd);
  const to = end < 0 ? value.length : end;
  const lines = value.slice(from, to).split('\n');
  const marked = lines.every((one) => one.startsWith(mark));
  put(area, from, to, lines.map((one) => (marked ? one.slice(mark.length) : mark + one)).join('\n'));
}

for (const area of said ? document.querySelectorAll('textarea[data-marks]') : []) {
  const bar = document.createElement('div');
  bar.className = 'row gap-s marks-bar';
  bar.setAttribute('role', 'group');
  bar.setAttribute('aria-label', said.group);
  for (const mark of MARKS) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'ecl-button ecl-button--ghost';
    button.textContent = said[mark.name];
    button.addEventListener('click', () => (mark.line ? line(area, mark.line) : around(area, mark.around)));
    bar.append(button);
  }
  area.before(bar);
}
