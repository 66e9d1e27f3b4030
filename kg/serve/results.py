"""Results written in the forms of SPARQL 1.1, up to so many rows and bytes.

Oxigraph's own writer cannot stop at a number of rows, nor could what it has written by then be read.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

import pyoxigraph as ox

from kg import vocab
from kg.serve.forms import RDF
from kg.store.cells import for_xml
from kg.store.sparql import Term

_STRING = vocab.PREFIXES["xsd"] + "string"
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">'
_TEXT = json.JSONEncoder(ensure_ascii=False).encode
# What stands as a link in the head of results some of whose rows are missing.
TRUNCATED = vocab.BASE + "truncated"
_CUT = "truncated: there are more rows than an answer may hold"

Row = Iterable[Term | None]


class Written(NamedTuple):
    """What was written: how many rows or triples, whether there are more, and the text."""

    rows: int
    cut: bool
    body: bytes


@dataclass(frozen=True, slots=True)
class Layout:
    """How rows are written in one form: what stands before, between and after them, given the names of the columns.

    Terms come to `row` as `term` writes them, None where there is none; `head` is told whether rows are missing.
    """

    head: Callable[[Sequence[str], bool], str]
    row: Callable[[Sequence[str], Sequence[str | None]], str]
    tail: str
    term: Callable[[Term], str]
    between: bytes = b""


def rows(columns: Sequence[str], found: Iterable[Row], form: str, most: int, size: int) -> Written:
    """The rows in a form, up to so many and so many bytes."""
    layout, known = LAYOUTS[form], dict[Term, str]()
    kept, length = list[bytes](), 0
    for terms in found:
        row = layout.row(columns, [None if term is None else _cell(term, layout, known) for term in terms])
        kept.append(row.encode("utf8"))
        length += len(kept[-1])
        if len(kept) > most or length > size:
            return _written(layout, columns, kept[:-1], cut=True)
    return _written(layout, columns, kept, cut=False)


def truth(found: bool, form: str) -> bytes:
    """The answer to ASK in a form."""
    word = "true" if found else "false"
    if form == "json":
        return f'{{"head":{{}},"boolean":{word}}}'.encode()
    return f"{_XML}<head/><boolean>{word}</boolean></sparql>\n".encode() if form == "xml" else word.encode()


def graph(triples: Iterable[ox.Triple], form: str, most: int, size: int) -> Written:
    """The triples in a form, each once, up to so many and so many bytes.

    Raises ValueError for what a form cannot hold. Where triples are missing a comment tells so, but not in JSON.
    """
    kept, length, cut = list[ox.Triple](), 0, False
    for triple in _once(triples):
        length += len(str(triple))
        if len(kept) == most or length > size:
            cut = True
            break
        kept.append(triple)
    kept.sort(key=lambda triple: str(triple.subject))
    body = ox.serialize(kept, format=RDF[form], prefixes=vocab.PREFIXES if form in ("ttl", "rdf") else None)
    return Written(len(kept), cut, _marked(body or b"", form, cut))


def _once(triples: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
    seen = set[ox.Triple]()
    for triple in triples:
        if triple not in seen:
            seen.add(triple)
            yield triple


def _marked(body: bytes, form: str, cut: bool) -> bytes:
    if not cut or form == "jsonld":
        return body
    return body + (f"\n<!-- {_CUT} -->\n" if form == "rdf" else f"\n# {_CUT}\n").encode()


def _written(layout: Layout, columns: Sequence[str], kept: Sequence[bytes], *, cut: bool) -> Written:
    head, tail = layout.head(columns, cut), layout.tail
    return Written(len(kept), cut, head.encode("utf8") + layout.between.join(kept) + tail.encode("utf8"))


def _cell(term: Term, layout: Layout, known: dict[Term, str]) -> str:
    """A term as it is written; the same ones come again and again."""
    if (text := known.get(term)) is None:
        text = known[term] = layout.term(term)
    return text


def _json_head(columns: Sequence[str], cut: bool) -> str:
    link = f',"link":[{_TEXT(TRUNCATED)}]' if cut else ""
    return f'{{"head":{{"vars":[{",".join(map(_TEXT, columns))}]{link}}},"results":{{"bindings":['


def _json_row(columns: Sequence[str], cells: Sequence[str | None]) -> str:
    pairs = zip(columns, cells, strict=True)
    return "{" + ",".join(f"{_TEXT(name)}:{cell}" for name, cell in pairs if cell is not None) + "}"


def _json(term: Term) -> str:
    if isinstance(term, ox.NamedNode):
        return _object(type="uri", value=term.value)
    if isinstance(term, ox.BlankNode):
        return _object(type="bnode", value=term.value)
    if isinstance(term, ox.Triple):
        parts = ",".join(f"{_TEXT(name)}:{_json(part)}" for name, part in _parts(term))
        return f'{{"type":"triple","value":{{{parts}}}}}'
    if term.language:
        return _object(type="literal", value=term.value, **{"xml:lang": term.language})
    plain = term.datatype.value == _STRING
    return _object(type="literal", value=term.value, **{} if plain else {"datatype": term.datatype.value})


def _object(**values: str) -> str:
    return "{" + ",".join(f'"{name}":{_TEXT(value)}' for name, value in values.items()) + "}"


def _xml_head(columns: Sequence[str], cut: bool) -> str:
    names = "".join(f"<variable name={quoteattr(column)}/>" for column in columns)
    link = f"<link href={quoteattr(TRUNCATED)}/>" if cut else ""
    return f"{_XML}<head>{names}{link}</head><results>"


def _xml_row(columns: Sequence[str], cells: Sequence[str | None]) -> str:
    pairs = zip(columns, cells, strict=True)
    held = (f"<binding name={quoteattr(name)}>{cell}</binding>" for name, cell in pairs if cell is not None)
    return f"<result>{''.join(held)}</result>"


def _xml(term: Term) -> str:
    if isinstance(term, ox.NamedNode):
        return f"<uri>{escape(term.value)}</uri>"
    if isinstance(term, ox.BlankNode):
        return f"<bnode>{escape(term.value)}</bnode>"
    if isinstance(term, ox.Triple):
        return f"<triple>{''.join(f'<{name}>{_xml(part)}</{name}>' for name, part in _parts(term))}</triple>"
    # A carriage return would be read as a line feed, and some readers drop space at the ends.
    spaces = {"\r": "&#13;"} if term.value == term.value.strip() else {sign: f"&#{ord(sign)};" for sign in " \t\n\r"}
    text = escape(for_xml(term.value), spaces)
    if term.language:
        return f"<literal xml:lang={quoteattr(term.language)}>{text}</literal>"
    plain = term.datatype.value == _STRING
    kind = "" if plain else f" datatype={quoteattr(term.datatype.value)}"
    return f"<literal{kind}>{text}</literal>"


def _parts(triple: ox.Triple) -> tuple[tuple[str, Term], ...]:
    return ("subject", triple.subject), ("predicate", triple.predicate), ("object", triple.object)


def _csv(term: Term) -> str:
    text = term.value if isinstance(term, ox.Literal | ox.NamedNode) else _tsv(term)
    return '"' + text.replace('"', '""') + '"' if set(text) & set('",\r\n') else text


def _tsv(term: Term) -> str:
    text = f"<<( {term} )>>" if isinstance(term, ox.Triple) else str(term)
    return text.replace("\t", "\\t")


def _line(cells: Iterable[str | None], sign: str, end: str) -> str:
    return sign.join(cell or "" for cell in cells) + end


# CSV and TSV have no place for a remark: there only the header of the answer tells where rows are missing.
LAYOUTS: Mapping[str, Layout] = MappingProxyType(
    {
        "csv": Layout(
            head=lambda columns, cut: _line(columns, ",", "\r\n"),
            row=lambda columns, cells: _line(cells, ",", "\r\n"),
            tail="",
            term=_csv,
        ),
        "json": Layout(
            head=_json_head,
            row=_json_row,
            tail="]}}",
            term=_json,
            between=b",",
        ),
        "tsv": Layout(
            head=lambda columns, cut: _line((f"?{column}" for column in columns), "\t", "\n"),
            row=lambda columns, cells: _line(cells, "\t", "\n"),
            tail="",
            term=_tsv,
        ),
        "xml": Layout(
            head=_xml_head,
            row=_xml_row,
            tail="</results></sparql>\n",
            term=_xml,
        ),
    }
)
