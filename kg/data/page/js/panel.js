// The evidence panel: an entity, a link with its quotes, or the steps of a path.

const FIRST = 14; // how many relations are listed before one asks for more

function panel() {
  let before = "";
  watchers.push(() => {
    const key = [view.node, view.link, view.goal, view.focus, choosing ? 1 : 0].join("\n");
    const content = view.goal ? routePage() : view.link ? linkPage(links.get(view.link)) : view.node ? nodePage(nodes.get(view.node)) : null;
    byId("panel").hidden = !content;
    document.body.classList.toggle("reading", Boolean(content));
    if (content) fill(byId("evidence"), content);
    if (content && key !== before) {
      byId("panel").scrollTop = 0;
      reveal();
    }
    before = key;
  });
  byId("close").addEventListener("click", () => {
    choosing = null;
    change(nothing);
    byId("network").focus();
  });
}

const heading = (...content) => el("p", { class: "heading", role: "heading", "aria-level": "2" }, ...content);
const button = (text, click) => el("button", { type: "button", click }, text);
const nodeButton = (node) => el("button", { type: "button", click: () => change({ ...nothing, node: node.id }) }, icon(node.type), node.label);

function nodePage(node) {
  const around = node.links.filter((link) => shown.found.has(link)).sort((a, b) => strength(b) - strength(a));
  const some = around.flatMap((link) => shown.found.get(link));
  return [
    heading(icon(node.type, 22), node.label, node.flag ? el("span", { class: "flag", "aria-hidden": "true" }, emoji(node.flag)) : null),
    el("p", { class: "meta" }, node.types.map(typeName).join(", "), ...identifiers(node)),
    node.aliases.length ? el("p", { class: "meta" }, `Also: ${node.aliases.slice(0, 16).join(", ")}${node.aliases.length > 16 ? "…" : ""}`) : null,
    actions(node),
    ...officeList(node),
    some.length && bins.length > 1 ? el("h3", {}, "In the news") : null,
    some.length && bins.length > 1 ? el("div", { class: "spark", role: "img", "aria-label": sparkLabel(some) }, histogram(some)) : null,
    some.length && bins.length > 1 ? el("p", { class: "axis" }, el("span", {}, spelled(bins[0])), el("span", {}, spelled(bins.at(-1)))) : null,
    el("h3", {}, count(around.length, "relation")),
    ...relationList(around, node),
    around.length ? el("details", {}, el("summary", {}, `Timeline: ${count(some.length, "claim")}`), ...cards(some.sort(byDate)).filter(Boolean)) : null,
  ];
}

const strength = (link) => sizeOf(link, shown.found.get(link) || link.claims);
const byDate = (a, b) => (when(a) < when(b) ? -1 : when(a) > when(b) ? 1 : 0);
const when = (claim) => claim.time || claim.article.date || "9999";
const sparkLabel = (some) => `${count(some.length, "claim")} between ${spelled(bins[0])} and ${spelled(bins.at(-1))}`;

// Links to where the entity is described on the web; nothing is opened unless the reader follows one.
function identifiers(node) {
  const qid = /^Q[1-9]\d*$/.test(node.qid || "") ? [" · ", outward(`https://www.wikidata.org/wiki/${node.qid}`, `Wikidata ${node.qid}`)] : [];
  const dbpedia = node.dbpedia ? [" · ", outward(`https://dbpedia.org/resource/${encodeURIComponent(node.dbpedia)}`, "DBpedia")] : [];
  return [...(node.flag ? [` · ISO ${node.flag}`] : []), ...qid, ...dbpedia];
}

function actions(node) {
  const near = view.focus === node.id;
  const away = shown.away.get(node);
  const folds = !away && (listed("open").has(node.id) || leaves(node).length > 0);
  return el("div", { class: "actions" },
    near ? button("Show all", () => { change({ focus: "" }); fit(); })
      : button("Focus", () => { change({ focus: node.id, depth: 2, open: "", shut: "" }); fit(); }),
    near ? button(view.depth > 1 ? "One step" : "Two steps", () => { change({ depth: view.depth > 1 ? 1 : 2 }); fit(); }) : null,
    away ? button(`Expand (${away.toLocaleString("en")})`, () => { unfold(node); begin(); }) : folds ? button("Collapse", () => unfold(node)) : null,
    choosing ? button("Choose the other end… (cancel)", () => { choosing = null; refresh(); })
      : button("Path to…", () => startRoute(node)));
}

function startRoute(node) {
  choosing = (goal) => {
    choosing = null;
    change({ ...nothing, node: node.id, goal: goal === node.id ? "" : goal });
  };
  refresh();
  byId("query").focus();
}

function officeList(node) {
  const held = offices.filter((office) => office.person === node.id).map((office) => [office, `${office.title}, `, officeEnd(office.body, office.name)]);
  const holders = offices.filter((office) => office.body === node.id).map((office) => [office, `${office.title}: `, officeEnd(office.person, office.person)]);
  // Who is in office comes first.
  const all = [...held, ...holders].sort(([a], [b]) => !b.to - !a.to || ((a.from || "") < (b.from || "") ? 1 : -1));
  if (!all.length) return [];
  const items = all.map(([office, title, end]) => el("li", {}, el("span", {}, title, end), el("span", { class: "dates" }, termOf(office))));
  return [el("h3", {}, held.length ? "Offices" : "Who holds office"), ...someOf(el("ul", { class: "offices" }), items, 5)];
}

// The first few of a list, and a button for the rest.
function someOf(list, items, most) {
  list.append(...items.slice(0, most));
  const rest = items.slice(most);
  const further = rest.length ? button(`Show all ${items.length}`, () => { list.append(...rest); further.remove(); }) : null;
  return [list, further];
}

const termOf = ({ from, to }) => (from || to ? `${from || "?"} – ${to || ""}` : "");
const officeEnd = (id, name) => (nodes.has(id) ? el("button", { type: "button", class: "plain", click: () => change({ ...nothing, node: id }) }, nodes.get(id).label) : name);

function routePage() {
  const ends = el("div", { class: "ends" }, nodeButton(nodes.get(view.node)), "to", nodeButton(nodes.get(view.goal)));
  if (!shown.route) return [heading("No path"), ends, el("p", {}, "No chain of shown relations joins the two.")];
  return [heading(`Path in ${count(shown.route.length, "step")}`), ends, ...shown.route.map((link) => claimCard(shown.found.get(link)[0]))];
}

const relationList = (around, node) => someOf(el("ul", { class: "relations" }), around.map((link) => relationRow(link, node)), FIRST);

function relationRow(link, node) {
  const some = shown.found.get(link) || link.claims;
  const directed = isDirected(some);
  const incoming = directed && link.ends[1] === node;
  return el("li", {}, el("button", { type: "button", click: () => change({ ...nothing, link: link.id }) },
    line(link.family, link.status, directed),
    el("span", {}, el("small", {}, incoming ? "" : `${said(some)} `), other(link, node).label,
      el("small", {}, incoming ? ` — ${said(some)} ${node.label}` : "")),
    el("span", { class: "count" }, strength(link).toLocaleString("en"))));
}

function linkPage(link) {
  const some = shown.found.get(link) || link.claims;
  const more = link.omitted ? ` ${count(link.omitted, "claim")} of them only counted.` : "";
  const beside = link.ends[0].links.filter((each) => each !== link && shown.found.has(each) && each.ends.includes(link.ends[1]));
  return [
    el("div", { class: "ends" }, nodeButton(link.ends[0]), line(link.family, link.status, isDirected(some)), nodeButton(link.ends[1])),
    el("p", { class: "meta" }, `${familyLook(link.family).label} · ${look.statuses[link.status].label.toLowerCase()} · `,
      `${count(sizeOf(link, some), "claim")}.${more}`),
    ...cards(some),
    beside.length ? el("h3", {}, "Also between the two") : null,
    ...(beside.length ? relationList(beside, link.ends[0]) : []),
  ];
}
