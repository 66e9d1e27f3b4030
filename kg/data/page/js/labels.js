// Labels of steady size on the screen. The weightiest entity chooses its place first; one that finds no room waits
// until the reader zooms in.

function paintLabels(ctx) {
  const scale = network.getScale();
  const window = viewed();
  const turn = inTurn();
  const marks = new Map(turn.map((node) => [node, around(network.getPosition(node.id), radius(node), radius(node))]));
  const taken = [];
  ctx.textBaseline = "middle";
  ctx.textAlign = "center";
  ctx.lineJoin = "round";
  for (const node of turn) {
    if (lit.nodes && !lit.nodes.has(node) && node !== hovered) continue;
    const places = labelBoxes(ctx, node, marks.get(node), scale).filter((box) => within(box, window));
    const open = places.filter((box) => taken.every((other) => apart(other, box)));
    const clear = open.find((box) => [...marks.values()].every((mark) => apart(mark, box)));
    const forced = node === hovered || node.id === view.node || node.id === view.goal;
    const box = clear || open[0] || (forced ? places[0] : null);
    taken.push(marks.get(node));
    if (!box) continue;
    taken.push(box);
    paintLabel(ctx, node, box, scale);
  }
}

function viewed() {
  const { width, height } = byId("network").getBoundingClientRect();
  const from = network.DOMtoCanvas({ x: 0, y: 0 });
  const to = network.DOMtoCanvas({ x: width, y: height });
  return { left: from.x, top: from.y, right: to.x, bottom: to.y };
}

const within = (a, b) => a.left >= b.left && a.right <= b.right && a.top >= b.top && a.bottom <= b.bottom;

function inTurn() {
  const first = [hovered, nodes.get(view.node), nodes.get(view.goal)].filter((node) => node && shown.nodes.has(node));
  return [...new Set([...first, ...byWeight.filter((node) => shown.nodes.has(node))])];
}

const fontSize = (node) => Math.min(17, 11.5 + 0.7 * Math.sqrt(node.weight));
const short = (label) => (label.length > 28 ? `${label.slice(0, 26)}…` : label);
const apart = (a, b) => a.right < b.left || b.right < a.left || a.bottom < b.top || b.bottom < a.top;
const around = ({ x, y }, half, tall) => ({ x, y, left: x - half, right: x + half, top: y - tall, bottom: y + tall });

// Below, right, left, above: the places that a label may take.
function labelBoxes(ctx, node, { x, y }, scale) {
  const size = fontSize(node) / scale;
  ctx.font = `${node.weight > 12 ? 600 : 500} ${size}px system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif`;
  const half = ctx.measureText(short(node.label)).width / 2 + 2 / scale;
  const tall = size * 0.58;
  const beside = radius(node) + half + 2 / scale;
  const over = radius(node) + tall + 2 / scale;
  return [[0, over], [beside, 0], [-beside, 0], [0, -over]].map(([dx, dy]) => around({ x: x + dx, y: y + dy }, half, tall));
}

function paintLabel(ctx, node, box, scale) {
  const text = node === hovered ? node.label : short(node.label);
  ctx.lineWidth = 3.5 / scale;
  ctx.strokeStyle = colors.ground;
  ctx.strokeText(text, box.x, box.y);
  ctx.fillStyle = colors.text;
  ctx.fillText(text, box.x, box.y);
}
