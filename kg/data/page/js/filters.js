// The finer filters: relation, source, speaker, dates, confidence, evidence.

function filters() {
  const predicates = tally((claim) => claim.predicate).map(([name, n]) => [name, n, book.relations[name].label]);
  const months = monthsBetween(dates);
  const fields = [
    chooser("Relation", "predicate", predicates),
    chooser("Source", "source", tally((claim) => claim.article.source)),
    chooser("Speaker", "speaker", tally((claim) => claim.speaker)),
    months.length > 1 ? period(months) : null,
    slider("Confidence at least", "sure", { min: 0, max: 1, step: 0.05 }, (value) => `${Math.round(value * 100)} %`),
    slider("Claims a line at least", "evidence", { min: 1, max: 10, step: 1 }, String),
  ];
  fill(byId("fields"), fields);
}

function chooser(label, key, values) {
  if (!values.length) return null;
  const options = values.slice(0, 300).map(([value, n, text]) => el("option", { value }, `${text || value} (${n})`));
  const select = el("select", { id: `f-${key}`, change: () => change({ [key]: select.value }) },
    el("option", { value: "" }, "any"), ...options);
  watchers.push(() => { select.value = view[key]; });
  return el("label", { class: "field" }, label, select);
}

function slider(label, key, range, written) {
  const out = el("output");
  const input = el("input", { type: "range", id: `f-${key}`, ...range, input: () => change({ [key]: Number(input.value) }) });
  watchers.push(() => {
    input.value = view[key];
    out.textContent = written(view[key]);
  });
  return el("label", { class: "field" }, label, out, input);
}

function monthsBetween(sorted) {
  if (!sorted.length) return [];
  const index = (date) => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7) || 1) - 1;
  const [first, last] = [index(sorted[0]), index(sorted[sorted.length - 1])];
  const name = (i) => `${String(Math.floor(i / 12)).padStart(4, "0")}-${String((i % 12) + 1).padStart(2, "0")}`;
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => name(first + i));
}

// Two sliders over a histogram of claims; an end of the range that is not narrowed sets no filter.
function period(months) {
  const counts = new Map(tally((claim) => (claim.article.date || "").slice(0, 7)));
  const bins = months.length > 48 ? Math.ceil(months.length / 48) : 1;
  const bars = months.filter((_, i) => i % bins === 0).map((month, i) => {
    const inside = months.slice(i * bins, (i + 1) * bins);
    return { bar: el("i"), inside, n: inside.reduce((sum, each) => sum + (counts.get(each) || 0), 0) };
  });
  const most = Math.max(...bars.map(({ n }) => n), 1);
  for (const { bar, n } of bars) bar.style.height = `${(100 * n) / most}%`;
  const last = months.length - 1;
  const since = edge("From", (i) => change({ since: i ? months[i] : "" }), last);
  const until = edge("Until", (i) => change({ until: i < last ? months[i] : "" }), last);
  watchers.push(() => {
    since.show(Math.max(0, months.indexOf(view.since)), months);
    until.show(view.until && months.includes(view.until) ? months.indexOf(view.until) : last, months);
    for (const { bar, inside } of bars) {
      const within = inside.some((month) => (!view.since || month >= view.since) && (!view.until || month <= view.until));
      bar.className = within ? "in" : "";
    }
  });
  return el("div", { role: "group", "aria-label": "Date of the article" },
    el("div", { class: "bars", "aria-hidden": "true" }, ...bars.map(({ bar }) => bar)), since.field, until.field);
}

function edge(label, moved, last) {
  const out = el("output");
  const input = el("input", { type: "range", id: `f-${label.toLowerCase()}`, min: 0, max: last, step: 1, input: () => moved(Number(input.value)) });
  const show = (i, months) => {
    input.value = i;
    out.textContent = months[i];
  };
  return { field: el("label", { class: "field" }, label, out, input), show };
}
