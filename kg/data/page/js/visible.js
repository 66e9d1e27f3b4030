// What is in sight: all that passes while people can read it; else the strongest, what was unfolded, and what is chosen.

const BATCH = 25; // how many neighbours one unfolding brings
const FULL = 420; // more lines than this are thinned to the strongest of every node
const STRONGEST = 2;
const NEAR = 90; // the most of a neighbourhood that rings can hold
const shown = { sieve: null, found: new Map(), links: new Map(), nodes: new Set(), thin: null, away: new Map(), total: 0, route: null };

redo.push(() => {
  shown.sieve = passing();
  shown.found = shown.sieve.found;
  shown.route = view.goal ? route(nodes.get(view.node), nodes.get(view.goal), shown.found) : null;
  shown.nodes = inSight();
  shown.links = new Map([...shown.found].filter(([link]) => link.ends.every((node) => shown.nodes.has(node))));
  shown.away = awayFrom();
  shown.thin = thinned();
});

function inSight() {
  const strength = strengths();
  const centre = nodes.get(view.focus);
  const some = centre ? aroundCentre(centre, strength) : strongest(strength);
  for (const id of listed("open")) if (nodes.has(id)) unfolded(nodes.get(id), some);
  for (const id of listed("shut")) if (nodes.has(id)) folded(nodes.get(id), some);
  const chosen = [nodes.get(view.node), ...(shown.route || []).flatMap((link) => link.ends), ...(links.get(view.link)?.ends || [])];
  for (const node of chosen) if (node) some.add(node);
  return some;
}

// Claims at each node; nodes without any are not in sight.
function strengths() {
  const strength = new Map();
  for (const [link, some] of shown.found) {
    for (const node of link.ends) strength.set(node, (strength.get(node) || 0) + sizeOf(link, some));
  }
  return strength;
}

const byStrength = ([a, n], [b, m]) => m - n || (a.id < b.id ? -1 : 1);

function strongest(strength) {
  shown.total = strength.size;
  const all = [...strength];
  return new Set((all.length > book.crowd ? all.sort(byStrength).slice(0, view.most) : all).map(([node]) => node));
}

// A neighbourhood that is too large to read loses its weakest outer nodes.
function aroundCentre(centre, strength) {
  const near = [...reached(centre, shown.found, view.depth).keys()];
  shown.total = near.length;
  const most = Math.min(NEAR, view.most);
  if (near.length <= most) return new Set(near);
  const inner = neighbours(centre, shown.found);
  const ranked = [...near.slice(1 + inner.length)].sort((a, b) => strength.get(b) - strength.get(a) || (a.id < b.id ? -1 : 1));
  return new Set([centre, ...inner, ...ranked].slice(0, most));
}

function unfolded(node, some) {
  some.add(node);
  const fresh = neighbours(node, shown.found).filter((each) => !some.has(each));
  for (const each of fresh.slice(0, BATCH)) some.add(each);
}

// Those that hang on this node alone go.
function folded(node, some) {
  for (const leaf of leaves(node, some)) some.delete(leaf);
}

function leaves(node, some = shown.nodes) {
  return neighbours(node, shown.found).filter((each) => some.has(each) && each !== nodes.get(view.focus)
    && neighbours(each, shown.found).every((end) => end === node || !some.has(end)));
}

// How many neighbours of each node in sight are not.
function awayFrom() {
  const away = new Map();
  for (const link of shown.found.keys()) {
    link.ends.forEach((node, i) => {
      const far = link.ends[1 - i];
      if (!shown.nodes.has(node) || shown.nodes.has(far)) return;
      if (!away.has(node)) away.set(node, new Set());
      away.get(node).add(far);
    });
  }
  return new Map([...away].map(([node, set]) => [node, set.size]));
}

// The lines that are drawn where all would be a tangle: the strongest few of every node; around a focus those that lead
// to it. Null: all.
function thinned() {
  const centre = nodes.get(view.focus);
  if (shown.links.size <= (centre ? FULL / 3 : FULL)) return null;
  const kept = new Set(centre ? [...centre.links, ...reached(centre, shown.links, nodes.size).values()].filter((link) => shown.links.has(link)) : []);
  const mine = new Map();
  for (const [link] of [...shown.links].sort((a, b) => sizeOf(...b) - sizeOf(...a) || (a[0].id < b[0].id ? -1 : 1))) {
    if (!link.ends.some((node) => (mine.get(node) || 0) < (centre ? 1 : STRONGEST))) continue;
    kept.add(link);
    for (const node of link.ends) mine.set(node, (mine.get(node) || 0) + 1);
  }
  return kept;
}

// Brings the neighbours that are not in sight; where all are, takes away those that hang on this node alone.
function unfold(node) {
  const [open, shut] = [listed("open"), listed("shut")];
  if (shown.away.get(node)) {
    shut.delete(node.id) || open.add(node.id);
  } else {
    open.delete(node.id) || shut.add(node.id);
  }
  change({ open: [...open].join(","), shut: [...shut].join(",") });
}
