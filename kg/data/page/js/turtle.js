// A claim as Turtle. Python wrote its triples as numbers of terms in the form of N-Triples; -1 stands for the quote.

function turtle(claim) {
  const [subject, ...rest] = claim.triples;
  const used = new Set();
  const written = (number) => (number < 0 ? literal(textOf(claim)) : term(book.terms[number], used));
  const pairs = [];
  for (let i = 0; i < rest.length; i += 2) pairs.push(`${written(rest[i]).replace(/^rdf:type$/, "a")} ${written(rest[i + 1])}`);
  const body = `${written(subject)} ${pairs.join(" ;\n    ")} .\n`;
  const prefixes = Object.entries(book.prefixes).filter(([prefix]) => used.has(prefix)).map(([prefix, space]) => `@prefix ${prefix}: <${space}> .\n`);
  return `${prefixes.join("")}\n${body}`;
}

function term(text, used) {
  const at = text.lastIndexOf("<");
  return text.endsWith(">") ? text.slice(0, at) + name(text.slice(at + 1, -1), used) : text;
}

function name(iri, used) {
  for (const [prefix, space] of Object.entries(book.prefixes)) {
    const local = iri.slice(space.length);
    if (!iri.startsWith(space) || !/^\w([\w-]*\w)?$/.test(local)) continue;
    used.add(prefix);
    return `${prefix}:${local}`;
  }
  return `<${iri}>`;
}

const ESCAPES = { "\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t" };
const literal = (text) => `"${text.replace(/[\\"\n\r\t]/g, (sign) => ESCAPES[sign])}"`;
