// What passes the filters: links with their claims, and how many would, were one legend left out.

function passing() {
  const [types, families, statuses] = ["types", "families", "statuses"].map(listed);
  const sieve = { found: new Map(), types: new Map(), families: new Map(), statuses: new Map(), dated: [] };
  const all = !FINE.some((key) => view[key] !== FRESH[key]);
  const always = !view.since && !view.until;
  for (const link of links.values()) {
    const off = [
      ...(statuses.has(link.status) ? [] : ["statuses"]),
      ...(families.has(link.family) ? ["families"] : []),
      ...(types.size && link.ends.some((node) => types.has(node.kind)) ? ["types"] : []),
    ];
    if (off.length > 1) continue;
    const fine = all ? link.claims : link.claims.filter(fits);
    if (!off.length) for (const claim of fine) sieve.dated.push(claim);
    const some = always ? fine : fine.filter(inTime);
    if (some.length && sizeOf(link, some) >= view.evidence) sift(sieve, link, some, off[0]);
  }
  return sieve;
}

// The filters that look at single claims.
const FINE = ["predicate", "source", "speaker", "sure"];

function fits({ relation, article, speaker, confidence }) {
  return (!view.predicate || relation.name === view.predicate)
    && (!view.source || article.source === view.source)
    && (!view.speaker || speaker === view.speaker)
    && confidence >= view.sure;
}

// The date is that of the article; bounds may be years, months or days.
function inTime({ article }) {
  const date = article.date || "";
  return (!view.since || date >= view.since) && (!view.until || (date !== "" && date.slice(0, view.until.length) <= view.until));
}

// `off`: the one legend that holds the link back, if any. What it holds back counts there, as it would be there.
function sift(sieve, link, some, off) {
  const add = (key, name) => sieve[key].set(name, (sieve[key].get(name) || 0) + sizeOf(link, some));
  if (!off) sieve.found.set(link, some);
  if (!off || off === "families") add("families", link.family);
  if (!off || off === "statuses") add("statuses", link.status);
  if (off && off !== "types") return;
  for (const node of link.ends) {
    if (!sieve.types.has(node.kind)) sieve.types.set(node.kind, new Set());
    sieve.types.get(node.kind).add(node);
  }
}

const sizeOf = (link, some) => some.length + link.omitted;
