// The view: what is filtered, focused and selected. It is one flat value, kept in the URL's hash so that it can be shared.

const FRESH = {
  types: "", families: "", statuses: "stated", predicate: "", source: "", speaker: "", since: "", until: "",
  sure: 0, evidence: 1, most: book.open, focus: "", depth: 2, open: "", shut: "", node: "", link: "", goal: "",
};
const view = { ...FRESH };
const watchers = [];
const redo = [];

const listed = (key) => new Set(view[key].split(",").filter(Boolean));
const nothing = { node: "", link: "", goal: "" };

function change(patch) {
  Object.assign(view, patch);
  note("");
  refresh();
  history.replaceState(null, "", `#${hash()}`);
}

function hash() {
  return new URLSearchParams(Object.entries(view).filter(([key, value]) => String(value) !== String(FRESH[key])));
}

// What changed since the last time is worked out first, then shown by every part of the page.
function refresh() {
  for (const step of redo) step();
  for (const watcher of watchers) watcher();
}

function fromHash() {
  const given = new URLSearchParams(location.hash.slice(1));
  Object.assign(view, FRESH, location.hash.length > 1 ? {} : book.start);
  for (const [key, value] of given) {
    if (Object.hasOwn(FRESH, key)) view[key] = typeof FRESH[key] === "number" ? Number(value) || FRESH[key] : value;
  }
  const unknown = [["node", nodes], ["goal", nodes], ["focus", nodes], ["link", links]].filter(([key, all]) => view[key] && !all.has(view[key]));
  note(unknown.map(([key]) => `This file has no “${view[key]}”.`)[0] || "");
  for (const [key] of unknown) view[key] = "";
  refresh();
}

function toggle(key, name) {
  const names = listed(key);
  if (!names.delete(name)) names.add(name);
  change({ [key]: [...names].sort().join(",") });
}
