// Search by any name or alias, with suggestions that the arrow keys reach.

const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
let index = null;
let offered = [];
let at = -1;

// Names that begin so come first, then names with a word that begins so, then names that contain it.
function matches(query) {
  const wanted = fold(query.trim());
  if (!wanted) return [];
  index ||= byWeight.flatMap((node, rank) => [node.label, ...node.aliases].map((name) => ({ node, rank, name, key: fold(name) })));
  const rank = (key) => (key.startsWith(wanted) ? 0 : key.includes(` ${wanted}`) ? 1 : key.includes(wanted) ? 2 : 3);
  const best = new Map();
  for (const entry of index) {
    const score = rank(entry.key);
    const known = best.get(entry.node);
    if (score < 3 && (!known || score < known.score)) best.set(entry.node, { ...entry, score });
  }
  return [...best.values()].sort((a, b) => a.score - b.score || a.rank - b.rank).slice(0, 9);
}

function search() {
  const query = byId("query");
  query.addEventListener("input", () => offer(matches(query.value), query.value.trim()));
  query.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") move(event.key === "ArrowDown" ? 1 : -1);
    else if (event.key === "Enter" && offered.length) choose(offered[Math.max(at, 0)].node);
    else if (event.key === "Escape") offer([]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  query.addEventListener("blur", () => setTimeout(() => offer([]), 150));
}

// `wanted`: what was searched for, to say so where nothing has that name.
function offer(found, wanted = "") {
  offered = found;
  at = -1;
  byId("suggestions").hidden = !found.length && !wanted;
  byId("query").setAttribute("aria-expanded", String(found.length > 0));
  byId("query").removeAttribute("aria-activedescendant");
  const none = wanted && el("li", { class: "none", role: "option", "aria-disabled": "true" }, `No entity here is called “${wanted}”.`);
  fill(byId("suggestions"), !found.length ? [none] : found.map(({ node, name }, i) => el("li", {
    id: `s${i}`, role: "option", "aria-selected": "false", mousedown: (event) => { event.preventDefault(); choose(node); },
  }, icon(node.type), el("span", {}, node.label), el("span", {}, name === node.label ? typeName(node.type) : name))));
}

function move(step) {
  if (!offered.length) return;
  at = (at + step + offered.length) % offered.length;
  [...byId("suggestions").children].forEach((item, i) => item.setAttribute("aria-selected", String(i === at)));
  byId("query").setAttribute("aria-activedescendant", `s${at}`);
  byId(`s${at}`).scrollIntoView({ block: "nearest" });
}

function choose(node) {
  offer([]);
  byId("query").value = "";
  if (choosing) choosing(node.id);
  else if (shown.nodes.has(node)) change({ ...nothing, node: node.id });
  else change({ ...nothing, node: node.id, focus: "", open: [...listed("open"), node.id].join(",") });
}
