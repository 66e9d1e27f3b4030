// Saving what is shown: the picture as PNG and SVG, its claims as CSV, the address of the view.

function save() {
  byId("png").addEventListener("click", () => photo().toBlob((blob) => hand("network.png", blob)));
  byId("svg").addEventListener("click", () => hand("network.svg", new Blob([drawing()], { type: "image/svg+xml" })));
  byId("csv").addEventListener("click", () => hand("claims.csv", new Blob([`\ufeff${table()}`], { type: "text/csv" })));
  byId("link").addEventListener("click", async () => {
    note((await copied(`${location.href.split("#")[0]}#${hash()}`)) ? "The address of this view is copied." : "Could not copy; the address is in the address bar.");
  });
}

function hand(name, blob) {
  const link = el("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

// What the window shows, under its heading and over its key.
function photo() {
  const from = byId("network").querySelector("canvas");
  const ratio = from.width / from.clientWidth;
  const [head, foot] = [64, 56];
  const canvas = el("canvas");
  [canvas.width, canvas.height] = [from.width, from.height + (head + foot) * ratio];
  const ctx = canvas.getContext("2d");
  ctx.fillStyle = colors.ground;
  ctx.fillRect(0, 0, canvas.width, canvas.height);
  ctx.drawImage(from, 0, head * ratio);
  ctx.scale(ratio, ratio);
  const font = '"Segoe UI", Roboto, "DejaVu Sans", sans-serif';
  paintText(ctx, document.title, { x: 20, y: 30 }, `650 19px system-ui, ${font}`, colors.text);
  paintText(ctx, byId("summary").textContent, { x: 20, y: 52 }, `13px system-ui, ${font}`, colors.faint);
  paintKey(ctx, { y: head + from.clientHeight + 20, width: from.clientWidth }, `12px system-ui, ${font}`);
  return canvas;
}

function paintText(ctx, text, { x, y }, font, color) {
  [ctx.font, ctx.fillStyle] = [font, color];
  ctx.fillText(text, x, y);
}

function paintKey(ctx, frame, font) {
  let [x, y] = [20, frame.y];
  for (const { key, name, label: text } of inKey()) {
    const symbol = key === "types" ? 20 : 34;
    ctx.font = font;
    const wide = symbol + ctx.measureText(text).width + 18;
    if (x + wide > frame.width) [x, y] = [20, y + 20];
    ctx.save();
    paintSample(ctx, key, name, { x, y: y - 4 });
    ctx.restore();
    paintText(ctx, text, { x: x + symbol, y }, font, colors.text);
    x += wide;
  }
}

function paintSample(ctx, key, name, { x, y }) {
  ctx.translate(x + 7, y);
  if (key === "types") {
    ctx.scale(6.5, 6.5);
    ctx.fillStyle = typeLook(name).color;
    ctx.fill(outline(name));
    return;
  }
  ctx.strokeStyle = key === "families" ? familyColor(name) : colors.text;
  ctx.lineWidth = 2.4;
  ctx.setLineDash(key === "families" ? [] : dashes(name) || []);
  ctx.stroke(new Path2D(name === "denied" ? "M-6 0H20M5 -5L9 5" : "M-6 0H20"));
}

const COLUMNS = ["subject", "predicate", "object", "factuality", "speaker", "time", "source", "date", "title", "url", "quote", "confidence", "method"];
const FACTUALITIES = { stated: "asserted", ended: "asserted", weak: "asserted" };

// The selection as a table: the claims of the chosen line, path or entity, else all in sight.
function table() {
  const chosen = [...shown.links].filter(([link]) => !lit.links || lit.links.has(link));
  const lines = chosen.flatMap(([link, some]) => some.map((claim) => {
    const { article } = claim;
    return [link.ends[0].label, claim.relation.name, link.ends[1].label, FACTUALITIES[link.status] || link.status, claim.speaker, claim.time, article.source,
      article.date, article.title, article.url, textOf(claim), claim.confidence, book.methods[claim.method]];
  }));
  return [COLUMNS, ...lines].map((row) => row.map(cell).join(",")).join("\r\n");
}

// A leading = + - @ would make a spreadsheet run the cell as a formula.
function cell(value) {
  const text = String(value ?? "").replace(/^[=+\-@\t\r]/, "'$&");
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
