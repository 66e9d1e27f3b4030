// What part of the picture the window shows.

let moved = false;

// The part of the canvas that no panel covers, in CSS pixels.
function open() {
  const stage = byId("network").getBoundingClientRect();
  const panel = byId("panel").getBoundingClientRect();
  if (byId("panel").hidden) return { width: stage.width, height: stage.height };
  const below = panel.top > stage.top + 10;
  return { width: below ? stage.width : panel.left - stage.left, height: below ? panel.top - stage.top : stage.height };
}

function show(spots, most) {
  const stage = byId("network").getBoundingClientRect();
  const free = open();
  const [left, right] = extent(spots.map(({ x }) => x));
  const [top, bottom] = extent(spots.map(({ y }) => y));
  const margin = { x: Math.min(92, free.width / 12), y: Math.min(44, free.height / 6) };
  const fitting = Math.min((free.width - 2 * margin.x) / (right - left || 1), (free.height - 2 * margin.y) / (bottom - top || 1));
  network.moveTo({
    scale: Math.min(fitting, most),
    position: { x: (left + right) / 2, y: (top + bottom) / 2 },
    offset: { x: (free.width - stage.width) / 2, y: (free.height - stage.height) / 2 },
  });
  grow();
}

// Follows the zoom in steps, as each costs an update of all lines.
function grow() {
  const wanted = Math.round(growth(network.getScale()) * 5) / 5;
  if (wanted === grown) return;
  grown = wanted;
  redraw();
}

const spotsOf = (some) => some.map((node) => network.getPosition(node.id));
const extent = (values) => [Math.min(...values), Math.max(...values)];

function fit() {
  moved = false;
  if (shown.nodes.size) show(spotsOf([...shown.nodes]), 1.2);
}

// The view to begin with and to come back to when the window changes: what is chosen, else everything.
function begin() {
  if (moved) return;
  if (lit.nodes?.size && !view.focus) show(spotsOf([...lit.nodes]), 0.9);
  else fit();
}

// Brings what is lit into the free part of the canvas, where it is not there already.
function reveal() {
  const some = view.focus ? [...shown.nodes] : [...(lit.nodes || [])];
  const free = open();
  const seen = spotsOf(some).map((at) => network.canvasToDOM(at));
  const inside = seen.every(({ x, y }) => x > 30 && y > 30 && x < free.width - 30 && y < free.height - 30);
  if (some.length && !inside) show(spotsOf(some), Math.max(network.getScale(), 0.4));
}

function zoomBy(factor) {
  moved = true;
  network.moveTo({ scale: Math.max(0.05, Math.min(6, network.getScale() * factor)) });
  grow();
}

function panBy(x, y) {
  moved = true;
  const at = network.getViewPosition();
  network.moveTo({ position: { x: at.x + x / network.getScale(), y: at.y + y / network.getScale() } });
}
