// The directory's map: one colour, size by number, every group a tab stop. It never takes the page's scroll,
// and moves only when the visitor asks. What it needs is in the data-… of its element. Up to some thousands of
// places come at once and are grouped here; where they are more, the server groups those of the part in view.
// It is brought by map/begin.js, after Leaflet and Supercluster.
const el = document.getElementById('map');
const verbs = document.querySelector('.map-verbs');
const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const EUROPE = L.latLngBounds([35, -11], [66, 33]);
const FINE = L.latLngBounds([16, -32], [72, 60]);
const WORLD = L.latLngBounds([-85, -180], [85, 180]);
const LIVED_IN = L.latLngBounds([-56, -180], [75, 180]);
const CLOSEST = 9;
const FRAMED = 5; // so far out that one sees in which country the only place lies
const CARDS = 20;
const FINER = 2; // the server's groups are asked for smaller than they are shown, and joined here where they touch
const ONE_PLACE = 14;
const HALF = 22; // pixels from the middle of a pin to its edge
const said = new Intl.NumberFormat(document.documentElement.lang);

const map = L.map(el, {
  scrollWheelZoom: false, dragging: !L.Browser.mobile, maxZoom: CLOSEST, zoomSnap: 0.5, zoomAnimation: false,
  fadeAnimation: false, zoomControl: false, maxBounds: WORLD, maxBoundsViscosity: 1,
});
L.control.zoom({ zoomInTitle: el.dataset.zoomIn, zoomOutTitle: el.dataset.zoomOut }).addTo(map);
map.attributionControl.setPrefix(false).addAttribution(el.dataset.source ?? '');

async function read(url, options) {
  const answer = await fetch(url, options);
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return answer;
}

// The shapes are a picture below the pins: without them the map still works. The fine ones cover Europe and
// its neighbours; coarse ones of the whole world come when the view leaves them.
const shapes = (url) => read(url).then((answer) => answer.json()).then((land) => L.geoJSON(land, {
  interactive: false,
  style: { weight: 1, color: css('--paper'), fillColor: css('--ecl-color-primary-20'), fillOpacity: 1 },
}).addTo(map)).catch(() => el.classList.add('landless'));

// --- Pins: those that stay are left alone, so that a choice repaints only what it changes and keeps the focus.
const pins = new Map();
let pressed = null;

function number(pin, count) {
  pin.count = count;
  pin.dot.textContent = count > 1 ? said.format(count) : '';
  pin.dot.style.minWidth = count > 1 ? `${1.4 + 0.55 * Math.log10(count)}rem` : '';
}

function made(lat, lng) {
  const box = Object.assign(document.createElement('span'), { className: 'pin' });
  const dot = box.appendChild(document.createElement('b'));
  const marker = L.marker([lat, lng], {
    icon: L.divIcon({ html: box, className: '', iconSize: [2 * HALF, 2 * HALF] }), riseOnHover: true,
  }).addTo(map);
  const pin = { marker, dot, node: marker.getElement(), count: 0, label: '', group: null };
  pin.node.setAttribute('role', 'button');
  marker.on('click', () => press(pin));
  pin.node.addEventListener('keydown', (event) => {
    if (event.key !== ' ' && event.key !== 'Enter') return;
    event.preventDefault();
    event.stopPropagation();
    press(pin);
  });
  return pin;
}

function draw() {
  if (!places) return;
  const focused = el.contains(document.activeElement) ? document.activeElement : null;
  const groups = new Map();
  for (const group of places.groups(map)) {
    const [lng, lat] = group.geometry.coordinates;
    groups.set(`${lng} ${lat}`, group);
  }
  for (const [key, pin] of pins) {
    if (groups.has(key)) continue;
    pin.marker.remove();
    pins.delete(key);
  }
  // From north to south in the document, so that the tab key goes an order that can be foreseen.
  const ordered = [...groups].sort(([, a], [, b]) => b.geometry.coordinates[1] - a.geometry.coordinates[1]);
  let next = map.getPane('markerPane').firstElementChild;
  for (const [key, group] of ordered) {
    const [lng, lat] = group.geometry.coordinates;
    const pin = pins.get(key) ?? made(lat, lng);
    pins.set(key, pin);
    pin.group = group;
    const { n } = group.properties;
    if (pin.count !== n) number(pin, n);
    const label = n === 1 ? el.dataset.one : (places.together(group) ? el.dataset.same : el.dataset.many).replace('{n}', said.format(n));
    if (pin.label !== label) pin.node.setAttribute('aria-label', pin.label = label);
    if (pin.node === next) next = next.nextElementSibling;
    else pin.node.parentNode.insertBefore(pin.node, next);
  }
  if (!focused || document.activeElement === focused) return;
  (focused.isConnected ? focused : el).focus({ preventScroll: true });
}

async function press(pin) {
  pressed = pin.node;
  const { group } = pin;
  const [lng, lat] = group.geometry.coordinates;
  if (group.properties.n > 1 && !places.together(group)) {
    map.setView([lat, lng], Math.min(CLOSEST, places.closer(group)));
    return;
  }
  const answer = await read(`${el.dataset.cards}?${places.cards(group)}`).catch(() => null);
  if (!answer) return;
  const box = document.createElement('div');
  box.innerHTML = await answer.text();
  if ('blank' in el.dataset) for (const link of box.querySelectorAll('a')) Object.assign(link, { target: '_blank', rel: 'noopener' });
  L.popup({ maxWidth: 230, minWidth: 180, autoPanPaddingTopLeft: [64, 12], autoPanPaddingBottomRight: [12, 12] }).setLatLng([lat, lng]).setContent(box).openOn(map);
  el.querySelector('.leaflet-popup-close-button')?.setAttribute('aria-label', el.dataset.close);
  box.querySelector('a')?.focus({ preventScroll: true });
}
el.addEventListener('keydown', ({ key }) => key === 'Escape' && map.closePopup());
map.on('popupclose', () => {
  // Who closed it by choosing a filter stays there.
  if (document.activeElement === document.body || el.contains(document.activeElement)) (pressed?.isConnected ? pressed : el).focus({ preventScroll: true });
});

// --- Places: numbers that come flat, hundredths of a degree first. The radius is counted in tiles of 512 pixels,
// the map's are 256: hence the extent.
const grouped = (features, more) => new Supercluster({
  radius: 40, extent: 256, maxZoom: CLOSEST, map: ({ n }) => ({ n }), reduce: (sum, { n }) => { sum.n += n; }, ...more,
}).load(features);

const features = (flat, width, properties) => Array.from({ length: flat.length / width }, (_, n) => n * width).map((i) => ({
  type: 'Feature', properties: properties(i), geometry: { type: 'Point', coordinates: [flat[i] / 100, flat[i + 1] / 100] },
}));

const extent = (points) => points.map((one) => one.geometry.coordinates).reduce(
  ([west, south, east, north], [lng, lat]) => [Math.min(west, lng), Math.min(south, lat), Math.max(east, lng), Math.max(north, lat)],
  [180, 90, -180, -90],
);
const inView = () => {
  const view = map.getPixelBounds();
  const [from, to] = [map.unproject(view.getBottomLeft().add([-HALF, HALF])), map.unproject(view.getTopRight().add([HALF, -HALF]))];
  return [Math.max(-180, from.lng), Math.max(-90, from.lat), Math.min(180, to.lng), Math.min(90, to.lat)];
};
const level = () => Math.floor(map.getZoom());
const leaves = (index, group, most) => (group.id === undefined ? [group] : index.getLeaves(group.id, most));

// The first ones of a group too large for its ids: what the question finds in the part of the map that it covers.
function cardsWithin(question, points) {
  const asked = new URLSearchParams(question);
  const [west, south, east, north] = extent(points);
  const [w, s, e, n] = (asked.get('bbox') ?? '-180,-90,180,90').split(',').map(Number);
  const edges = [Math.max(w, west - 0.005), Math.max(s, south - 0.005), Math.min(e, east + 0.005), Math.min(n, north + 0.005)];
  asked.set('bbox', edges.map((edge) => Number(edge.toFixed(3))).join(','));
  return asked;
}

function fewPlaces(flat, question) {
  const all = features(flat, 3, (i) => ({ n: 1, id: flat[i + 2] }));
  const index = grouped(all);
  const closer = (group) => index.getClusterExpansionZoom(group.id);
  return {
    total: all.length,
    bounds: all.length ? extent(all) : null,
    covers: () => true,
    groups: () => index.getClusters(inView(), level()),
    together: (group) => group.id !== undefined && closer(group) > CLOSEST,
    closer: (group) => closer(group) + 0.5,
    cards(group) {
      const points = leaves(index, group, Infinity);
      return points.length > CARDS ? cardsWithin(question, points) : new URLSearchParams(points.map((one) => ['id', one.properties.id]));
    },
  };
}

function manyPlaces({ clusters, total, bounds }, question, zoom, view) {
  const all = features(clusters, 4, (i) => ({ n: clusters[i + 2], id: clusters[i + 3] }));
  const index = grouped(all, { minZoom: zoom, maxZoom: zoom });
  return {
    total,
    bounds,
    covers: (part) => zoom === level() && view[0] <= part[0] && view[1] <= part[1] && view[2] >= part[2] && view[3] >= part[3],
    groups: () => index.getClusters(inView(), zoom),
    together: () => zoom >= CLOSEST,
    closer: () => zoom + 2,
    cards(group) {
      const points = leaves(index, group, Infinity);
      return group.properties.n === 1 ? new URLSearchParams({ id: points[0].properties.id }) : cardsWithin(question, points);
    },
  };
}

// --- Asking: what was asked before is given up. The part in view is rounded outwards, so that a small step needs no new answer.
let question = null;
let places = null;
let running = null;

function outwards([west, south, east, north], zoom) {
  const step = 180 / 2 ** zoom;
  const [down, up] = [(edge) => Math.floor(edge / step) * step, (edge) => Math.ceil(edge / step) * step];
  return [Math.max(-180, down(west)), Math.max(-90, down(south)), Math.min(180, up(east)), Math.min(90, up(north))];
}

async function load() {
  running?.abort();
  running = new AbortController();
  const { signal } = running;
  const asked = question;
  const zoom = level();
  const view = outwards(inView(), zoom);
  const more = new URLSearchParams({ zoom: zoom < CLOSEST ? zoom + FINER : ONE_PLACE, view: view.join(',') });
  el.setAttribute('aria-busy', 'true');
  try {
    const answer = await (await read(`${el.dataset.places}?${asked}${asked && '&'}${more}`, { signal, priority: 'high' })).json();
    if (signal.aborted) return;
    places = answer.points ? fewPlaces(answer.points, asked) : manyPlaces(answer, asked, zoom, view);
    draw();
    el.dataset.shown = places.total;
    el.querySelector('.map-lost')?.remove();
  } catch {
    if (signal.aborted) return;
    question = null;
    if (!el.querySelector('.map-lost')) el.append(Object.assign(document.createElement('p'), { className: 'map-lost small', textContent: el.dataset.lost }));
  }
  el.removeAttribute('aria-busy');
}

// Neither the list's order and page matter to the map, nor what stands open beside it, nor what is asked first.
const NOT_FOR_MAPS = ['sort', 'page', 'cursor', 'more', 'branch'];
function plain(parameters) {
  const kept = parameters.filter(([name, value]) => value !== '' && !NOT_FOR_MAPS.includes(name));
  return new URLSearchParams(kept.sort(([a, x], [b, y]) => (a + x < b + y ? -1 : 1))).toString();
}

// The part of the map that is asked for is framed, so that one sees why there is nothing around it.
let begun = false;
let area = null;
let frame = null;
async function ask(parameters) {
  const asked = plain(parameters);
  if (asked === question) return;
  question = asked;
  const [west, south, east, north] = (new URLSearchParams(asked).get('bbox') ?? '').split(',').map(Number);
  area = Number.isFinite(west + south + east + north) ? L.latLngBounds([south, west], [north, east]) : null;
  if (begun) await show();
}
async function show() {
  map.closePopup();
  frame?.remove();
  frame = area && L.rectangle(area, { interactive: false, fill: false, weight: 2, dashArray: '6 6', color: css('--deep') }).addTo(map);
  await load();
}

// The map asks as soon as the list does, and not again when the list has come.
const asked = (address) => [...new URL(address, location.href).searchParams];
document.addEventListener('htmx:configRequest', ({ detail }) => {
  if (detail.target?.id === 'results') ask([...asked(detail.path), ...detail.formData]);
});
document.addEventListener('directory:found', ({ detail }) => ask(asked(detail)));
map.on('moveend', () => {
  if (!places) return;
  if (!places.covers(inView())) load();
  draw();
});

function fit() {
  if (!places?.bounds) return;
  const [west, south, east, north] = places.bounds;
  map.fitBounds(L.latLngBounds([south, west], [north, east]).pad(0.06), { maxZoom: FRAMED });
}
document.getElementById('all-of-it')?.addEventListener('click', fit);
document.getElementById('in-this-area')?.addEventListener('click', () => {
  const [from, to] = [map.getBounds().getSouthWest(), map.getBounds().getNorthEast()];
  const edge = (degree, most, round) => Math.max(-most, Math.min(most, round(degree * 100) / 100));
  const [low, high] = [Math.floor, Math.ceil];
  const sides = [edge(from.lng, 180, low), edge(from.lat, 90, low), edge(to.lng, 180, high), edge(to.lat, 90, high)];
  document.dispatchEvent(new CustomEvent('directory:box', { detail: sides.join(',') }));
});

let world = null;
map.on('moveend', () => {
  if (!FINE.contains(map.getBounds())) world ??= shapes(el.dataset.world).then((coarse) => coarse?.bringToBack?.());
});

// The farthest view has all the world that people live in, however large the map is.
function fill() {
  map.invalidateSize();
  map.setMinZoom(map.getBoundsZoom(LIVED_IN));
}
async function begin() {
  begun = true;
  fill();
  map.fitBounds(area ?? EUROPE);
  shapes(el.dataset.land);
  await show();
  const [west, , east] = places?.bounds ?? [];
  if (!area && east - west <= FINE.getEast() - FINE.getWest()) fit();
  if (verbs) verbs.hidden = false;
}
// A map that is folded away begins when it is unfolded.
ask(asked(el.dataset.points));
new ResizeObserver(() => el.clientWidth && (begun ? fill() : begin())).observe(el);
