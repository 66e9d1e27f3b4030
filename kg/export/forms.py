"""The forms of RDF that an export may take: names, media types, prefixes."""

from dataclasses import dataclass

import pyoxigraph as ox

from kg import vocab

# The prefixes of an export: those of the graph, and those of its description.
PREFIXES: dict[str, str] = {
    **vocab.PREFIXES,
    "dataset": vocab.BASE + "dataset/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "void": "http://rdfs.org/ns/void#",
}


@dataclass(frozen=True, slots=True)
class Form:
    """A form of RDF: how Oxigraph calls it, its suffix without the dot, its media type."""

    format: ox.RdfFormat
    suffix: str
    media: str


TURTLE = Form(ox.RdfFormat.TURTLE, "ttl", "text/turtle")
NTRIPLES = Form(ox.RdfFormat.N_TRIPLES, "nt", "application/n-triples")
TRIG = Form(ox.RdfFormat.TRIG, "trig", "application/trig")
NQUADS = Form(ox.RdfFormat.N_QUADS, "nq", "application/n-quads")
JSONLD = Form(ox.RdfFormat.JSON_LD, "jsonld", "application/ld+json")
RDFXML = Form(ox.RdfFormat.RDF_XML, "rdf", "application/rdf+xml")
