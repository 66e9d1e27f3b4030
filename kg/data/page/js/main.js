// Puts the parts together.

function drawer() {
  const opened = byId("controls").classList.toggle("open");
  byId("toggle").setAttribute("aria-expanded", String(opened));
}

function recolor(to = theme.chosen) {
  theme.chosen = to;
  readColors();
  byId("theme").setAttribute("aria-pressed", String(isDark()));
  refresh();
  network.redraw();
}

// Paper is white.
function forPaper(printing) {
  theme.forced = printing ? "light" : "";
  recolor();
  if (printing) fit();
}

function wire() {
  byId("network").addEventListener("keydown", onNetwork);
  document.addEventListener("keydown", anywhere);
  byId("in").addEventListener("click", () => zoomBy(1.3));
  byId("out").addEventListener("click", () => zoomBy(1 / 1.3));
  byId("fit").addEventListener("click", fit);
  byId("reset").addEventListener("click", () => { stop(); settled.clear(); drawnIn = ""; change({ ...FRESH }); fit(); });
  byId("toggle").addEventListener("click", drawer);
  byId("theme").addEventListener("click", () => recolor(isDark() ? "light" : "dark"));
  addEventListener("hashchange", () => { fromHash(); moved = false; begin(); });
  addEventListener("beforeprint", () => forPaper(true));
  addEventListener("afterprint", () => forPaper(false));
  system.addEventListener("change", () => recolor());
}

document.body.classList.toggle("still", new URLSearchParams(location.search).has("still"));
readColors();
fromHash();
draw();
legend();
filters();
time();
search();
panel();
save();
wire();
recolor();
new ResizeObserver(begin).observe(byId("network"));
