// Shapes and colours, the same for the canvas, the legend and the saved SVG.

const system = matchMedia("(prefers-color-scheme: dark)");
const theme = { chosen: "", forced: "" };
const colors = {};
const paths = new Map();

const isDark = () => (theme.forced || theme.chosen || (system.matches ? "dark" : "light")) === "dark";

// Reading styles is slow, so the canvas takes colours from here.
function readColors() {
  document.documentElement.dataset.theme = isDark() ? "dark" : "light";
  const styles = getComputedStyle(document.documentElement);
  for (const name of ["ground", "text", "faint", "raised", "line"]) colors[name] = styles.getPropertyValue(`--${name}`).trim();
}

function outline(type) {
  if (!paths.has(type)) paths.set(type, new Path2D(typeLook(type).shape));
  return paths.get(type);
}

// A state's flag as a small picture, drawn once; systems without flag emoji show the two letters of its code.
function flag(code) {
  if (!paths.has(code)) {
    const canvas = Object.assign(document.createElement("canvas"), { width: 72, height: 72 });
    const ctx = canvas.getContext("2d");
    [ctx.textAlign, ctx.textBaseline, ctx.font] = ["center", "middle", "57px sans-serif"];
    ctx.fillStyle = "#1c2226";
    ctx.fillText(emoji(code), 36, 40);
    paths.set(code, canvas);
  }
  return paths.get(code);
}

const emoji = (code) => String.fromCodePoint(...[...code].map((letter) => 0x1f1a5 + letter.charCodeAt(0)));

// Symbols and lines grow as the view shrinks, so that a whole network still reads; from `PLAIN` on they keep their size.
const PLAIN = 0.62;
const growth = (scale) => Math.max(1, Math.min(2.4, (PLAIN / scale) ** 0.75));
const radius = (node, grown = 1) => Math.max(node.id === view.focus ? 28 : 0, 11 + 26 * share(node)) * grown;
const familyColor = (family) => familyLook(family)[isDark() ? "dark" : "light"];
const dashes = (status) => ({ planned: [9, 6], possible: [2, 5], ended: [14, 4, 2, 4], weak: [1, 4] })[status] || false;
const lineWidth = (n) => Math.min(7, 1.6 + 0.95 * Math.log2(n));

function icon(type, size = 16) {
  const shape = svg("path", { d: typeLook(type).shape, fill: typeLook(type).color });
  return svg("svg", { width: size, height: size, viewBox: "-1.2 -1.2 2.4 2.4", "aria-hidden": "true" }, shape);
}

function line(family, status = "stated", arrow = true) {
  const color = family ? familyColor(family) : "currentColor";
  const stroke = svg("path", { d: "M1 7H25", stroke: color, "stroke-width": 2.4, fill: "none",
    "stroke-dasharray": (dashes(status) || []).map((part) => part * 0.6).join(" ") });
  const head = svg("path", { d: arrow ? "M22 2.6L29 7L22 11.4Z" : "", fill: color });
  const bar = svg("path", { d: status === "denied" ? "M10 1.5L16 12.5" : "", stroke: color, "stroke-width": 2 });
  return svg("svg", { width: 30, height: 14, viewBox: "0 0 30 14", "aria-hidden": "true" }, stroke, head, bar);
}
