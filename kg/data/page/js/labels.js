// Labels of steady size on the screen. The weightiest entity chooses its place first; one that finds no room waits
// until the reader zooms in. All in CSS pixels: glyphs of one size are drawn from the browser's cache, which is fast.

function paintLabels(ctx) {
  const ratio = ctx.canvas.width / ctx.canvas.clientWidth;
  const to = ctx.getTransform();
  const onScreen = ({ x, y }) => ({ x: (x * to.a + to.e) / ratio, y: (y * to.d + to.f) / ratio });
  ctx.save();
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  [ctx.textBaseline, ctx.textAlign, ctx.lineJoin, ctx.lineWidth] = ["middle", "center", "round", 3.5];
  [ctx.strokeStyle, ctx.fillStyle] = [colors.ground, colors.text];
  const { width, height } = open();
  const marks = marksOn(onScreen, to.a / ratio, { left: 0, top: 0, right: width, bottom: height });
  for (const [node, box] of placed(ctx, marks, { left: 2, top: 2, right: width - 2, bottom: height - 2 })) {
    paintLabel(ctx, node, box);
  }
  ctx.restore();
}

// The boxes of the symbols that can be seen, the ones to be labelled first first.
function marksOn(onScreen, scale, window) {
  const marks = new Map();
  for (const node of inTurn()) {
    const size = radius(node, grown) * scale;
    const box = around(onScreen(network.body.nodes[node.id]), size, size);
    if (!apart(box, window)) marks.set(node, box);
  }
  return marks;
}

function inTurn() {
  const first = [hovered, nodes.get(view.node), nodes.get(view.goal)].filter((node) => node && shown.nodes.has(node));
  return [...new Set([...first, ...byWeight.filter((node) => shown.nodes.has(node))])];
}

function* placed(ctx, marks, window) {
  const taken = [];
  const faded = (node) => lit.nodes && !lit.nodes.has(node);
  const symbols = [...marks].filter(([node]) => !faded(node)).map(([, mark]) => mark);
  for (const [node, mark] of marks) {
    if (faded(node) && node !== hovered) continue;
    const places = labelBoxes(ctx, node, mark).filter((box) => within(box, window));
    const free = places.filter((box) => taken.every((each) => apart(each, box)));
    const clear = free.find((box) => symbols.every((each) => apart(each, box)));
    const forced = node === hovered || node.id === view.node || node.id === view.goal;
    const box = clear || ((forced || heavy.has(node)) && free[0]) || (forced && places[0]);
    taken.push(mark);
    if (!box) continue;
    taken.push(box);
    yield [node, box];
  }
}

// These are named even where the name lies on another symbol.
const heavy = new Set(byWeight.slice(0, 10));
const within = (a, b) => a.left >= b.left && a.right <= b.right && a.top >= b.top && a.bottom <= b.bottom;
const apart = (a, b) => a.right < b.left || b.right < a.left || a.bottom < b.top || b.bottom < a.top;
const around = ({ x, y }, half, tall) => ({ x, y, half, left: x - half, right: x + half, top: y - tall, bottom: y + tall });
const short = (label) => (label.length > 28 ? `${label.slice(0, 26)}…` : label);
const more = (node) => (shown.away.has(node) ? ` +${shown.away.get(node)}` : "");
const fontSize = (node) => Math.round(node.id === view.focus ? 17 : 11.5 + 5.5 * share(node));
const fontOf = (node) => `${share(node) > 0.5 || node.id === view.focus ? 600 : 500} ${fontSize(node)}px system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif`;
const SMALL = `11px system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif`;
const widths = new Map();

function widthOf(ctx, font, text) {
  const key = font + text;
  if (!widths.has(key)) {
    ctx.font = font;
    widths.set(key, ctx.measureText(text).width);
  }
  return widths.get(key);
}

// Below, right, left, above, then the corners: the places that a label may take.
function labelBoxes(ctx, node, mark) {
  const half = (widthOf(ctx, fontOf(node), short(node.label)) + widthOf(ctx, SMALL, more(node))) / 2 + 2;
  const tall = fontSize(node) * 0.58;
  const beside = mark.half + half + 2;
  const over = mark.half + tall + 2;
  const corner = mark.half * 0.6 + half;
  const places = [[0, over], [beside, 0], [-beside, 0], [0, -over], [corner, over], [-corner, over], [corner, -over], [-corner, -over]];
  return places.map(([x, y]) => around({ x: mark.x + x, y: mark.y + y }, half, tall));
}

// The name, and how many of its neighbours are not in sight.
function paintLabel(ctx, node, box) {
  const text = node === hovered ? node.label : short(node.label);
  const away = more(node);
  const x = box.x - widthOf(ctx, SMALL, away) / 2;
  ctx.font = fontOf(node);
  ctx.strokeText(text, x, box.y);
  ctx.fillText(text, x, box.y);
  if (!away) return;
  const end = x + ctx.measureText(text).width / 2;
  [ctx.font, ctx.fillStyle, ctx.textAlign] = [SMALL, colors.faint, "left"];
  ctx.strokeText(away, end, box.y);
  ctx.fillText(away, end, box.y);
  [ctx.fillStyle, ctx.textAlign] = [colors.text, "center"];
}
