// The map enlarged in a dialog, drawn by Leaflet from our own polygons; no tiles are fetched from anywhere.

function loaded(tag, attributes) {
  return new Promise((resolve, reject) => {
    document.head.append(Object.assign(document.createElement(tag), attributes, { onload: resolve, onerror: reject }));
  });
}

let library;

function leaflet({ style, script }) {
  library ??= Promise.all([loaded("link", { rel: "stylesheet", href: style }), loaded("script", { src: script })]);
  return library.then(() => window.L);
}

async function features(url) {
  const answer = await fetch(url, { headers: { Accept: "application/geo+json, application/json" } });
  if (!answer.ok) throw new Error(String(answer.status));
  return (await answer.json()).features;
}

function node(tag, attributes = {}, ...children) {
  const made = Object.assign(document.createElement(tag), attributes);
  made.append(...children);
  return made;
}

function dialog(words) {
  const choose = node("select", { className: "input", ariaLabel: words.choose }, node("option", { value: "", textContent: words.choose }));
  const close = node("button", { type: "button", className: "btn", textContent: words.close });
  const map = node("div", { className: "atlas__map" });
  // What the colours mean stands on the page already, in its language.
  const legend = document.querySelector("#peta .legend")?.cloneNode(true) ?? "";
  const box = node("dialog", { className: "atlas", ariaLabel: words.title },
    node("div", { className: "atlas__head" }, node("h2", { textContent: words.title }), choose, close), legend, map);
  close.addEventListener("click", () => box.close());
  document.body.append(box);
  return { box, choose, map };
}

function popup({ name, place, label, href }, words) {
  const lines = [node("p", {}, node("b", { textContent: name })), node("p", { textContent: label })];
  if (place) lines.splice(1, 0, node("p", { className: "note", textContent: place }));
  if (href) lines.push(node("a", { href, textContent: words.visit }));
  return node("div", {}, ...lines);
}

// Fills come from the style sheet by class; what is missing is hatched with the page's own pattern.
function style({ properties: { fill, outline } }) {
  if (outline) return { className: "map__outline", fill: false, interactive: false };
  return { className: fill || "no-data", fillColor: fill ? undefined : "url(#tanpa-data)", weight: 1 };
}

function choosable(layers, choose, map) {
  const sorted = [...layers.keys()].sort((a, b) => a.localeCompare(b, "id"));
  choose.append(...sorted.map((name) => node("option", { value: name, textContent: name })));
  choose.addEventListener("change", () => {
    const layer = layers.get(choose.value);
    if (!layer) return;
    map.fitBounds(layer.getBounds().pad(1.5), { animate: false });
    layer.openPopup();
  });
}

export async function open(button) {
  const words = button.dataset;
  const [L, polygons] = await Promise.all([leaflet(words), features(words.atlas)]);
  const { box, choose, map: place } = dialog(words);
  const map = L.map(place, { attributionControl: false, zoomSnap: 0.5, zoomAnimation: false, fadeAnimation: false });
  const layers = new Map();
  const all = L.geoJSON({ type: "FeatureCollection", features: polygons }, {
    style,
    onEachFeature({ properties }, layer) {
      if (properties.outline) return;
      layers.set(properties.place ? `${properties.name}, ${properties.place}` : properties.name, layer);
      layer.bindPopup(popup(properties, words), { autoPanPadding: [24, 24] });
      layer.on("popupopen", (event) => {
        layer.getElement()?.classList.add("chosen");
        layer.bringToFront();
        event.popup.getElement().querySelector("a[href]:not(.leaflet-popup-close-button)")?.focus();
      });
      layer.on("popupclose", () => layer.getElement()?.classList.remove("chosen"));
    },
  }).addTo(map);
  choosable(layers, choose, map);
  box.addEventListener("close", () => { map.remove(); box.remove(); button.focus(); });
  box.showModal();
  map.invalidateSize();
  map.fitBounds(all.getBounds(), { padding: [12, 12], animate: false });
  choose.focus();
}
