// What the page knows: nodes, links and claims as Python wrote them, joined by reference. Never changed later.

const read = (id) => JSON.parse(byId(id).textContent);
const book = read("book");
const look = book.look;
const nodes = new Map(read("nodes").map((node) => [node.id, { ...node, links: [], weight: 0 }]));
const links = new Map(read("links").map((link) => [link.id, link]));

for (const link of links.values()) {
  const [first, held] = link.claims;
  link.claims = book.claims.slice(first, first + held);
  for (const claim of link.claims) Object.assign(claim, { link, article: book.documents[claim.document] });
  link.ends = [nodes.get(link.from), nodes.get(link.to)];
  const weight = (held + link.omitted) * (link.status === "stated" ? 1 : 0.05);
  for (const node of link.ends) {
    node.links.push(link);
    node.weight += weight;
  }
}

const typeLook = (type) => (Object.hasOwn(look.types, type) ? look.types[type] : look.other);
const familyLook = (family) => (Object.hasOwn(look.families, family) ? look.families[family] : look.families.structure);
const other = (link, node) => (link.ends[0] === node ? link.ends[1] : link.ends[0]);
const textOf = (claim) => claim.quote.map(([, text]) => text).join("");
const byWeight = [...nodes.values()].sort((a, b) => b.weight - a.weight || (a.id < b.id ? -1 : 1));
const dates = book.documents.map((article) => article.date).filter(Boolean).sort();

// Every value of a claim field with the number of its claims, the commonest first.
function tally(field) {
  const counts = new Map();
  for (const claim of book.claims) {
    const value = field(claim);
    if (value) counts.set(value, (counts.get(value) || 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}
