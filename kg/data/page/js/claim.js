// A claim with its evidence: the quote, who says so, where and when, how sure.

function claimCard(claim) {
  const { article, link, relation } = claim;
  return el("article", { class: "claim" },
    el("h3", {}, `${link.ends[0].label} — `, el("span", { class: "predicate", title: relation.definition }, relation.label), ` — ${link.ends[1].label}`),
    quotation(claim),
    el("p", { class: "meta" }, el("strong", {}, article.source || "unknown source"), article.date ? ` · ${article.date}` : " · no date",
      ...(article.title ? [" · ", outward(article.url, article.title)] : [])),
    claim.speaker || claim.via ? el("p", { class: "meta" }, ...saidBy(claim)) : null,
    ...details(claim),
    el("p", { class: "meta" }, badge(claim), "confidence", sureBar(claim.confidence), `${Math.round(claim.confidence * 100)} %`),
    claim.quote ? el("div", { class: "copy" }, copyButton("Copy quote", () => reference(claim)), copyButton("Copy as Turtle", () => turtle(claim))) : null,
    claim.quote ? el("p", { class: "meta fine" }, wordingOf(book.methods[claim.method])) : null);
}

// Cards of many claims, some at a time; those without a quote in this file are only counted.
function cards(some, most = 40) {
  const quoted = some.filter((claim) => claim.quote);
  const bare = some.length - quoted.length;
  const list = el("div", { class: "claims" }, ...quoted.slice(0, most).map(claimCard));
  const rest = quoted.slice(most);
  const further = rest.length ? button(`Show ${count(rest.length, "more claim", "more claims")}`, () => { list.append(...rest.map(claimCard)); further.remove(); }) : null;
  return [list, further, bare ? el("p", { class: "faint" }, `${count(bare, "claim")} more, without the quote in this file.`) : null];
}

// The sentence with the two ends of the claim marked.
function quotation(claim) {
  if (!claim.quote) return el("p", { class: "faint" }, "The quote is not in this file.");
  const quote = el("blockquote", {}, ...claim.quote.map(([role, text]) => (role ? el("mark", { class: role }, text) : text)));
  quote.style.setProperty("--family", familyColor(claim.link.family));
  return quote;
}

// What found the claim: an entry of the lexicon of wordings, or another method by its name.
function wordingOf(method) {
  const [kind, id] = method.split(/:(.*)/s);
  return kind === "lexicon" && id ? `Wording: ${id}` : `Method: ${method}`;
}

function saidBy(claim) {
  const speaker = claim.speaker ? ["Said by ", el("strong", {}, claim.speaker)] : [];
  return claim.via ? [...speaker, speaker.length ? ", as " : "As ", el("strong", {}, claim.via), " reports"] : speaker;
}

// Weak claims are too unsure for an edge, but say what they say as a fact.
function badge({ link }) {
  const name = link.status === "stated" || link.status === "weak" ? "asserted" : link.status;
  return el("span", { class: `badge ${name}` }, name);
}

function sureBar(value) {
  const bar = el("i");
  bar.style.width = `${Math.round(value * 100)}%`;
  return el("span", { class: "sure", "aria-hidden": "true" }, bar);
}

function details(claim) {
  const span = claim.since || claim.until ? `${claim.since || "?"} to ${claim.until || "now or unknown"}` : null;
  const facts = [
    ["When", claim.time], ["Held", span], ["Read as", (claim.read || []).join("; ")], ["Found in", claim.zone],
    ...(claim.notes || []).map((each) => each.split(/: (.*)/s)),
  ].filter(([, value]) => value);
  return facts.map(([name, value]) => el("p", { class: "meta" }, `${name}: `, el("strong", {}, value)));
}

function reference(claim) {
  const { source, title, date, url } = claim.article;
  return `“${textOf(claim)}” (${[source, title, date, url].filter(Boolean).join(", ")})`;
}

function copyButton(text, content) {
  const copy = button(text, async () => {
    copy.textContent = (await copied(content())) ? "Copied" : "Could not copy";
    setTimeout(() => { copy.textContent = text; }, 1500);
  });
  return copy;
}

// file: pages have no clipboard API in some browsers; the old command still works there.
async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = el("textarea", { class: "unseen" });
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}
