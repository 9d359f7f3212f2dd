// The directory's map: one colour, size by number, every group a tab stop. It never takes the page's scroll,
// and moves only when the visitor asks. What it needs is in the data-… of its element.
const el = document.getElementById('map');
const verbs = document.querySelector('.map-verbs');
const get = (url) => fetch(url).then((answer) => {
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return answer.json();
});
const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const WORLD = [-180, -85, 180, 85];
const EUROPE = L.latLngBounds([35, -11], [66, 33]);
const FINE = L.latLngBounds([16, -32], [72, 60]);
const CLOSEST = 9;
const CARDS = 20;

const map = L.map(el, {
  scrollWheelZoom: false, dragging: !L.Browser.mobile, minZoom: 2, maxZoom: CLOSEST, zoomSnap: 0.5, zoomAnimation: false,
  fadeAnimation: false, zoomControl: false, worldCopyJump: true,
});
L.control.zoom({ zoomInTitle: el.dataset.zoomIn, zoomOutTitle: el.dataset.zoomOut }).addTo(map);
map.attributionControl.setPrefix(false).addAttribution(el.dataset.source ?? '');
map.fitBounds(EUROPE);
const layer = L.layerGroup().addTo(map);
let index = null;
let bounds = null;
let pressed = null;

// The shapes are a picture below the pins: without them the map still works. The fine ones cover Europe and
// its neighbours; coarse ones of the whole world come when the view leaves them.
const shapes = (url) => get(url).then((land) => L.geoJSON(land, {
  interactive: false,
  style: { weight: 1, color: css('--paper'), fillColor: css('--ecl-color-primary-20'), fillOpacity: 1 },
}).addTo(map)).catch(() => el.classList.add('landless'));
shapes(el.dataset.land);
let world = null;
map.on('moveend', () => {
  if (!FINE.contains(map.getBounds())) world ??= shapes(el.dataset.world).then((coarse) => coarse?.bringToBack?.());
});

function pin(count) {
  const box = document.createElement('span');
  const dot = document.createElement('b');
  box.className = 'pin';
  if (count > 1) {
    dot.textContent = count;
    dot.style.minWidth = `${Math.min(3.5, 1.4 + Math.sqrt(count) * 0.3)}rem`;
  }
  box.append(dot);
  return L.divIcon({ html: box, className: '', iconSize: [44, 44] });
}

function draw() {
  if (!index) return;
  const inside = el.contains(document.activeElement) && document.activeElement !== el;
  layer.clearLayers();
  for (const group of index.getClusters(WORLD, Math.floor(map.getZoom()))) {
    const count = group.properties.point_count || 1;
    const [lng, lat] = group.geometry.coordinates;
    const closer = count > 1 ? index.getClusterExpansionZoom(group.id) : 0;
    const same = closer > CLOSEST;
    const marker = L.marker([lat, lng], { icon: pin(count), riseOnHover: true }).addTo(layer);
    const node = marker.getElement();
    node.setAttribute('role', 'button');
    node.setAttribute('aria-label', count === 1 ? el.dataset.one : (same ? el.dataset.same : el.dataset.many).replace('{n}', count));
    const press = () => {
      pressed = node;
      if (count > 1 && !same) map.setView([lat, lng], Math.min(CLOSEST, closer + 0.5));
      else show([lat, lng], count > 1 ? index.getLeaves(group.id, Infinity).map((leaf) => leaf.properties.id) : [group.properties.id]);
    };
    marker.on('click', press);
    node.addEventListener('keydown', (event) => {
      if (event.key !== ' ' && event.key !== 'Enter') return;
      event.preventDefault();
      event.stopPropagation();
      press();
    });
  }
  if (inside && !el.contains(document.activeElement)) el.focus({ preventScroll: true });
}

async function show(place, ids) {
  const asked = new URLSearchParams(ids.slice(0, CARDS + 1).map((id) => ['id', id]));
  const answer = await fetch(`${el.dataset.cards}?${asked}`);
  if (!answer.ok) return;
  const box = document.createElement('div');
  box.innerHTML = await answer.text();
  L.popup({ maxWidth: 230, minWidth: 180, autoPanPaddingTopLeft: [64, 12], autoPanPaddingBottomRight: [12, 12] }).setLatLng(place).setContent(box).openOn(map);
  el.querySelector('.leaflet-popup-close-button')?.setAttribute('aria-label', el.dataset.close);
  box.querySelector('a')?.focus({ preventScroll: true });
}
el.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') map.closePopup();
});
map.on('popupclose', () => (pressed?.isConnected ? pressed : el).focus({ preventScroll: true }));

// The numbers come flat: hundredths of a degree east and north, then the id.
async function load(url) {
  const flat = await get(url);
  const features = [];
  for (let i = 0; i < flat.length; i += 3) {
    features.push({ type: 'Feature', properties: { id: flat[i + 2] }, geometry: { type: 'Point', coordinates: [flat[i] / 100, flat[i + 1] / 100] } });
  }
  bounds = features.length ? L.latLngBounds(features.map((one) => [one.geometry.coordinates[1], one.geometry.coordinates[0]])) : null;
  // The radius is counted in tiles of 512 pixels, the map's are 256: hence the extent.
  index = new Supercluster({ radius: 36, extent: 256, maxZoom: CLOSEST }).load(features);
  el.dataset.shown = features.length;
  draw();
}

function fit() {
  if (bounds) map.fitBounds(bounds.pad(0.06), { maxZoom: 7 });
}

let latest = el.dataset.points;
map.on('zoomend', draw);
document.addEventListener('directory:found', (event) => {
  if (event.detail === latest) return;
  latest = event.detail;
  map.closePopup();
  load(latest).catch(lost);
});
document.getElementById('in-this-area')?.addEventListener('click', () => {
  const box = map.getBounds();
  const edge = (degree, most) => Math.max(-most, Math.min(most, degree)).toFixed(2);
  const sides = [edge(box.getWest(), 180), edge(box.getSouth(), 90), edge(box.getEast(), 180), edge(box.getNorth(), 90)];
  document.dispatchEvent(new CustomEvent('directory:box', { detail: sides.join(',') }));
});
document.getElementById('all-of-it')?.addEventListener('click', fit);

function lost() {
  el.insertAdjacentText('afterbegin', el.dataset.lost);
}

try {
  await load(latest);
  map.invalidateSize();
  const box = (el.dataset.bbox || '').split(',').map(Number);
  if (box.length === 4) map.fitBounds([[box[1], box[0]], [box[3], box[2]]]);
  else if (bounds && bounds.getEast() - bounds.getWest() <= FINE.getEast() - FINE.getWest()) fit();
  else map.fitBounds(EUROPE);
  if (verbs) verbs.hidden = false;
} catch { lost(); }
