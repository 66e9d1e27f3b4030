// The picture as SVG: all that is in sight at its full size, with heading and key.

function drawing() {
  const at = new Map([...shown.nodes].map((node) => [node, network.getPosition(node.id)]));
  const [left, right] = extent([...at.values()].map(({ x }) => x).concat(at.size ? [] : 0));
  const [top, bottom] = extent([...at.values()].map(({ y }) => y).concat(at.size ? [] : 0));
  const frame = { x: left - 110, y: top - 110, width: Math.max(760, right - left + 220), height: bottom - top + 250 };
  const drawn = [...shown.links].filter(([link]) => isDrawn(link));
  const root = svg("svg", { xmlns: "http://www.w3.org/2000/svg", viewBox: `${frame.x} ${frame.y} ${frame.width} ${frame.height}`, width: frame.width, height: frame.height,
    "font-family": "system-ui, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif" },
    svg("title", {}, document.title),
    svg("rect", { ...frame, fill: colors.ground }),
    label({ x: frame.x + 28, y: frame.y + 44 }, document.title, { "font-size": 24, "font-weight": 650 }),
    label({ x: frame.x + 28, y: frame.y + 70 }, byId("summary").textContent, { "font-size": 14, fill: colors.faint }),
    ...drawn.flatMap(([link, some]) => curve(link, some, at)),
    ...[...at].map(([node, spot]) => mark(node, spot)),
    ...[...at].map(([node, spot]) => label({ x: spot.x, y: spot.y + radius(node) + fontSize(node) + 2 }, short(node.label), { "font-size": fontSize(node), "text-anchor": "middle" })),
    ...drawnKey(frame));
  return new XMLSerializer().serializeToString(root);
}

const label = ({ x, y }, text, more = {}) => svg("text", { x, y, "font-size": 13, fill: colors.text, stroke: colors.ground, "stroke-width": 3, "paint-order": "stroke", "stroke-linejoin": "round", ...more }, text);

// A quadratic curve as vis-network draws it for the same roundness, up to the rim of the node.
function curve(link, some, at) {
  const [a, b] = link.ends.map((node) => at.get(node));
  const control = { x: (a.x + b.x) / 2 + (b.y - a.y) * link.bend, y: (a.y + b.y) / 2 - (b.x - a.x) * link.bend };
  const width = lineWidth(sizeOf(link, some));
  const stroke = familyColor(link.family);
  const angle = Math.atan2(b.y - control.y, b.x - control.x);
  const away = (far) => ({ x: b.x - Math.cos(angle) * far, y: b.y - Math.sin(angle) * far });
  const rim = radius(link.ends[1]) + 3;
  const tail = isDirected(some) ? away(rim + 4 + 2 * width) : b;
  const path = svg("path", { d: `M${xy(a)}Q${xy(control)} ${xy(tail)}`, fill: "none", stroke, "stroke-width": width, "stroke-opacity": 0.72,
    "stroke-dasharray": (dashes(link.status) || []).join(" ") });
  return [path, isDirected(some) ? arrow(away(rim), angle, 6 + 2.4 * width, stroke) : null, link.status === "denied" ? bar(a, control, b, stroke) : null].filter(Boolean);
}

const xy = ({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`;
const arrow = (tip, angle, size, fill) => svg("path", { d: `M0 0L${-size} ${size * 0.42}V${-size * 0.42}Z`, fill, transform: `translate(${xy(tip)}) rotate(${((angle * 180) / Math.PI).toFixed(1)})` });

// The stroke through a denied line.
function bar(a, control, b, stroke) {
  const middle = { x: (a.x + 2 * control.x + b.x) / 4, y: (a.y + 2 * control.y + b.y) / 4 };
  const angle = (Math.atan2(b.y - a.y, b.x - a.x) * 180) / Math.PI;
  return svg("path", { d: "M-4 -9L4 9", stroke, "stroke-width": 3, transform: `translate(${xy(middle)}) rotate(${angle.toFixed(1)})` });
}

function mark(node, spot) {
  const size = radius(node);
  const shape = (more) => svg("path", { d: typeLook(node.type).shape, fill: typeLook(node.type).color, ...more });
  const parts = node.flag
    ? [shape({ transform: "scale(.84)", fill: "#ffffff" }), svg("text", { "font-size": 1.3, "text-anchor": "middle", y: 0.46, fill: "#1c2226" }, emoji(node.flag))] : [];
  return svg("g", { transform: `translate(${xy(spot)}) scale(${size})` }, shape({ stroke: colors.ground, "stroke-width": 6 / size, "paint-order": "stroke" }), ...parts);
}

function drawnKey(frame) {
  const y = frame.y + frame.height - 52;
  let x = frame.x + 28;
  let row = 0;
  return inKey().flatMap(({ key, name, label: text }) => {
    const wide = (key === "types" ? 24 : 38) + text.length * 7.4 + 22;
    if (x + wide > frame.x + frame.width) [x, row] = [frame.x + 28, row + 1];
    const spot = { x, y: y + row * 24 };
    x += wide;
    const sample = LEGENDS[key].content(name)[0];
    set(sample, { x: spot.x, y: spot.y - (key === "types" ? 12 : 11), color: colors.text });
    return [sample, label({ x: spot.x + (key === "types" ? 24 : 38), y: spot.y }, text, { stroke: "none" })];
  });
}
