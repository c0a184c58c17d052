// Small helps after the first paint. Every page works without this file.

const narrow = matchMedia("(max-width: 900px)");

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

fold(document);
offerAtlas(document);
offerPrint(document);
document.addEventListener("htmx:after:swap", () => {
  offerAtlas(document);
  // What was opened in place is read next.
  const opened = document.querySelector("[data-focus]");
  opened?.removeAttribute("data-focus");
  opened?.focus();
});
