"""The graph of a store through the interface of rdflib."""

import pyoxigraph as ox
from oxrdflib import OxigraphStore
from rdflib import Dataset

from kg import vocab


def dataset(quads: ox.Store) -> Dataset:
    """The graph with our prefixes; its queries see all graphs as one."""
    found = Dataset(store=OxigraphStore(store=quads), default_union=True)
    for prefix, namespace in vocab.PREFIXES.items():
        found.bind(prefix, namespace, replace=True)
    return found
