// Brings the map with all that it needs once it is near the view and the page has nothing better to do: a third
// of a second of work that nobody waits for who reads the list, and that is never done where the map stays folded.
const el = document.getElementById('map');
const whenIdle = window.requestIdleCallback ?? ((run) => setTimeout(run, 200)); // Safari has none
const SOON = { timeout: 1000 };
let begun = false;

// What is found before the map can listen is where it begins.
document.addEventListener('directory:found', ({ detail }) => { if (!begun) el.dataset.points = detail; });

const idle = () => new Promise((run) => { whenIdle(run, SOON); });

async function begin() {
  try {
    for (const script of el.dataset.scripts.split(' ')) {
      await idle(); // one after the other, so that the page can answer in between
      begun = script.includes('/map.'); // from here on it listens itself
      await import(script);
    }
  } catch {
    el.append(Object.assign(document.createElement('p'), { className: 'map-lost small', textContent: el.dataset.lost }));
  }
}

new IntersectionObserver((seen, observer) => {
  if (!seen.some((one) => one.isIntersecting)) return;
  observer.disconnect();
  begin();
}, { rootMargin: '100% 0px' }).observe(el);
