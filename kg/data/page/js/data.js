// What the page knows: nodes, links and claims as Python wrote them, joined by reference. Never changed later.

const read = (id) => JSON.parse(byId(id).textContent);
const book = read("book");
const look = book.look;
const rowsOfNodes = read("nodes").map(nodeOf);
const nodes = new Map(rowsOfNodes.map((node) => [node.id, node]));
const articles = book.documents.map(([date, source, title, url]) => ({ date, source: book.sources[source], title, url }));
const relations = new Map(book.relations.map((relation) => [relation.name, relation]));
const claims = book.claims.map(claimOf);
const links = new Map(read("links").map(linkOf).map((link) => [link.id, link]));
const offices = book.offices.map(([person, relation, body, name, title, from, to]) => ({ person, relation, body, name, title, from, to }));

// Rows are in the order of NODE_FIELDS and LINK_FIELDS in html.py. `kind` is the row of the legend, `given` where Python
// put the node, if it did.
function nodeOf([id, label, types, qid, dbpedia, flag, aliases, x, y]) {
  const [type] = types;
  const kind = Object.hasOwn(look.types, type) ? type : "Other";
  return { id, label, types, type, kind, qid, dbpedia, flag, aliases, given: x === null ? null : { x, y }, links: [], weight: 0 };
}

// A claim beyond what the file has room for comes without its `quote` and all that hangs on it. Its link is set later, in
// a place made now: adding one to so many objects would take half a second.
function claimOf([article, predicate, confidence, speaker, rest]) {
  return { article: articles[article], relation: book.relations[predicate], confidence, speaker: book.speakers[speaker], link: null, ...rest };
}

function linkOf([from, to, family, status, first, held, omitted, bend]) {
  const ends = [rowsOfNodes[from], rowsOfNodes[to]];
  const kinds = { family: book.families[family], status: book.statuses[status] };
  const link = { id: `${ends[0].id}~${ends[1].id}~${kinds.family}~${kinds.status}`, ends, ...kinds, omitted, bend, claims: claims.slice(first, first + held) };
  for (const claim of link.claims) claim.link = link;
  const weight = (held + omitted) * (kinds.status === "stated" ? 1 : 0.05);
  for (const node of ends) {
    node.links.push(link);
    node.weight += weight;
  }
  return link;
}

const typeLook = (type) => (Object.hasOwn(look.types, type) ? look.types[type] : look.other);
const typeName = (type) => typeLook(type).label || type;
const familyLook = (family) => (Object.hasOwn(look.families, family) ? look.families[family] : look.families.structure);
const other = (link, node) => (link.ends[0] === node ? link.ends[1] : link.ends[0]);
const textOf = (claim) => (claim.quote || []).map(([, text]) => text).join("");
const isDirected = (some) => some.some((claim) => !claim.relation.symmetric);
const said = (some) => [...new Set(some.map((claim) => claim.relation.label))].join(", ");
const byWeight = [...nodes.values()].sort((a, b) => b.weight - a.weight || (a.id < b.id ? -1 : 1));
const heaviest = Math.max(40, byWeight[0]?.weight || 0);
const share = (node) => Math.sqrt(node.weight / heaviest);
const dates = articles.map((article) => article.date).filter(Boolean).sort();

// Every value of a claim's field with the number of its claims, the commonest first.
function tally(field) {
  const counts = new Map();
  for (const claim of claims) {
    const value = field(claim);
    if (value) counts.set(value, (counts.get(value) || 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}
