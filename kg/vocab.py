"""Namespaces of the graph and the way names become local names of IRIs (spec: rdf-model)."""

import re
import unicodedata

BASE = "https://w3id.org/communique/"
KG = BASE + "ontology#"
ENT = BASE + "entity/"
CLAIM = BASE + "claim/"
DOC = BASE + "document/"
RUN = BASE + "run/"

PREFIXES: dict[str, str] = {
    "claim": CLAIM,
    "doc": DOC,
    "ent": ENT,
    "kg": KG,
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "run": RUN,
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "wd": "http://www.wikidata.org/entity/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def local_name(name: str) -> str:
    """A readable local name that needs no escape in Turtle: `Côte d'Ivoire` -> `Côte_d_Ivoire`.

    >>> local_name("Xi Jinping")
    'Xi_Jinping'
    >>> local_name("Washington, D.C.")
    'Washington_D.C'
    """
    plain = unicodedata.normalize("NFC", name)
    joined = re.sub(r"[^\w.-]+", "_", plain)
    return re.sub(r"_+", "_", joined).strip("_.-") or "_"
