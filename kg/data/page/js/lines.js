// The lines between nodes, as vis-network draws them.

// Of a tangle only the strongest lines are drawn, and all of what is chosen.
const isDrawn = (link) => !shown.thin || shown.thin.has(link) || Boolean(lit.links?.has(link));

function lineOf([link, some]) {
  const color = familyColor(link.family);
  const faded = lit.links && !lit.links.has(link);
  return {
    id: link.id, from: link.ends[0].id, to: link.ends[1].id,
    width: grown * lineWidth(sizeOf(link, some)) * (lit.links && !faded ? 1.5 : 1),
    color: { color, hover: color, highlight: color, opacity: faded ? 0.06 : lit.links ? 1 : clear(link, some) },
    dashes: dashes(link.status),
    arrows: {
      to: { enabled: isDirected(some), scaleFactor: 0.55 },
      middle: { enabled: link.status === "denied", type: "bar", scaleFactor: 1.3 },
    },
    smooth: link.bend ? { enabled: true, type: link.bend > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(link.bend) } : false,
  };
}

// The more lines there are, the fainter each is, so that the strong ones stand out, and those at the focus.
function clear(link, some) {
  const plain = Math.max(0.4, Math.min(0.8, 170 / ((shown.thin || shown.links).size || 1)));
  const aside = view.focus && link.ends.every((node) => node.id !== view.focus);
  return Math.min(0.9, plain + 0.06 * some.length) * (aside ? 0.6 : 1);
}

function linkTip(link) {
  const some = shown.links.get(link) || link.claims;
  const mood = link.status === "stated" ? "" : ` (${link.status})`;
  return `${link.ends[0].label} — ${said(some)} — ${link.ends[1].label}${mood}\n${count(sizeOf(link, some), "claim")}`;
}
