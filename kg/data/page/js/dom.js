// Building the page. Text from articles passes only through `el`, which makes text nodes: never markup.

const byId = (id) => document.getElementById(id);

function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  set(node, attributes);
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

function set(node, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") node.addEventListener(name, value);
    else if (value !== null && value !== false) node.setAttribute(name, value === true ? "" : value);
  }
}

function svg(tag, attributes, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  set(node, attributes);
  node.append(...children);
  return node;
}

function fill(parent, children) {
  parent.replaceChildren(...children.filter(Boolean));
}

function note(text) {
  byId("note").textContent = text;
  byId("note").hidden = !text;
}

// A link out of the page, only where the address is plain web; anything else (javascript:, data:) stays text.
function outward(url, text) {
  if (!/^https?:\/\//i.test(url || "")) return text;
  return el("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, text);
}

const count = (n, one, many = `${one}s`) => `${n.toLocaleString("en")} ${n === 1 ? one : many}`;
