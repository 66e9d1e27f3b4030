"""Claims as RDF: the only place that decides what a claim looks like in the graph (spec: rdf-model).

Everything is built from pyoxigraph terms, never from strings, so that no text from an article can break out.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from hashlib import sha256

from pyoxigraph import Literal, NamedNode, Triple

from kg import vocab
from kg.catalog.gazetteer import Entry, Gazetteer
from kg.errors import BadData
from kg.model import Article, Claim, Entity, Relation, Run

# Raise this when the triples change, so that stores made before are indexed anew.
LAYOUT = 2

Edge = tuple[str, str, str]
Value = NamedNode | Literal

_RDF, _RDFS, _XSD = vocab.PREFIXES["rdf"], vocab.PREFIXES["rdfs"], vocab.PREFIXES["xsd"]
_PROV, _SCHEMA = vocab.PREFIXES["prov"], vocab.PREFIXES["schema"]

TYPE = NamedNode(_RDF + "type")
LABEL = NamedNode(_RDFS + "label")
ALT_LABEL = NamedNode(vocab.PREFIXES["skos"] + "altLabel")
SAME_AS = NamedNode(vocab.PREFIXES["owl"] + "sameAs")
SUBJECT, PREDICATE, OBJECT = (NamedNode(_RDF + name) for name in ("subject", "predicate", "object"))
DERIVED, USED = NamedNode(_PROV + "wasDerivedFrom"), NamedNode(_PROV + "used")

# What describes an entity in the default graph; every other triple there is an edge or belongs to a run.
DESCRIPTION = (TYPE, LABEL, ALT_LABEL, SAME_AS)

# The key of a qualifier in a claim, and its property.
QUALIFIERS: dict[str, str] = {
    "amount": "amount",
    "at_event": "at_event",
    "commodity": "commodity",
    "event": "at_event",
    "office": "office",
    "place": "place",
    "sector": "sector",
}

# Kinds of gazetteer names that name the thing itself: not adjectives, peoples, metonyms, capitals.
NAMING = frozenset({"label", "alias", "acronym"})

# How long a date is, and its datatype.
_TIMES = {4: "gYear", 7: "gYearMonth", 10: "date"}


@lru_cache(maxsize=1_000)
def kg(name: str) -> NamedNode:
    """The term of our ontology with this name."""
    return NamedNode(vocab.KG + _local(name))


@lru_cache(maxsize=10_000)
def entity_iri(id: str) -> NamedNode:
    """The IRI of an entity.

    >>> str(entity_iri("Xi_Jinping"))
    '<https://w3id.org/communique/entity/Xi_Jinping>'
    """
    return NamedNode(vocab.ENT + _local(id))


def document_iri(id: str) -> NamedNode:
    """The IRI of a document, and the name of the graph that holds its claims.

    >>> str(document_iri("news/2025 04.html"))
    '<https://w3id.org/communique/document/news%2F2025%2004.html>'
    """
    return NamedNode(vocab.DOC + _local(id))


def run_iri(run: Run) -> NamedNode:
    """The IRI of a run: a hash of all that it says."""
    return NamedNode(vocab.RUN + _digest([run.version, run.model, run.fingerprint, _number(run.threshold)]))


def claim_iri(claim: Claim) -> NamedNode:
    """The IRI of a claim: a hash of document, offsets, subject, predicate, object, factuality and speaker."""
    speaker = claim.attributed_to.id if claim.attributed_to else None
    parts: list[str | int | None] = [claim.document, claim.start, claim.end]
    parts += [claim.subject.id, claim.predicate, claim.object.id, claim.factuality, speaker]
    return NamedNode(vocab.CLAIM + _digest(parts))


def canonical(claim: Claim, relations: Mapping[str, Relation]) -> Claim:
    """The claim in its one direction: of a symmetric predicate the smaller id is the subject."""
    relation = relations.get(claim.predicate)
    if relation is None or not relation.symmetric or claim.subject.id <= claim.object.id:
        return claim
    return replace(claim, subject=claim.object, object=claim.subject)


def claim_triples(claim: Claim) -> list[Triple]:
    """What the graph says of one claim. Raises BadData for a qualifier or time that the ontology does not have."""
    node = claim_iri(claim)
    values: list[tuple[NamedNode, Value]] = [
        (TYPE, kg("Claim")),
        (SUBJECT, entity_iri(claim.subject.id)),
        (PREDICATE, kg(claim.predicate)),
        (OBJECT, entity_iri(claim.object.id)),
        (DERIVED, document_iri(claim.document)),
        (kg("factuality"), kg(claim.factuality)),
        (kg("confidence"), _decimal(claim.confidence)),
        (kg("quote"), Literal(claim.quote)),
        (kg("start"), Literal(claim.start)),
        (kg("end"), Literal(claim.end)),
        (kg("zone"), Literal(claim.zone)),
        (kg("method"), Literal(claim.method)),
        *_said(claim),
    ]
    return [Triple(node, predicate, value) for predicate, value in values]


def _said(claim: Claim) -> Iterator[tuple[NamedNode, Value]]:
    """What stands only where the text says so."""
    for name, speaker in (("attributed_to", claim.attributed_to), ("cited_from", claim.cited_from)):
        if speaker is not None:
            yield kg(name), entity_iri(speaker.id)
    for name, time in (("time", claim.time), ("valid_from", claim.valid_from), ("valid_to", claim.valid_to)):
        if time is not None:
            yield kg(name), _claim_time(claim, name, time)
    if claim.ended:
        yield kg("ended"), Literal(True)
    if claim.trigger:
        yield kg("trigger"), Literal(claim.trigger)
    yield from ((kg("read_as"), Literal(reading)) for reading in sorted(set(claim.read_as)))
    for key, value in sorted(claim.qualifiers):
        if key not in QUALIFIERS:
            raise BadData(f"{claim.document}: qualifier '{key}' must be one of {', '.join(sorted(QUALIFIERS))}")
        yield kg(QUALIFIERS[key]), Literal(value)


def document_triples(article: Article) -> list[Triple]:
    """What the graph says of one article: everything but its text."""
    texts = {"headline": article.title, "publisher": article.source}
    values: list[tuple[NamedNode, Value]] = [
        (TYPE, NamedNode(_SCHEMA + "NewsArticle")),
        (kg("sha256"), Literal(article.sha256)),
        (kg("language"), Literal(article.language)),
        (kg("genre"), Literal(article.genre)),
        *((NamedNode(_SCHEMA + name), Literal(text)) for name, text in texts.items() if text),
    ]
    if article.date:
        values.append((NamedNode(_SCHEMA + "datePublished"), _time(article.date) or Literal(article.date)))
    names = (article.author or "").split("; ")
    values += [(NamedNode(_SCHEMA + "author"), Literal(name)) for name in names if name]
    if article.url:
        values.append((NamedNode(_SCHEMA + "url"), _address(article.url)))
    node = document_iri(article.id)
    return [Triple(node, predicate, value) for predicate, value in values]


def entity_triples(entity: Entity, gazetteer: Gazetteer, also: Iterable[str] = ()) -> list[Triple]:
    """What the graph says of one entity.

    What the gazetteer knows is described by it alone; any other entity has the label and types given, and the
    labels `also` as alternatives.
    """
    entry = gazetteer.entry(entity.id)
    known = entry or Entry(entity.id, entity.label, entity.types)
    others = (name.text for name in gazetteer.names_of(entity.id) if name.kind in NAMING) if entry else also
    node = entity_iri(entity.id)
    triples = [Triple(node, TYPE, kg(name)) for name in known.types]
    triples.append(Triple(node, LABEL, _english(known.label)))
    triples += [Triple(node, ALT_LABEL, _english(text)) for text in sorted(set(others) - {known.label})]
    if known.qid:
        triples.append(Triple(node, SAME_AS, NamedNode(vocab.PREFIXES["wd"] + _local(known.qid))))
    return triples


def edges(claim: Claim, relations: Mapping[str, Relation]) -> frozenset[Edge]:
    """The plain triples, as ids, that follow from a claim which makes an edge."""
    return closure((claim.subject.id, claim.predicate, claim.object.id), relations)


def closure(edge: Edge, relations: Mapping[str, Relation]) -> frozenset[Edge]:
    """A plain triple with those of every predicate above its own, and both directions of what is symmetric."""
    found: set[Edge] = set()
    waiting = [edge]
    while waiting:
        here = one, predicate, other = waiting.pop()
        if here in found:
            continue
        found.add(here)
        relation = relations[predicate]
        if relation.symmetric:
            waiting.append((other, predicate, one))
        if relation.parent:
            waiting.append((one, relation.parent, other))
    return frozenset(found)


def edge_triples(claim: Claim, relations: Mapping[str, Relation]) -> list[Triple]:
    """The plain triples that follow from a claim which makes an edge (`Claim.is_edge`), sorted."""
    return [edge_triple(edge) for edge in sorted(edges(claim, relations))]


def edge_triple(edge: Edge) -> Triple:
    """One plain triple of two entities."""
    one, predicate, other = edge
    return Triple(entity_iri(one), kg(predicate), entity_iri(other))


def run_triples(run: Run) -> list[Triple]:
    """What the graph says of a run. No clock: the same run gives the same triples."""
    node = run_iri(run)
    return [
        Triple(node, TYPE, NamedNode(_PROV + "Activity")),
        Triple(node, kg("version"), Literal(run.version)),
        Triple(node, kg("model"), Literal(run.model)),
        Triple(node, kg("fingerprint"), Literal(run.fingerprint)),
        Triple(node, kg("threshold"), _decimal(run.threshold)),
    ]


def use_triple(run: Run, document: str) -> Triple:
    """That a run read a document."""
    return Triple(run_iri(run), USED, document_iri(document))


def short(iri: str) -> str:
    """An IRI as a prefixed name to read, in angle brackets where no prefix of ours fits.

    >>> short("https://w3id.org/communique/entity/China")
    'ent:China'
    """
    for prefix, namespace in vocab.PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return f"<{iri}>"


def _local(id: str) -> str:
    """A local name that is safe in an IRI and different for every id: what is no word sign is percent-encoded."""
    name = re.sub(r"[^\w.~-]", _percent, id)
    # A lone dot or two would be steps of a path.
    return name if name.strip(".") else name.replace(".", "%2E")


def _percent(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode("utf8"))


def _digest(parts: list[str | int | None]) -> str:
    return sha256(json.dumps(parts).encode("ascii")).hexdigest()[:20]


def _number(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".")


def _decimal(value: float) -> Literal:
    return Literal(_number(value), datatype=NamedNode(_XSD + "decimal"))


def _english(text: str) -> Literal:
    return Literal(text, language="en")


def _time(text: str) -> Literal | None:
    """The literal of a date as exact as it is given (YYYY[-MM[-DD]]), None where it is no date."""
    if not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", text, re.ASCII):
        return None
    try:
        date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        return None
    return Literal(text, datatype=NamedNode(_XSD + _TIMES[len(text)]))


def _claim_time(claim: Claim, name: str, text: str) -> Literal:
    time = _time(text)
    if time is None:
        raise BadData(f"{claim.document}: {name} '{text}' must be YYYY, YYYY-MM or YYYY-MM-DD")
    return time


def _address(url: str) -> Value:
    """A web address as an IRI where it is a valid one, else as text that no tool would follow."""
    try:
        return NamedNode(url) if url.startswith(("http://", "https://")) else Literal(url)
    except ValueError:
        return Literal(url)
