// The map of networks follows the list beside it. Without this file and without the map the list has everything.
// A page from the browser's history is fetched again: the map in a stored copy would be dead.
htmx.config.historyCacheSize = 0;
htmx.config.refreshOnHistoryMiss = true;
htmx.config.attributesToSettle = ['class'];
// What is said of the map stands where there is one, also after each question.
function say() {
  const said = document.getElementById('map-says');
  said.hidden = false;
  return said.dataset.points;
}
document.addEventListener('htmx:oobAfterSwap', ({ detail }) => {
  if (detail.target.id !== 'map-says') return;
  document.dispatchEvent(new CustomEvent('directory:found', { detail: say() }));
});
document.getElementById('map-bounds').hidden = false;
say();
