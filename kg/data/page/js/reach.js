// Who is reached from whom over the links that pass.

// The nodes within so many steps, each with the link that it was reached by, the nearest first.
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

// The links of a shortest path, or null where there is none.
function route(from, to, found) {
  if (!from || !to) return null;
  const near = reached(from, found, nodes.size);
  if (!near.has(to)) return null;
  const steps = [];
  for (let node = to; near.get(node); node = other(near.get(node), node)) steps.unshift(near.get(node));
  return steps;
}

// The other ends of a node's passing links with the claims between, the strongest first.
function neighbours(node, found) {
  const sizes = new Map();
  for (const link of node.links) {
    const some = found.get(link);
    if (some) sizes.set(other(link, node), (sizes.get(other(link, node)) || 0) + sizeOf(link, some));
  }
  return [...sizes].sort((a, b) => b[1] - a[1] || b[0].weight - a[0].weight || (a[0].id < b[0].id ? -1 : 1)).map(([each]) => each);
}
