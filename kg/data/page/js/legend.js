// The legend: what shapes, colours and lines mean, how much of each there is, and a switch for each.

function legend() {
  const types = Object.keys(look.types).concat("");
  watchers.push(() => {
    const typed = new Set([...passing("types").keys()].flatMap((link) => link.ends));
    rows("types", types, (type) => [...typed].filter((node) => isType(node, type)).length, true,
      (type) => [icon(type), typeLook(type).plural]);
    const families = claimCounts("families", "family");
    rows("families", Object.keys(look.families), (name) => families.get(name) || 0, true,
      (name) => [line(name), familyLook(name).label]);
    const statuses = claimCounts("statuses", "status");
    rows("statuses", Object.keys(look.statuses), (name) => statuses.get(name) || 0, false,
      (name) => [line(null, name), look.statuses[name].label], (name) => look.statuses[name].hint);
    byId("summary").textContent = summary();
  });
  byId("hidden").textContent = leftOut();
}

const isType = (node, type) => (type ? node.type === type : !Object.hasOwn(look.types, node.type));

function claimCounts(key, field) {
  const counts = new Map();
  for (const [link, claims] of passing(key)) {
    counts.set(link[field], (counts.get(link[field]) || 0) + claims.length + link.omitted);
  }
  return counts;
}

// `off`: the view lists what is switched off (else what is on). A row stays while its switch differs from the start.
function rows(key, names, counted, off, content, hint = () => null) {
  const list = byId(key);
  const set = listed(key);
  const held = document.activeElement?.closest(`#${key} button`)?.dataset.name;
  fill(list, names.filter((name) => counted(name) || set.has(name)).map((name) => {
    const button = el("button", {
      type: "button", "data-name": name, title: hint(name), "aria-pressed": String(set.has(name) !== off),
      click: () => toggle(key, name),
    }, ...content(name), el("span", { class: "count" }, counted(name).toLocaleString("en")));
    return el("li", {}, button);
  }));
  if (held !== undefined) [...list.querySelectorAll("button")].find((each) => each.dataset.name === held)?.focus();
}

function summary() {
  const claims = [...shown.links].reduce((sum, [link, each]) => sum + each.length + link.omitted, 0);
  const articles = new Set([...shown.links.values()].flat().map((claim) => claim.document)).size;
  const centre = nodes.get(view.focus);
  const around = centre ? `Around ${centre.label}: ` : "";
  return `${around}${count(shown.nodes.size, "entity", "entities")}, ${count(claims, "claim")} from ${count(articles, "article")}`;
}

function leftOut() {
  const { nodes: n, claims } = book.hidden;
  if (!n && !claims) return "";
  return `Left out of this file: ${count(n, "weaker entity", "weaker entities")} and ${count(claims, "claim")}.`;
}
