// Small helps after the first paint. Every page works without this file.

// Only screens: a sheet of paper is narrow too, and nothing on it can be unfolded.
const narrow = matchMedia("screen and (max-width: 900px)");

// On a telephone the groups of a heat strip start closed; for printing they are open again.
function fold(root) {
  for (const group of root.querySelectorAll('[data-fold="narrow"] details')) group.open = !narrow.matches;
}

addEventListener("beforeprint", () => {
  for (const group of document.querySelectorAll('[data-fold="narrow"] details')) group.open = true;
});
narrow.addEventListener("change", () => fold(document));

// A button to print, where there is script to press it.
function offerPrint(root) {
  for (const button of root.querySelectorAll("button[data-print]")) button.hidden = false;
}

document.addEventListener("click", (event) => {
  if (event.target.closest("button[data-print]")) print();
});

// The map enlarged: Leaflet is fetched from here only when it is asked for.
function offerAtlas(root) {
  for (const button of root.querySelectorAll("button[data-atlas]")) button.hidden = false;
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-atlas]");
  if (!button || button.disabled) return;
  button.disabled = true;
  try {
    const atlas = await import(button.dataset.code);
    await atlas.open(button);
  } catch {
    button.insertAdjacentElement("afterend", Object.assign(document.createElement("p"), { role: "alert", className: "note", textContent: button.dataset.failed }));
  } finally {
    button.disabled = false;
  }
});

// Suggestions close with Escape, or when the focus leaves the search.
document.addEventListener("keydown", (event) => {
  const search = event.key === "Escape" && event.target.closest?.(".search");
  if (search) clear(search);
});
document.addEventListener("focusout", (event) => {
  const search = event.target.closest?.(".search");
  if (search && event.relatedTarget && !search.contains(event.relatedTarget)) clear(search);
});

function clear(search) {
  search.querySelector(".search__found")?.replaceChildren();
}

// Hundreds of tiles are one stop of the Tab key for each kecamatan; the arrows go from village to village.
function gather(root) {
  for (const row of root.querySelectorAll(".tiles__row")) {
    row.querySelectorAll("a.tile").forEach((tile, position) => { tile.tabIndex = position ? -1 : 0; });
  }
}

const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1], Home: [-Infinity, 0], End: [Infinity, 0] };

document.addEventListener("keydown", (event) => {
  const tile = event.target.closest?.("a.tile");
  const step = tile && STEPS[event.key];
  if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
  const rows = [...tile.closest(".tiles").querySelectorAll(".tiles__row")].map((row) => [...row.querySelectorAll("a.tile")]);
  const within = (index, list) => Math.max(0, Math.min(index, list.length - 1));
  const at = rows.findIndex((row) => row.includes(tile));
  const row = rows[within(at + step[1], rows)];
  const next = row[within(rows[at].indexOf(tile) + step[0], row)];
  event.preventDefault();
  for (const other of row) other.tabIndex = other === next ? 0 : -1;
  next?.focus();
});

// On a telephone the pages of a room stand in a row that scrolls: show where the reader is.
document.querySelector(".sub a[aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });

fold(document);
gather(document);
offerAtlas(document);
offerPrint(document);
document.addEventListener("htmx:after:swap", () => {
  gather(document);
  offerAtlas(document);
  // What was opened in place is read next.
  const opened = document.querySelector("[data-focus]");
  opened?.removeAttribute("data-focus");
  opened?.focus();
});
