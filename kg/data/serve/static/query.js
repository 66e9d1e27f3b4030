// Makes the query editor: YASGUI over our endpoint, with the shipped questions to choose from.
"use strict";

(() => {
  const editor = document.getElementById("editor");
  const chosen = document.getElementById("questions");
  const plain = document.getElementById("plain");
  const root = editor.dataset.root;
  const endpoint = new URL(root + "/sparql", location.href).href;
  const first = document.getElementById("text").value;

  // Drawn while in sight: CodeMirror measures itself.
  editor.hidden = false;
  plain.hidden = true;
  document.getElementById("hint").hidden = false;

  // Completion of variables alone: the others ask servers elsewhere.
  Yasgui.Yasqe.defaults.autocompleters = ["variables"];

  const yasgui = new Yasgui(document.getElementById("yasgui"), {
    requestConfig: { endpoint, method: "POST" },
    copyEndpointOnNewTab: false,
    endpointCatalogueOptions: { getData: () => [] },
    persistenceId: "communique",
    populateFromUrl: false,
    autoAddOnInit: false,
    autofocus: false,
  });

  // Values without their datatypes: a reader can have them back by a click.
  const yasr = { settings: { selectedPlugin: "table", pluginsConfig: { table: { compact: true } } } };
  const open = (title, query) =>
    yasgui.addTab(true, { name: title, yasqe: { value: query }, yasr, requestConfig: { endpoint } }, { avoidDuplicateTabs: true });

  const choose = async (name) => {
    const answer = await fetch(root + "/query/questions.json");
    const question = (await answer.json())[name];
    if (question) open(name.replaceAll("_", " "), question.query).query();
  };

  // What stands in the address is asked; else the tabs of last time, or an example.
  if (new URLSearchParams(location.search).get("query")) open("Query", first).query();
  else if (!Object.keys(yasgui._tabs).length) open("Example", first);

  // What our IRIs name is described here.
  const home = (event) => {
    const link = event.target.closest?.("a[href]");
    const path = link?.href.match(/^https:\/\/w3id\.org\/communique(\/(entity|claim|document)\/.*)$/)?.[1];
    if (path) link.href = root + path;
  };
  for (const kind of ["pointerover", "focusin"]) document.getElementById("yasgui").addEventListener(kind, home);
  chosen.addEventListener("change", () => chosen.value && choose(chosen.value));
})();
