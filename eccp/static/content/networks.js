// The map of networks follows the list beside it. Without this file and without the map the list has everything.
// A page from the browser's history is fetched again: the map in a stored copy would be dead.
htmx.config.historyCacheSize = 0;
htmx.config.refreshOnHistoryMiss = true;
htmx.config.attributesToSettle = ['class'];
document.addEventListener('htmx:oobAfterSwap', ({ detail }) => {
  if (detail.target.id !== 'map-says') return;
  document.dispatchEvent(new CustomEvent('directory:found', { detail: document.getElementById('map-says').dataset.points }));
});
