// The finer filters: relation, source, speaker, confidence, evidence; and how many of a large network are in sight.

function filters() {
  const predicates = tally((claim) => claim.relation.name).map(([name, n]) => [name, n, relations.get(name).label]);
  fill(byId("fields"), [
    nodes.size > book.crowd ? slider("Entities in sight", "most", { min: 50, max: book.crowd, step: 25 }, String) : null,
    chooser("Relation", "predicate", predicates),
    chooser("Source", "source", tally((claim) => claim.article.source)),
    chooser("Speaker", "speaker", tally((claim) => claim.speaker)),
    slider("Confidence at least", "sure", { min: 0, max: 1, step: 0.05 }, (value) => `${Math.round(value * 100)} %`),
    slider("Claims a line at least", "evidence", { min: 1, max: 10, step: 1 }, String),
  ]);
}

function chooser(label, key, values) {
  if (!values.length) return null;
  const options = values.slice(0, 300).map(([value, n, text]) => el("option", { value }, `${text || value} (${n.toLocaleString("en")})`));
  const select = el("select", { id: `f-${key}`, change: () => change({ [key]: select.value }) },
    el("option", { value: "" }, "any"), ...options);
  watchers.push(() => { select.value = view[key]; });
  return el("div", { class: "field" }, el("label", { for: select.id }, label), select);
}

function slider(label, key, range, written) {
  const out = el("output");
  const input = el("input", { type: "range", id: `f-${key}`, ...range, input: () => change({ [key]: Number(input.value) }) });
  watchers.push(() => {
    input.value = view[key];
    out.textContent = written(view[key]);
  });
  return el("div", { class: "field" }, el("label", { for: input.id }, label), out, input);
}
