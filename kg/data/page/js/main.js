// Puts the parts together.

function keys(event) {
  const moves = { ArrowLeft: [-60, 0], ArrowRight: [60, 0], ArrowUp: [0, -60], ArrowDown: [0, 60] };
  if (moves[event.key]) panBy(...moves[event.key]);
  else if (event.key === "+" || event.key === "=") zoomBy(1.25);
  else if (event.key === "-") zoomBy(0.8);
  else if (event.key === "0") fit();
  else return;
  event.preventDefault();
}

function everywhere(event) {
  const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
  if (event.key === "/" && !typing) {
    byId("query").focus();
    event.preventDefault();
  } else if (event.key === "Escape") {
    choosing = null;
    change({ node: "", link: "", goal: "" });
  }
}

function drawer() {
  const open = byId("controls").classList.toggle("open");
  byId("toggle").setAttribute("aria-expanded", String(open));
}

function wire() {
  byId("network").addEventListener("keydown", keys);
  document.addEventListener("keydown", everywhere);
  byId("in").addEventListener("click", () => zoomBy(1.3));
  byId("out").addEventListener("click", () => zoomBy(1 / 1.3));
  byId("fit").addEventListener("click", fit);
  byId("reset").addEventListener("click", () => { change({ ...FRESH }); fit(); });
  byId("toggle").addEventListener("click", drawer);
  addEventListener("hashchange", fromHash);
  addEventListener("beforeprint", () => fit());
  dark.addEventListener("change", () => { readColors(); refresh(); });
}

readColors();
fromHash();
draw();
legend();
filters();
search();
panel();
save();
wire();
for (const watcher of watchers) watcher();
new ResizeObserver(begin).observe(byId("network"));
