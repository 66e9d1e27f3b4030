// The canvas: vis-network draws what `shown` holds. Positions come from Python; nothing moves unless it is dragged.

const lit = { nodes: null, links: null };
let network = null;
let begun = false;
let points = null;
let lines = null;

function draw() {
  light();
  points = new vis.DataSet(byWeight.map((node) => ({ ...pointOf(node), x: node.x, y: node.y })).reverse());
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
    width: lineWidth(claims.length + link.omitted) * (lit.links && !faded ? 1.5 : 1),
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
const clear = () => Math.max(0.26, Math.min(0.65, 220 / (shown.links.size || 1)));

function nodePainter({ ctx, id, x, y, state }) {
  const node = nodes.get(id);
  const size = radius(node);
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
  ctx.lineWidth = (chosen ? 7 : hovered ? 5 : 3.5) / size;
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

function show(places, scale, animate) {
  const stage = byId("network").getBoundingClientRect();
  const free = open();
  const [left, right] = extent(places.map(({ x }) => x));
  const [top, bottom] = extent(places.map(({ y }) => y));
  const margin = Math.min(70, free.width / 10);
  const fitting = Math.min((free.width - 2 * margin) / (right - left + 40), (free.height - 80) / (bottom - top + 40), 1.4);
  network.moveTo({
    scale: scale(fitting),
    position: { x: (left + right) / 2, y: (top + bottom) / 2 },
    offset: { x: (free.width - stage.width) / 2, y: (free.height - stage.height) / 2 },
    animation: animate && !calm.matches && { duration: 400 },
  });
}

const placesOf = (some) => some.map((node) => network.getPosition(node.id));

function fit(animate = true) {
  if (shown.nodes.size) show(placesOf([...shown.nodes]), (fitting) => fitting, animate);
}

// At the start a small screen shows the weightiest part at a size that can be read, not a speck of everything.
function begin() {
  const [node, link] = [nodes.get(view.node), links.get(view.link)];
  if (node || link || shown.nodes.size < 2) return node || link ? reveal(false) : fit(false);
  const heavy = byWeight.filter((each) => shown.nodes.has(each)).slice(0, 12);
  const whole = open().width > 760 ? [...shown.nodes] : heavy;
  return show(placesOf(whole), (fitting) => Math.max(fitting, 0.3), false);
}

// Brings what is lit into the free part of the canvas, where it is not there already.
function reveal(animate = true) {
  const some = view.focus ? [...shown.nodes] : [...(lit.nodes || [])];
  const free = open();
  const seen = placesOf(some).map((at) => network.canvasToDOM(at));
  const inside = seen.every(({ x, y }) => x > 20 && y > 20 && x < free.width - 20 && y < free.height - 20);
  if (some.length && !inside) show(placesOf(some), (fitting) => Math.min(fitting, Math.max(network.getScale(), 0.7)), animate);
}

const extent = (values) => [Math.min(...values), Math.max(...values)];
const calm = matchMedia("(prefers-reduced-motion: reduce)");

function zoomBy(factor) {
  network.moveTo({ scale: Math.max(0.05, Math.min(6, network.getScale() * factor)) });
}

function panBy(x, y) {
  const at = network.getViewPosition();
  network.moveTo({ position: { x: at.x + x / network.getScale(), y: at.y + y / network.getScale() } });
}
