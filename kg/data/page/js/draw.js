// The canvas: vis-network draws what `shown` holds. Positions come from Python, on their side in an upright window;
// nothing moves unless it is dragged.

const lit = { nodes: null, links: null };
let network = null;
let moved = false;
let grown = 1;
let points = null;
let lines = null;

function draw() {
  light();
  const upright = open().height > open().width;
  const at = ({ x, y }) => (upright ? { x: y, y: x } : { x, y });
  points = new vis.DataSet(byWeight.map((node) => ({ ...pointOf(node), ...at(node) })).reverse());
  lines = new vis.DataSet([...links.values()].map(lineOf));
  network = new vis.Network(byId("network"), { nodes: points, edges: lines }, {
    physics: false,
    layout: { improvedLayout: false },
    interaction: { hover: true, selectConnectedEdges: false, hoverConnectedEdges: false, zoomSpeed: 0.7 },
    nodes: { shape: "custom", ctxRenderer: nodePainter, chosen: false },
    edges: { hoverWidth: 1.5, selectionWidth: 2, arrowStrikethrough: false, font: { size: 0 } },
  });
  network.on("click", ({ nodes: [node], edges: [link] }) => pick(node, link));
  network.on("doubleClick", ({ nodes: [node] }) => node && change({ focus: node, node, link: "", goal: "" }));
  network.on("hoverNode", ({ node, pointer }) => hover(node, nodeTip(nodes.get(node)), pointer.DOM));
  network.on("hoverEdge", ({ edge, pointer }) => hover(null, linkTip(links.get(edge)), pointer.DOM));
  for (const event of ["blurNode", "blurEdge", "dragStart", "zoom"]) network.on(event, () => hover(null, ""));
  for (const event of ["dragEnd", "zoom"]) network.on(event, () => { moved = true; });
  network.on("zoom", grow);
  network.on("afterDrawing", paintLabels);
  watchers.push(redraw);
}

let choosing = null;

function pick(node, link) {
  if (node && choosing) choosing(node);
  else if (node) change({ node, link: "", goal: "" });
  else if (link) change({ link, node: "", goal: "" });
  else change({ node: "", link: "", goal: "" });
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
  points.update([...nodes.values()].map(pointOf));
  lines.update([...links.values()].map(lineOf));
  byId("empty").hidden = shown.nodes.size > 0;
  byId("empty").textContent = nodes.size ? "Nothing passes these filters." : "No claims here; build the store from articles first, or render with wider filters.";
}

const pointOf = (node) => ({ id: node.id, hidden: !shown.nodes.has(node) });

function lineOf(link) {
  const claims = shown.links.get(link);
  if (!claims) return { id: link.id, from: link.from, to: link.to, hidden: true };
  const color = familyColor(link.family);
  const faded = lit.links && !lit.links.has(link);
  const directed = claims.some((claim) => !book.relations[claim.predicate].symmetric);
  return {
    id: link.id, from: link.from, to: link.to, hidden: false,
    width: grown * lineWidth(claims.length + link.omitted) * (lit.links && !faded ? 1.5 : 1),
    color: { color, hover: color, highlight: color, opacity: faded ? 0.07 : lit.links ? 1 : Math.min(0.85, clear() + 0.08 * claims.length) },
    dashes: dashes(link.status),
    arrows: {
      to: { enabled: directed, scaleFactor: 0.55 },
      middle: { enabled: link.status === "denied", type: "bar", scaleFactor: 1.3 },
    },
    smooth: link.bend ? { enabled: true, type: link.bend > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(link.bend) } : false,
  };
}

// The more lines there are, the fainter each is, so that the strong ones stand out.
const clear = () => Math.max(0.4, Math.min(0.8, 160 / (shown.links.size || 1)));

function nodePainter({ ctx, id, x, y, state }) {
  const node = nodes.get(id);
  const size = radius(node, grown);
  const drawNode = () => {
    ctx.save();
    ctx.globalAlpha = lit.nodes && !lit.nodes.has(node) ? 0.16 : 1;
    ctx.translate(x, y);
    ctx.scale(size, size);
    ctx.lineJoin = "round";
    ring(ctx, node, state.hover, size);
    ctx.fillStyle = typeLook(node.type).color;
    ctx.fill(outline(node.type));
    if (node.flag) paintFlag(ctx, node);
    ctx.restore();
  };
  return { drawNode, nodeDimensions: { width: size * 2, height: size * 2 } };
}

function paintFlag(ctx, node) {
  ctx.fillStyle = "#ffffff";
  ctx.scale(0.84, 0.84);
  ctx.fill(outline(node.type));
  ctx.drawImage(flag(node.flag), -0.92, -0.92, 1.84, 1.84);
}

// A rim in the ground's colour keeps a node apart from the lines; the chosen ones have a rim in the text's colour.
function ring(ctx, node, hovered, size) {
  const chosen = node.id === view.node || node.id === view.goal || node.id === view.focus;
  ctx.strokeStyle = chosen || hovered ? colors.text : colors.ground;
  ctx.lineWidth = ((chosen ? 7 : hovered ? 5 : 3.5) * grown) / size;
  ctx.stroke(outline(node.type));
}

function nodeTip(node) {
  const n = node.links.filter((link) => shown.links.has(link)).length;
  return `${node.label}\n${node.type} · ${count(n, "relation")}`;
}

function linkTip(link) {
  const claims = shown.links.get(link) || link.claims;
  const said = [...new Set(claims.map((claim) => book.relations[claim.predicate].label))].join(", ");
  const mood = link.status === "stated" ? "" : ` (${link.status})`;
  return `${link.ends[0].label} — ${said} — ${link.ends[1].label}${mood}\n${count(claims.length + link.omitted, "claim")}`;
}

let hovered = null;

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

// The part of the canvas that no panel covers, in CSS pixels.
function open() {
  const stage = byId("network").getBoundingClientRect();
  const panel = byId("panel").getBoundingClientRect();
  if (byId("panel").hidden) return { width: stage.width, height: stage.height };
  const below = panel.top > stage.top + 10;
  return { width: below ? stage.width : panel.left - stage.left, height: below ? panel.top - stage.top : stage.height };
}

function show(places, most) {
  const stage = byId("network").getBoundingClientRect();
  const free = open();
  const [left, right] = extent(places.map(({ x }) => x));
  const [top, bottom] = extent(places.map(({ y }) => y));
  const margin = { x: Math.min(70, free.width / 13), y: Math.min(44, free.height / 6) };
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

const placesOf = (some) => some.map((node) => network.getPosition(node.id));
const extent = (values) => [Math.min(...values), Math.max(...values)];

function fit() {
  moved = false;
  if (shown.nodes.size) show(placesOf([...shown.nodes]), 1.2);
}

// The view to begin with and to come back to when the window changes: what is chosen, else everything.
function begin() {
  if (moved) return;
  if (lit.nodes && !view.focus) show(placesOf([...lit.nodes]), 0.9);
  else fit();
}

// Brings what is lit into the free part of the canvas, where it is not there already.
function reveal() {
  const some = view.focus ? [...shown.nodes] : [...(lit.nodes || [])];
  const free = open();
  const seen = placesOf(some).map((at) => network.canvasToDOM(at));
  const inside = seen.every(({ x, y }) => x > 30 && y > 30 && x < free.width - 30 && y < free.height - 30);
  if (some.length && !inside) show(placesOf(some), network.getScale());
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
