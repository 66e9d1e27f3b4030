// The canvas: vis-network draws what is in sight. Nothing moves unless it is dragged.

const lit = { nodes: null, links: null };
let network = null;
let grown = 1;
let points = null;
let lines = null;
let drawnIn = "";
let choosing = null;
let hovered = null;

function draw() {
  [points, lines] = [new vis.DataSet(), new vis.DataSet()];
  network = new vis.Network(byId("network"), { nodes: points, edges: lines }, {
    physics: false,
    layout: { improvedLayout: false },
    interaction: { hover: true, selectConnectedEdges: false, hoverConnectedEdges: false, zoomSpeed: 0.7 },
    nodes: { shape: "custom", ctxRenderer: nodePainter, chosen: false },
    edges: { hoverWidth: 1.5, selectionWidth: 2, arrowStrikethrough: false, font: { size: 0 } },
  });
  network.on("click", ({ nodes: [node], edges: [link] }) => pick(node, link));
  network.on("doubleClick", ({ nodes: [node] }) => node && unfold(nodes.get(node)));
  network.on("hoverNode", ({ node, pointer }) => hover(node, nodeTip(nodes.get(node)), pointer.DOM));
  network.on("hoverEdge", ({ edge, pointer }) => hover(null, linkTip(links.get(edge)), pointer.DOM));
  for (const event of ["blurNode", "blurEdge", "dragStart", "zoom"]) network.on(event, () => hover(null, ""));
  network.on("dragEnd", ({ nodes: dragged }) => keep(dragged));
  network.on("zoom", () => { moved = true; });
  network.on("zoom", grow);
  network.on("afterDrawing", paintLabels);
  watchers.push(redraw);
}

// A node that was dragged stays where it was put.
function keep(dragged) {
  moved = true;
  for (const id of dragged) places().set(nodes.get(id), network.getPosition(id));
}

function pick(node, link) {
  if (node && choosing) choosing(node);
  else if (node) change({ ...nothing, node });
  else if (link) change({ ...nothing, link });
  else change(nothing);
}

// What stays bright: the selected link or route with its ends, or the selected node with its neighbours.
function light() {
  const node = nodes.get(view.node);
  const link = links.get(view.link);
  const bright = shown.route || (link && [link]) || (node && node.links.filter((each) => shown.links.has(each)));
  lit.links = bright ? new Set(bright) : null;
  lit.nodes = bright ? new Set([...bright.flatMap((each) => each.ends), ...(node ? [node] : [])]) : null;
}

function redraw() {
  light();
  const held = places();
  const key = `${view.focus}\n${view.depth}`;
  const anew = key !== drawnIn;
  drawnIn = key;
  const inTurn = byWeight.filter((node) => shown.nodes.has(node)).reverse();
  sync(points, inTurn.map((node) => (anew || !points.get(node.id) ? { id: node.id, ...held.get(node) } : { id: node.id })));
  sync(lines, [...shown.links].filter(([link]) => isDrawn(link)).map(lineOf));
  byId("empty").hidden = shown.nodes.size > 0;
  byId("empty").textContent = nodes.size ? "Nothing passes these filters." : "No claims here; build the store from articles first, or render with wider filters.";
}

function sync(set, wanted) {
  const ids = new Set(wanted.map(({ id }) => id));
  set.remove(set.getIds().filter((id) => !ids.has(id)));
  set.update(wanted);
}

function hover(id, text, at) {
  hovered = nodes.get(id) || null;
  const tip = byId("tip");
  tip.textContent = text;
  tip.hidden = !text;
  byId("network").style.cursor = text ? "pointer" : "";
  if (text) placeTip(tip, at);
}

function placeTip(tip, at) {
  const room = byId("stage").getBoundingClientRect();
  tip.style.left = `${Math.max(4, Math.min(at.x + 14, room.width - tip.offsetWidth - 6))}px`;
  tip.style.top = `${Math.max(4, Math.min(at.y + 16, room.height - tip.offsetHeight - 6))}px`;
}
