"""What an RDF export says of itself, in VoID and DCAT: what it holds, how much, from when, made by what.

No clock and no random name: the same content has the same description.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import sha256

import pyoxigraph as ox

from kg import graph, vocab
from kg.export.forms import PREFIXES, Form

TITLE = "Claims on international affairs, extracted from news articles"
RIGHTS = "The quotes belong to the publishers of the articles; the text of the articles is not in this dataset."
WIKIDATA = "http://www.wikidata.org/"
MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
VOCABULARIES = ("kg", "owl", "prov", "rdf", "rdfs", "schema", "skos")

Pair = tuple[ox.NamedNode, ox.NamedNode | ox.Literal]


def _void(name: str) -> ox.NamedNode:
    return ox.NamedNode(PREFIXES["void"] + name)


def _dcat(name: str) -> ox.NamedNode:
    return ox.NamedNode(PREFIXES["dcat"] + name)


def _dcterms(name: str) -> ox.NamedNode:
    return ox.NamedNode(PREFIXES["dcterms"] + name)


_DAY = ox.NamedNode(PREFIXES["xsd"] + "date")
_A = str(graph.TYPE).encode()
_PUBLISHED = f"<{PREFIXES['schema']}datePublished>".encode()
_HASH, _USED = str(graph.kg("sha256")).encode(), str(graph.USED).encode()
_COUNTED = frozenset((_A, _PUBLISHED, _HASH, _USED))
_DATE = re.compile(rb'"(\d{4}-\d\d-\d\d)"\^\^' + re.escape(str(_DAY).encode()))
_LINE = re.compile(rb"([^ ]+) ([^ ]+) ([^\n]*)\n")


class Tally:
    """Counts statements, as lines of N-Triples; afterwards it can be described."""

    def __init__(self) -> None:
        self.classes: Counter[bytes] = Counter()
        self.properties: Counter[bytes] = Counter()
        self.runs: set[bytes] = set()
        self._read: list[bytes] = []
        self._days: set[bytes] = set()

    def count(self, text: bytes) -> None:
        """Counts these lines of N-Triples too."""
        lines = _LINE.findall(text)
        self.properties.update([predicate for _, predicate, _ in lines])
        for subject, predicate, rest in (parts for parts in lines if parts[1] in _COUNTED):
            if predicate == _A:
                self.classes[rest.partition(b" ")[0]] += 1
            elif predicate == _PUBLISHED:
                self._days.update(_DATE.findall(rest))
            else:
                self._read.append(b" ".join((subject, predicate, rest)))
                self.runs |= {subject} if predicate == _USED else set()

    def replace(self, gone: Iterable[bytes], come: bytes) -> None:
        """Counts one property where these were."""
        self.properties[come] = max(self.properties.pop(name, 0) for name in gone)

    @property
    def days(self) -> tuple[str, ...]:
        """The first and the last day of publication; empty where no article has one."""
        days = sorted(day.decode() for day in self._days)
        return (days[0], days[-1]) if days else ()

    @property
    def dataset(self) -> ox.NamedNode:
        """A name for what was counted: a hash of which runs read which articles, and of how much came of it."""
        numbers = sorted(b"%b %d" % pair for pair in self.classes.items())
        digest = sha256(b"\n".join([*numbers, *sorted(self._read)])).hexdigest()[:20]
        return ox.NamedNode(PREFIXES["dataset"] + digest)


def description(tally: Tally, form: Form) -> Iterator[ox.Triple]:
    """The triples that describe what was counted, as a file of this form. They are not counted themselves."""
    node = tally.dataset
    yield from _about(node, _general(tally))
    yield from _period(node, tally.days)
    yield from _distribution(node, form)
    yield from _parts(node, "class", tally.classes, "entities")
    yield from _parts(node, "property", tally.properties, "triples")
    yield from _links(node, tally.properties[str(graph.SAME_AS).encode()])


def _general(tally: Tally) -> Iterator[Pair]:
    yield graph.TYPE, _void("Dataset")
    yield graph.TYPE, _dcat("Dataset")
    yield _dcterms("title"), ox.Literal(TITLE, language="en")
    yield _dcterms("rights"), ox.Literal(RIGHTS, language="en")
    yield _dcterms("conformsTo"), ox.NamedNode(vocab.KG.rstrip("#"))
    yield _void("uriSpace"), ox.Literal(vocab.BASE)
    yield _void("triples"), ox.Literal(tally.properties.total())
    yield _void("entities"), ox.Literal(tally.properties[str(graph.LABEL).encode()])
    yield _void("properties"), ox.Literal(len(tally.properties))
    yield _void("classes"), ox.Literal(len(tally.classes))
    yield from ((_void("vocabulary"), ox.NamedNode(PREFIXES[prefix])) for prefix in VOCABULARIES)
    yield from ((ox.NamedNode(PREFIXES["prov"] + "wasGeneratedBy"), _node(run)) for run in sorted(tally.runs))


def _period(node: ox.NamedNode, days: tuple[str, ...]) -> Iterator[ox.Triple]:
    """From the first to the last day of publication, where articles have one."""
    if days:
        period = ox.NamedNode(f"{node.value}-period")
        ends = (
            (_dcat("startDate"), ox.Literal(days[0], datatype=_DAY)),
            (_dcat("endDate"), ox.Literal(days[-1], datatype=_DAY)),
        )
        yield ox.Triple(node, _dcterms("temporal"), period)
        yield from _about(period, [(graph.TYPE, _dcterms("PeriodOfTime")), *ends])


def _distribution(node: ox.NamedNode, form: Form) -> Iterator[ox.Triple]:
    """This very file."""
    file = ox.NamedNode(f"{node.value}-{form.suffix}")
    yield ox.Triple(node, _dcat("distribution"), file)
    media = ox.NamedNode(MEDIA_TYPES + form.media)
    yield from _about(file, [(graph.TYPE, _dcat("Distribution")), (_dcat("mediaType"), media)])


def _parts(node: ox.NamedNode, kind: str, numbers: Counter[bytes], of: str) -> Iterator[ox.Triple]:
    """How much of each class or property there is."""
    for line, number in sorted(numbers.items()):
        name = _node(line)
        short = graph.short(name.value).replace(":", "-")
        part = ox.NamedNode(f"{node.value}-{kind}-{short}")
        yield ox.Triple(node, _void(f"{kind}Partition"), part)
        yield from _about(part, [(_void(kind), name), (_void(of), ox.Literal(number))])


def _links(node: ox.NamedNode, number: int) -> Iterator[ox.Triple]:
    """How many entities are Wikidata's."""
    if number:
        part = ox.NamedNode(f"{node.value}-wikidata")
        ends: list[Pair] = [(_void("subjectsTarget"), node), (_void("objectsTarget"), ox.NamedNode(WIKIDATA))]
        links: list[Pair] = [(_void("linkPredicate"), graph.SAME_AS), (_void("triples"), ox.Literal(number))]
        yield ox.Triple(node, _void("subset"), part)
        yield from _about(part, [(graph.TYPE, _void("Linkset")), *ends, *links])


def _about(node: ox.NamedNode, pairs: Iterable[Pair]) -> Iterator[ox.Triple]:
    return (ox.Triple(node, predicate, value) for predicate, value in pairs)


def _node(text: bytes) -> ox.NamedNode:
    return ox.NamedNode(text[1:-1].decode("utf8"))
