// The view: what is filtered, focused and selected. It is one flat value, kept in the URL's hash so that it can be shared.

const FRESH = {
  types: "", families: "", statuses: "stated", predicate: "", source: "", speaker: "", since: "", until: "",
  sure: 0, evidence: 1, focus: "", depth: 1, node: "", link: "", goal: "",
};
const view = { ...FRESH };
const shown = { links: new Map(), nodes: new Set(), route: null };
const watchers = [];

const listed = (key) => new Set(view[key].split(",").filter(Boolean));

function change(patch) {
  Object.assign(view, patch);
  note("");
  refresh();
  const hash = new URLSearchParams(Object.entries(view).filter(([key, value]) => String(value) !== String(FRESH[key])));
  history.replaceState(null, "", `#${hash}`);
}

function refresh() {
  shown.links = focused(passing());
  shown.nodes = new Set([...shown.links.keys()].flatMap((link) => link.ends));
  if (nodes.has(view.node)) shown.nodes.add(nodes.get(view.node));
  shown.route = view.goal ? route(nodes.get(view.node), nodes.get(view.goal)) : null;
  for (const watcher of watchers) watcher();
}

function fromHash() {
  const given = new URLSearchParams(location.hash.slice(1));
  Object.assign(view, FRESH);
  for (const [key, value] of given) {
    if (Object.hasOwn(FRESH, key)) view[key] = typeof FRESH[key] === "number" ? Number(value) || FRESH[key] : value;
  }
  const unknown = [["node", nodes], ["goal", nodes], ["focus", nodes], ["link", links]].filter(([key, all]) => view[key] && !all.has(view[key]));
  note(unknown.map(([key]) => `This file has no “${view[key]}”.`)[0] || "");
  for (const [key] of unknown) view[key] = "";
  refresh();
}

function toggle(key, name) {
  const names = listed(key);
  if (!names.delete(name)) names.add(name);
  change({ [key]: [...names].sort().join(",") });
}

// Links with the claims that pass; `except` names a filter of the legend to leave out, for its counts.
function passing(except = "") {
  const [types, families, statuses] = ["types", "families", "statuses"].map(listed);
  const found = new Map();
  for (const link of links.values()) {
    if (except !== "statuses" && !statuses.has(link.status)) continue;
    if (except !== "families" && families.has(link.family)) continue;
    if (except !== "types" && link.ends.some((node) => types.has(node.type))) continue;
    const claims = link.claims.filter(passes);
    if (claims.length && claims.length + link.omitted >= view.evidence) found.set(link, claims);
  }
  return found;
}

function passes(claim) {
  const date = claim.article.date || "";
  return (!view.predicate || claim.predicate === view.predicate)
    && (!view.source || claim.article.source === view.source)
    && (!view.speaker || claim.speaker === view.speaker)
    && (!view.since || date >= view.since)
    && (!view.until || (date && date.slice(0, view.until.length) <= view.until))
    && claim.confidence >= view.sure;
}

function focused(found) {
  const centre = nodes.get(view.focus);
  if (!centre) return found;
  const near = reached(centre, found, view.depth);
  return new Map([...found].filter(([link]) => link.ends.every((node) => near.has(node))));
}

function reached(centre, found, depth) {
  const near = new Map([[centre, null]]);
  let edge = [centre];
  for (let step = 0; step < depth && edge.length; step += 1) {
    const next = [];
    for (const node of edge) {
      for (const link of node.links) {
        const neighbour = other(link, node);
        if (!found.has(link) || near.has(neighbour)) continue;
        near.set(neighbour, link);
        next.push(neighbour);
      }
    }
    edge = next;
  }
  return near;
}

// The links of a shortest path over what is shown, or null.
function route(from, to) {
  if (!from || !to) return null;
  const near = reached(from, shown.links, nodes.size);
  if (!near.has(to)) return null;
  const steps = [];
  for (let node = to; near.get(node); node = other(near.get(node), node)) steps.unshift(near.get(node));
  return steps;
}
