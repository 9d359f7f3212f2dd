// The menus of the head close with Escape, with a click elsewhere and when the focus goes on. Only one is open
// at a time: their common name sees to that. Without this file each closes where it was opened.
const menus = () => document.querySelectorAll('.head details.drop[open]');

function leave(target) {
  for (const menu of menus()) if (!menu.contains(target)) menu.open = false;
}
document.addEventListener('pointerdown', ({ target }) => leave(target), true);
document.addEventListener('focusin', ({ target }) => leave(target));
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return;
  for (const menu of menus()) {
    menu.open = false;
    menu.querySelector('summary').focus();
  }
});
