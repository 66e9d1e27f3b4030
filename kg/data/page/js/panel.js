// The evidence panel: an entity, a link with its quotes, or the steps of a path.

function panel() {
  let before = "";
  watchers.push(() => {
    const key = [view.node, view.link, view.goal, choosing ? 1 : 0].join("\n");
    const content = view.goal ? routePage() : view.link ? linkPage(links.get(view.link)) : view.node ? nodePage(nodes.get(view.node)) : null;
    byId("panel").hidden = !content;
    if (content) fill(byId("evidence"), content);
    if (content && key !== before) {
      byId("panel").scrollTop = 0;
      reveal();
    }
    before = key;
  });
  byId("close").addEventListener("click", () => {
    choosing = null;
    change({ node: "", link: "", goal: "" });
    byId("network").focus();
  });
}

const heading = (...content) => el("p", { class: "heading", role: "heading", "aria-level": "2" }, ...content);
const button = (text, click) => el("button", { type: "button", click }, text);
const nodeButton = (node) => el("button", { type: "button", click: () => { change({ node: node.id, link: "", goal: "" }); } },
  icon(node.type), node.label);

function nodePage(node) {
  const around = node.links.filter((link) => shown.links.has(link));
  const claims = around.flatMap((link) => shown.links.get(link));
  return [
    heading(icon(node.type, 22), node.label),
    el("p", { class: "meta" }, node.types.join(", "), ...identifiers(node)),
    node.aliases.length ? el("p", { class: "meta" }, `Also: ${node.aliases.slice(0, 12).join(", ")}`) : null,
    actions(node),
    el("h3", {}, count(around.length, "relation")),
    relationList(around.sort((a, b) => strength(b) - strength(a)), node),
    around.length ? el("details", {}, el("summary", {}, `Timeline: ${count(claims.length, "claim")}`),
      ...claims.sort(byDate).slice(0, 60).map(claimCard)) : null,
  ];
}

const strength = (link) => shown.links.get(link).length + link.omitted;
const byDate = (a, b) => (when(a) < when(b) ? -1 : when(a) > when(b) ? 1 : 0);
const when = (claim) => claim.time || claim.article.date || "9999";

function identifiers(node) {
  return /^Q[1-9]\d*$/.test(node.qid || "") ? [" · ", outward(`https://www.wikidata.org/wiki/${node.qid}`, node.qid)] : [];
}

function actions(node) {
  const near = view.focus === node.id;
  return el("div", { class: "actions" },
    near ? button("Show all", () => { change({ focus: "" }); fit(); })
      : button("Only its neighbours", () => { change({ focus: node.id, depth: 1 }); fit(); }),
    near ? button(view.depth > 1 ? "One step" : "Two steps", () => { change({ depth: view.depth > 1 ? 1 : 2 }); fit(); }) : null,
    choosing ? button("Choose the other end… (cancel)", () => { choosing = null; refresh(); })
      : button("Path to…", () => startRoute(node)));
}

function startRoute(node) {
  choosing = (goal) => {
    choosing = null;
    change({ node: node.id, goal: goal === node.id ? "" : goal, link: "" });
  };
  refresh();
  byId("query").focus();
}

function routePage() {
  const ends = el("div", { class: "ends" }, nodeButton(nodes.get(view.node)), "to", nodeButton(nodes.get(view.goal)));
  if (!shown.route) return [heading("No path"), ends, el("p", {}, "No chain of shown relations joins the two.")];
  return [
    heading(`Path in ${count(shown.route.length, "step")}`), ends,
    ...shown.route.map((link) => claimCard(shown.links.get(link)[0])),
  ];
}

function relationList(around, node) {
  return el("ul", { class: "relations" }, ...around.slice(0, 80).map((link) => {
    const claims = shown.links.get(link);
    const directed = claims.some((claim) => !book.relations[claim.predicate].symmetric);
    const said = [...new Set(claims.map((claim) => book.relations[claim.predicate].label))].join(", ");
    const incoming = directed && link.to === node.id;
    return el("li", {}, el("button", { type: "button", click: () => change({ link: link.id, node: "", goal: "" }) },
      line(link.family, link.status, directed),
      el("span", {}, el("small", {}, incoming ? "" : `${said} `), other(link, node).label,
        el("small", {}, incoming ? ` — ${said} ${node.label}` : "")),
      el("span", { class: "count" }, strength(link).toLocaleString("en"))));
  }));
}

function linkPage(link) {
  const claims = shown.links.get(link) || link.claims;
  const directed = claims.some((claim) => !book.relations[claim.predicate].symmetric);
  const more = link.omitted ? ` The ${claims.length} surest are in this file.` : "";
  const beside = link.ends[0].links.filter((each) => each !== link && shown.links.has(each) && each.ends.includes(link.ends[1]));
  return [
    el("div", { class: "ends" }, nodeButton(link.ends[0]), line(link.family, link.status, directed), nodeButton(link.ends[1])),
    el("p", { class: "meta" }, `${familyLook(link.family).label} · ${look.statuses[link.status].label.toLowerCase()} · `,
      `${count(claims.length + link.omitted, "claim")}.${more}`),
    ...claims.map(claimCard),
    beside.length ? el("h3", {}, "Also between the two") : null,
    beside.length ? relationList(beside, link.ends[0]) : null,
  ];
}

function claimCard(claim) {
  const { article, link } = claim;
  const quote = el("blockquote", {}, ...claim.quote.map(([role, text]) => (role ? el("mark", { class: role }, text) : text)));
  quote.style.setProperty("--family", familyColor(link.family));
  const relation = book.relations[claim.predicate];
  return el("article", { class: "claim" },
    el("h3", {}, `${link.ends[0].label} — `, el("span", { class: "predicate", title: relation.definition }, relation.label), ` — ${link.ends[1].label}`),
    quote,
    el("p", { class: "meta" }, el("strong", {}, article.source || "unknown source"), article.date ? ` · ${article.date}` : " · no date",
      " · ", outward(article.url, article.title)),
    claim.speaker || claim.via ? el("p", { class: "meta" }, ...saidBy(claim)) : null,
    ...details(claim),
    el("p", { class: "meta" }, badge(claim), "confidence", sureBar(claim.confidence), `${Math.round(claim.confidence * 100)} %`),
    copyButton(claim),
    el("p", { class: "meta fine" }, wordingOf(claim)));
}

// What found the claim: an entry of the lexicon of wordings, or another method by its name.
function wordingOf({ method }) {
  const [kind, id] = method.split(/:(.*)/s);
  return kind === "lexicon" && id ? `Wording: ${id}` : `Method: ${method}`;
}

function saidBy(claim) {
  const speaker = claim.speaker ? ["Said by ", el("strong", {}, claim.speaker)] : [];
  return claim.via ? [...speaker, speaker.length ? ", as " : "As ", el("strong", {}, claim.via), " reports"] : speaker;
}

function badge(claim) {
  const name = claim.ended ? "ended" : claim.factuality;
  return el("span", { class: `badge ${name}` }, name);
}

function sureBar(value) {
  const bar = el("i");
  bar.style.width = `${Math.round(value * 100)}%`;
  return el("span", { class: "sure", "aria-hidden": "true" }, bar);
}

function details(claim) {
  const span = claim.since || claim.until ? `${claim.since || "?"} to ${claim.until || "now or unknown"}` : null;
  const facts = [
    ["When", claim.time], ["Held", span], ["Read as", (claim.read || []).join("; ")], ["Found in", claim.zone],
    ...(claim.notes || []).map((note) => note.split(/: (.*)/s)),
  ].filter(([, value]) => value);
  return facts.map(([name, value]) => el("p", { class: "meta" }, `${name}: `, el("strong", {}, value)));
}

function copyButton(claim) {
  const said = `“${textOf(claim)}” (${[claim.article.source, claim.article.title, claim.article.date, claim.article.url].filter(Boolean).join(", ")})`;
  const copy = button("Copy quote", async () => {
    copy.textContent = (await copied(said)) ? "Copied" : "Could not copy";
  });
  return copy;
}

// file: pages have no clipboard API in some browsers; the old command still works there.
async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = el("textarea", { class: "unseen" });
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}
