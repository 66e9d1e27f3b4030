// Where nodes stand. Python has placed all, or of many the strongest; a focus is laid out in rings, and what is unfolded
// finds the nearest free spot. No chance and no physics: the same steps give the same picture.

const settled = new Map();
const CELL = { x: 118, y: 62 };

// Places of this view: by focus, so that coming back finds everything where it was.
function places() {
  const key = view.focus && `${view.focus}\n${view.depth}`;
  if (!settled.has(key)) settled.set(key, view.focus ? rings(nodes.get(view.focus)) : given());
  const held = settled.get(key);
  settle([...shown.nodes].filter((node) => !held.has(node)), held);
  return held;
}

const upright = () => byId("network").clientHeight > byId("network").clientWidth;

// Python's positions are wide; on a phone they are turned on their side.
function given() {
  const turn = upright();
  return new Map(byWeight.filter((node) => node.given).map((node) => [node, turn ? { x: node.given.y, y: node.given.x } : { ...node.given }]));
}

// The focus in the middle, who is one step away around it, and outside of each those that are reached through it.
function rings(centre) {
  const near = [...reached(centre, shown.links, view.depth)].slice(1);
  const inner = near.filter(([node, link]) => other(link, node) === centre).map(([node]) => node);
  const outer = new Map(inner.map((node) => [node, []]));
  for (const [node, link] of near) outer.get(other(link, node))?.push(node);
  const shares = new Map(inner.map((node) => [node, Math.max(1, 0.8 * outer.get(node).length)]));
  const all = [...shares.values()].reduce((sum, share) => sum + share, 0);
  const radius = Math.max(165, inner.length * 11, all * 8);
  const stretch = upright() ? { x: 0.85, y: 1.2 } : { x: 1.4, y: 0.9 };
  const spot = (angle, far) => ({ x: Math.round(Math.cos(angle) * far * stretch.x), y: Math.round(Math.sin(angle) * far * stretch.y) });
  const found = new Map([[centre, { x: 0, y: 0 }]]);
  let angle = -Math.PI / 2;
  inOrderOfAngle(inner, centre).forEach((node, i) => {
    const part = (2 * Math.PI * shares.get(node)) / all;
    found.set(node, spot(angle + part / 2, radius + (inner.length > 20 && i % 2 ? 75 : 0)));
    outer.get(node).forEach((each, j, some) => {
      const far = radius + 190 + (j % 2) * 72 + (inner.length > 20 ? 75 : 0);
      found.set(each, spot(angle + (part * (j + 0.5)) / some.length, far));
    });
    angle += part;
  });
  return found;
}

// As they lie around the focus in the whole picture, so that neighbours stay neighbours; the others by type.
function inOrderOfAngle(some, centre) {
  const at = (node) => (node.given && centre.given ? Math.atan2(node.given.y - centre.given.y, node.given.x - centre.given.x) : 4);
  return [...some].sort((a, b) => at(a) - at(b) || (a.type < b.type ? -1 : a.type > b.type ? 1 : b.weight - a.weight));
}

// Each in turn goes to the free cell nearest to those it is linked with.
function settle(fresh, held) {
  const cellOf = ({ x, y }) => [Math.round(x / CELL.x), Math.round(y / CELL.y)];
  const taken = new Set([...held].filter(([node]) => shown.nodes.has(node)).map(([, at]) => cellOf(at).join()));
  for (const node of fresh.sort((a, b) => b.weight - a.weight || (a.id < b.id ? -1 : 1))) {
    const anchor = anchorOf(node, held);
    const [x, y] = nearestFree(cellOf(anchor), anchor, taken);
    taken.add([x, y].join());
    held.set(node, { x: x * CELL.x, y: y * CELL.y });
  }
}

function anchorOf(node, held) {
  const near = neighbours(node, shown.found).filter((each) => shown.nodes.has(each) && held.has(each)).slice(0, 3).map((each) => held.get(each));
  if (!near.length) return { x: 0, y: 0 };
  const mean = (axis) => near.reduce((sum, at) => sum + at[axis], 0) / near.length;
  return { x: mean("x"), y: mean("y") };
}

function nearestFree([x, y], anchor, taken) {
  for (let ring = 1; ; ring += 1) {
    const free = [];
    for (let i = -ring; i <= ring; i += 1) {
      for (let j = -ring; j <= ring; j += 1) {
        const outside = Math.max(Math.abs(i), Math.abs(j)) === ring;
        if (outside && !taken.has([x + i, y + j].join())) free.push([x + i, y + j]);
      }
    }
    const far = ([i, j]) => Math.hypot(i * CELL.x - anchor.x, j * CELL.y - anchor.y);
    if (free.length) return free.reduce((best, each) => (far(each) < far(best) ? each : best));
  }
}
