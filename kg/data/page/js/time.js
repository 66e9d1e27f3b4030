// The time strip: claims by the date of their article, stacked by family, with a slider at each end.

const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
const bins = binsOf(dates.map((date) => date.slice(0, 10)).filter((date) => /^\d{4}(-\d\d){0,2}$/.test(date)));
const spelled = (bin) => [bin.slice(8), MONTHS[Number(bin.slice(5, 7)) - 1], bin.slice(0, 4)].filter(Boolean).join(" ");
let playing = null;

// The days, months or years from the first date to the last, whichever are few enough to draw.
function binsOf(sorted) {
  if (!sorted.length) return [];
  const [first, last] = [sorted[0], sorted[sorted.length - 1]].map((date) => (date + "-01-01").slice(0, 10)).map((date) => new Date(`${date}T00:00Z`));
  const days = (last - first) / 86_400_000;
  const length = days < 45 && sorted[0].length === 10 ? 10 : days < 3_700 ? 7 : 4;
  const found = [];
  for (const date = first; date <= last || found.at(-1) < last.toISOString().slice(0, length); date.setUTCDate(date.getUTCDate() + 1)) {
    const bin = date.toISOString().slice(0, length);
    if (found.at(-1) !== bin) found.push(bin);
  }
  return found;
}

function time() {
  byId("time").hidden = bins.length < 2;
  if (bins.length < 2) return;
  const last = bins.length - 1;
  const since = end("since", (i) => ({ since: i ? bins[i] : "" }), (i) => Math.min(i, place("until", last)));
  const until = end("until", (i) => ({ until: i < last ? bins[i] : "" }), (i) => Math.max(i, place("since", 0)));
  fill(byId("range"), [el("div", { id: "bars", "aria-hidden": "true" }), since, until]);
  byId("play").addEventListener("click", play);
  watchers.push(() => {
    const [from, to] = [place("since", 0), place("until", last)];
    for (const [input, i] of [[since, from], [until, to]]) {
      input.value = i;
      input.setAttribute("aria-valuetext", spelled(bins[i]));
    }
    byId("period").textContent = from === 0 && to === last ? `${spelled(bins[0])} – ${spelled(bins[last])}` : from === to ? spelled(bins[from]) : `${spelled(bins[from])} – ${spelled(bins[to])}`;
    fill(byId("bars"), [histogram(shown.sieve.dated, from, to)]);
  });
}

// The number of the bin that a bound of the view lies in.
function place(key, open) {
  const found = view[key] ? bins.findIndex((bin) => bin >= view[key].slice(0, bin.length)) : open;
  return found < 0 ? (key === "since" ? 0 : bins.length - 1) : found;
}

function end(key, patch, kept) {
  const input = el("input", { type: "range", id: `f-${key}`, min: 0, max: bins.length - 1, step: 1,
    "aria-label": key === "since" ? "From, date of the article" : "Until, date of the article",
    input: () => { stop(); change(patch(kept(Number(input.value)))); } });
  return input;
}

const binAt = new Map(bins.map((bin, i) => [bin, i]));
const binOf = (article) => { article.bin ??= binAt.get((article.date || "").slice(0, bins[0].length)) ?? -1; return article.bin; };

// Bars of claims by date, stacked by family; those outside of the range are faint.
function histogram(some, from = 0, to = bins.length - 1) {
  const families = Object.keys(look.families);
  const heights = bins.map(() => new Map());
  for (const { article, link } of some) {
    const bin = heights[binOf(article)];
    if (bin) bin.set(link.family, (bin.get(link.family) || 0) + 1);
  }
  const most = Math.max(1, ...heights.map((bin) => [...bin.values()].reduce((sum, n) => sum + n, 0)));
  const bars = heights.flatMap((bin, i) => {
    let top = 100;
    return families.filter((family) => bin.has(family)).map((family) => {
      const tall = Math.max(2, (96 * bin.get(family)) / most);
      top -= tall;
      return svg("rect", { x: i + 0.12, y: top, width: 0.76, height: tall, fill: familyColor(family), "fill-opacity": i < from || i > to ? 0.22 : 1 });
    });
  });
  return svg("svg", { viewBox: `0 0 ${bins.length} 100`, preserveAspectRatio: "none" }, ...bars);
}

// Lets the end of the period run through the dates, from the beginning where it stands at the end.
function play() {
  if (playing) { stop(); return; }
  let i = place("until", bins.length - 1);
  if (i === bins.length - 1) i = place("since", 0) - 1;
  byId("play").setAttribute("aria-pressed", "true");
  playing = setInterval(() => {
    i += 1;
    if (i >= bins.length - 1) stop();
    change({ until: i < bins.length - 1 ? bins[i] : "" });
  }, Math.max(160, Math.min(700, 9_000 / bins.length)));
}

function stop() {
  clearInterval(playing);
  playing = null;
  byId("play").setAttribute("aria-pressed", "false");
}
