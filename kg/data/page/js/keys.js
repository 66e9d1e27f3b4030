// The keyboard. Keys without a modifier only: the browser keeps its own.

const STEPS = { ArrowLeft: [-60, 0], ArrowRight: [60, 0], ArrowUp: [0, -60], ArrowDown: [0, 60] };

function onNetwork(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const node = nodes.get(view.node);
  if (STEPS[event.key]) panBy(...STEPS[event.key]);
  else if (event.key === "+" || event.key === "=") zoomBy(1.25);
  else if (event.key === "-") zoomBy(0.8);
  else if (event.key === "0") fit();
  else if (event.key === "n" || event.key === "p") next(event.key === "n" ? 1 : -1);
  else if (event.key === "f" && node) { change({ focus: view.focus === node.id ? "" : node.id, depth: 2 }); fit(); }
  else if (event.key === "e" && node) { unfold(node); begin(); }
  else if (event.key === "Enter" && node) byId("evidence").querySelector("button")?.focus();
  else return;
  event.preventDefault();
}

// The next entity in sight, the weightiest first; from the last on to the first.
function next(step) {
  const all = byWeight.filter((node) => shown.nodes.has(node));
  if (!all.length) return;
  const at = all.indexOf(nodes.get(view.node));
  const node = all[at < 0 ? (step > 0 ? 0 : all.length - 1) : (at + step + all.length) % all.length];
  if (choosing) return;
  change({ ...nothing, node: node.id });
  note(nodeTip(node).replace("\n", ", "));
}

function anywhere(event) {
  const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) && event.target.type !== "range";
  if (event.key === "/" && !typing) {
    byId("query").focus();
    event.preventDefault();
  } else if (event.key === "Escape") {
    choosing = null;
    byId("controls").classList.remove("open");
    change(nothing);
  }
}
