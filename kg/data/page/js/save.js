// Saving what is shown: the picture as PNG and SVG, its claims as CSV.

function save() {
  byId("png").addEventListener("click", () => picture().toBlob((blob) => hand("network.png", blob)));
  byId("svg").addEventListener("click", () => hand("network.svg", new Blob([drawing()], { type: "image/svg+xml" })));
  byId("csv").addEventListener("click", () => hand("claims.csv", new Blob([`\ufeff${table()}`], { type: "text/csv" })));
}

function hand(name, blob) {
  const link = el("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

function picture() {
  const from = byId("network").querySelector("canvas");
  const canvas = el("canvas");
  [canvas.width, canvas.height] = [from.width, from.height];
  const ctx = canvas.getContext("2d");
  ctx.fillStyle = colors.ground;
  ctx.fillRect(0, 0, canvas.width, canvas.height);
  ctx.drawImage(from, 0, 0);
  return canvas;
}

function drawing() {
  const place = new Map([...shown.nodes].map((node) => [node, network.getPosition(node.id)]));
  const xs = [...place.values()].map(({ x }) => x);
  const ys = [...place.values()].map(({ y }) => y);
  const [left, top] = [Math.min(...xs, 0) - 90, Math.min(...ys, 0) - 60];
  const [width, height] = [Math.max(...xs, 0) - left + 90, Math.max(...ys, 0) - top + 70];
  const root = svg("svg", { xmlns: "http://www.w3.org/2000/svg", viewBox: `${left} ${top} ${width} ${height}`, width, height },
    svg("rect", { x: left, y: top, width, height, fill: colors.ground }),
    ...[...shown.links].map(([link, claims]) => curve(link, claims.length + link.omitted, place)),
    ...[...place].flatMap(([node, at]) => mark(node, at)));
  return new XMLSerializer().serializeToString(root);
}

// A quadratic curve whose control point lies where vis-network puts it for the same roundness.
function curve(link, n, place) {
  const [a, b] = link.ends.map((node) => place.get(node));
  const control = { x: (a.x + b.x) / 2 + (b.y - a.y) * link.bend, y: (a.y + b.y) / 2 - (b.x - a.x) * link.bend };
  return svg("path", {
    d: `M${a.x} ${a.y}Q${control.x} ${control.y} ${b.x} ${b.y}`, fill: "none", stroke: familyColor(link.family),
    "stroke-width": lineWidth(n), "stroke-opacity": 0.62, "stroke-dasharray": (dashes(link.status) || []).join(" "),
  });
}

function mark(node, { x, y }) {
  const size = radius(node);
  return [
    svg("path", { d: typeLook(node.type).shape, fill: typeLook(node.type).color, stroke: colors.ground,
      "stroke-width": 3 / size, "paint-order": "stroke", transform: `translate(${x} ${y}) scale(${size})` }),
    svg("text", { x, y: y + size + fontSize(node) + 1, "text-anchor": "middle", "font-size": fontSize(node), "font-family": "sans-serif",
      fill: colors.text, stroke: colors.ground, "stroke-width": 3, "paint-order": "stroke" }, short(node.label)),
  ];
}

const COLUMNS = ["subject", "predicate", "object", "factuality", "speaker", "time", "source", "date", "title", "url", "quote", "confidence", "method"];

function table() {
  const lines = [...shown.links].flatMap(([link, claims]) => claims.map((claim) => {
    const article = claim.article;
    return [link.ends[0].label, claim.predicate, link.ends[1].label, claim.factuality, claim.speaker, claim.time, article.source,
      article.date, article.title, article.url, textOf(claim), claim.confidence, claim.method];
  }));
  return [COLUMNS, ...lines].map((row) => row.map(cell).join(",")).join("\r\n");
}

// A leading = + - @ would make a spreadsheet run the cell as a formula.
function cell(value) {
  const text = String(value ?? "").replace(/^[=+\-@\t\r]/, "'$&");
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
