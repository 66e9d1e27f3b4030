"""What the network of claims says: brokers, blocs, balance, hedging, paths, dyads, time lines, changes, initiatives,
speakers. Each question is asked of a `Corpus` (`read`) and answered by a `Table`; docs/analysis.md has the contract.
"""

from kg.analysis.balance import balance, triads
from kg.analysis.blocs import blocs
from kg.analysis.brokers import brokers
from kg.analysis.changes import changes
from kg.analysis.corpus import Corpus, Scope, Tie, read
from kg.analysis.dyads import dyad
from kg.analysis.figures import png, svg
from kg.analysis.hedging import hedging
from kg.analysis.initiatives import initiatives
from kg.analysis.networks import Pair, network, pairs, signed_network
from kg.analysis.paths import Hop, chain, path
from kg.analysis.speakers import speakers
from kg.analysis.tables import Picture, Table
from kg.analysis.timelines import timeline
from kg.analysis.writing import as_csv, as_json, as_text, evidence_record

__all__ = [
    "Corpus",
    "Hop",
    "Pair",
    "Picture",
    "Scope",
    "Table",
    "Tie",
    "as_csv",
    "as_json",
    "as_text",
    "balance",
    "blocs",
    "brokers",
    "chain",
    "changes",
    "dyad",
    "evidence_record",
    "hedging",
    "initiatives",
    "network",
    "pairs",
    "path",
    "png",
    "read",
    "signed_network",
    "speakers",
    "svg",
    "timeline",
    "triads",
]
