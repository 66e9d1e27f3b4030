// The legend: what shapes, colours and lines mean, how much of each there is, and a switch for each.

const LEGENDS = {
  types: { names: [...Object.keys(look.types), "Other"], off: true, content: (name) => [icon(name), typeLook(name).plural] },
  families: { names: Object.keys(look.families), off: true, content: (name) => [line(name), familyLook(name).label] },
  statuses: {
    names: Object.keys(look.statuses), off: false, content: (name) => [line(null, name), look.statuses[name].label],
    hint: (name) => look.statuses[name].hint,
  },
};

function legend() {
  watchers.push(() => {
    const { types, families, statuses } = shown.sieve;
    rows("types", new Map([...types].map(([kind, some]) => [kind, some.size])));
    rows("families", families);
    rows("statuses", statuses);
    byId("summary").textContent = summary();
    fill(byId("key"), keyItems());
    byId("thin").textContent = shown.thin ? `Of ${count(shown.links.size, "line")} the ${shown.thin.size} strongest are drawn. Choose an entity to see all of its own.` : "";
  });
  byId("hidden").textContent = leftOut();
}

// `off`: the view lists what is switched off (else what is on). A row stays while its switch differs from the start.
function rows(key, counts) {
  const { names, off, content, hint = () => null } = LEGENDS[key];
  const set = listed(key);
  const held = document.activeElement?.closest(`#${key} button`);
  const found = names.filter((name) => counts.has(name) || set.has(name));
  fill(byId(key), found.map((name) => el("li", {},
    el("button", { type: "button", "data-name": name, title: hint(name), "aria-pressed": String(set.has(name) !== off), click: () => toggle(key, name) },
      ...content(name), el("span", { class: "count" }, (counts.get(name) || 0).toLocaleString("en"))),
    el("button", { type: "button", class: "only", "data-name": name, "aria-label": onlyLabel(key, name), click: () => only(key, name, found) }, "only"))));
  if (held) [...byId(key).querySelectorAll("button")].find((each) => each.dataset.name === held.dataset.name && each.className === held.className)?.focus();
}

// What is in sight, for paper and for saved pictures, where nothing can be clicked.
function inKey() {
  const [types, families, statuses] = [new Set([...shown.nodes].map(({ kind }) => kind)), new Set(), new Set()];
  for (const link of shown.links.keys()) {
    families.add(link.family);
    statuses.add(link.status);
  }
  statuses.delete("stated");
  return [["types", types], ["families", families], ["statuses", statuses]].flatMap(([key, set]) =>
    LEGENDS[key].names.filter((name) => set.has(name)).map((name) => ({ key, name, label: LEGENDS[key].content(name)[1] })));
}

const keyItems = () => inKey().map(({ key, name }) => el("li", {}, ...LEGENDS[key].content(name)));
const onlyLabel = (key, name) => `Show only ${LEGENDS[key].content(name)[1]}, or all again`;

// Switches all others of the legend off; once more switches them on again.
function only(key, name, found) {
  const others = found.filter((each) => each !== name);
  const wanted = LEGENDS[key].off ? others.sort().join(",") : name;
  change({ [key]: view[key] === wanted ? FRESH[key] : wanted });
}

function summary() {
  const some = [...shown.links];
  const told = some.reduce((sum, [link, each]) => sum + sizeOf(link, each), 0);
  const from = new Set(some.flatMap(([, each]) => each.map((claim) => claim.article))).size;
  const centre = nodes.get(view.focus);
  const around = centre ? `Around ${centre.label}: ` : "";
  const part = shown.total > shown.nodes.size;
  const entities = part ? `the ${shown.nodes.size} strongest of ${count(shown.total, "entity", "entities")}` : count(shown.nodes.size, "entity", "entities");
  return `${around}${entities}, ${count(told, "claim")} from ${count(from, "article")}`;
}

function leftOut() {
  const { nodes: n, claims: m, quotes } = book.hidden;
  const gone = n || m ? `Left out of this file: ${count(n, "weaker entity", "weaker entities")} and ${count(m, "claim")}. ` : "";
  return gone + (quotes ? `To keep it small, ${count(quotes, "claim")} came without the quote.` : "");
}
