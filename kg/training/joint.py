"""The encoder with both its heads, mentions and relations, as a torch module, and how it is fitted."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields

import torch
from torch import nn

from kg.catalog import relations
from kg.language.encoder import WIDTH
from kg.language.learned.head import BINS
from kg.training.articles import IGNORED
from kg.training.network import Settings, Tagger, batches, optimizer, tensors
from kg.training.truth import truth
from kg.training.windows import Window

HIDDEN = 256
# The relations are rare: about one pair in thirty has one.
RARE = -4.0
OF_MENTIONS = 0.5


@dataclass(frozen=True, slots=True)
class Bags:
    """Which rows of all vectors are averaged for which pair."""

    rows: torch.Tensor
    pairs: torch.Tensor


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows as tensors: pieces, mask and labels, and of all their pairs the inputs and what is true."""

    pieces: torch.Tensor
    mask: torch.Tensor
    labels: torch.Tensor
    bags: tuple[Bags, ...]
    types: torch.Tensor
    distances: torch.Tensor
    true: torch.Tensor
    counted: torch.Tensor


class Head(nn.Module):
    """Two layers over the averaged vectors of a pair (see kg/language/learned/head.py)."""

    def __init__(self) -> None:
        super().__init__()
        classes = len(relations.classes())
        self.subject = nn.Linear(WIDTH, HIDDEN)
        self.object, self.way, self.product = (nn.Linear(WIDTH, HIDDEN, bias=False) for _ in range(3))
        self.types = nn.Embedding(classes * classes, HIDDEN)
        self.distances = nn.Embedding(BINS, HIDDEN)
        self.out = nn.Linear(HIDDEN, len(relations.load()))
        self.before, self.within = nn.Dropout(0.1), nn.Dropout(0.2)
        for table in (self.types, self.distances):
            nn.init.normal_(table.weight, std=0.05)
        nn.init.constant_(self.out.bias, RARE)

    def forward(self, vectors: torch.Tensor, batch: Batch) -> torch.Tensor:
        """The scores of all relations for every pair of a batch."""
        rows, count = vectors.flatten(0, 1), len(batch.types)
        one, other, way = (self.before(_mean(rows, bags, count)) for bags in batch.bags)
        hidden = self.subject(one) + self.object(other) + self.way(way) + self.product(one * other)
        hidden = hidden + self.types(batch.types) + self.distances(batch.distances)
        scores: torch.Tensor = self.out(self.within(torch.relu(hidden)))
        return scores


class Joint(nn.Module):
    """A tagger with the head for pairs beside its own."""

    def __init__(self, tagger: Tagger) -> None:
        super().__init__()
        self.tagger, self.head = tagger, Head()

    def forward(self, batch: Batch) -> tuple[torch.Tensor, torch.Tensor]:
        """Scores of labels for word pieces, and of relations for pairs."""
        vectors = self.tagger.encode(batch.pieces, batch.mask)
        return self.tagger.labelled(vectors), self.head(vectors, batch)


def fit(windows: Sequence[Window], network: Joint, settings: Settings) -> Iterator[tuple[int, float]]:
    """Fits the network itself; after each epoch its number and mean loss."""
    random.seed(settings.seed)
    torch.manual_seed(settings.seed)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    network.to(device)
    steps = settings.epochs * -(-len(windows) // settings.batch)
    heads = [*network.tagger.out.parameters(), *network.head.parameters()]
    adam, schedule = optimizer(network.tagger.encoder, heads, settings, steps)
    for epoch in range(settings.epochs):
        network.train()
        losses = []
        for some in batches(windows, settings, epoch):
            losses.append(_step(network, batch(some, device), adam))
            schedule.step()
        network.eval()
        yield epoch, sum(losses) / len(losses)


def _step(network: Joint, some: Batch, adam: torch.optim.Optimizer) -> float:
    with torch.autocast(some.pieces.device.type, torch.bfloat16):
        labels, scores = network(some)
    loss = OF_MENTIONS * nn.functional.cross_entropy(
        labels.float().flatten(0, 1), some.labels.flatten(), ignore_index=IGNORED
    )
    if len(some.types):
        loss = loss + _of_pairs(scores.float(), some)
    adam.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    adam.step()
    return float(loss.detach())


def _of_pairs(scores: torch.Tensor, some: Batch) -> torch.Tensor:
    """Each relation that is allowed and known, against its truth."""
    each = nn.functional.binary_cross_entropy_with_logits(scores, some.true, reduction="none")
    return (each * some.counted).sum() / len(scores)


def _mean(rows: torch.Tensor, bags: Bags, count: int) -> torch.Tensor:
    """The mean of each bag's rows; zeros for an empty bag."""
    total = torch.zeros(count, rows.shape[1], dtype=rows.dtype, device=rows.device)
    number = torch.zeros(count, 1, dtype=rows.dtype, device=rows.device)
    total.index_add_(0, bags.pairs, rows[bags.rows])
    number.index_add_(0, bags.pairs, torch.ones(len(bags.rows), 1, dtype=rows.dtype, device=rows.device))
    return total / number.clamp(min=1)


def batch(windows: Sequence[Window], device: torch.device) -> Batch:
    """Windows as tensors on a device."""
    pieces, mask, labels = tensors([w.sample for w in windows])
    length, every = pieces.shape[1], [(n, w, e) for n, w in enumerate(windows) for e in w.examples]
    spans = (
        [_rows(w, range(*e.shape.subject), n * length) for n, w, e in every],
        [_rows(w, range(*e.shape.object), n * length) for n, w, e in every],
        [_rows(w, e.shape.way, n * length) for n, w, e in every],
    )
    true, counted = truth([e for _, _, e in every])
    types, distances = (torch.tensor([getattr(e.shape, k) for _, _, e in every], dtype=torch.long) for k in KEYS)
    made = Batch(pieces, mask, labels, _bags(spans), types, distances, true, counted)
    return _moved(made, device)


KEYS = ("types", "distance")


def _rows(window: Window, tokens: Sequence[int], shift: int) -> list[int]:
    return [shift + window.places[i] for i in tokens if i in window.places]


def _bags(spans: tuple[list[list[int]], ...]) -> tuple[Bags, ...]:
    return tuple(
        Bags(
            torch.tensor([row for rows in bags for row in rows], dtype=torch.long),
            torch.tensor([n for n, rows in enumerate(bags) for _ in rows], dtype=torch.long),
        )
        for bags in spans
    )


def _moved(some: Batch, device: torch.device) -> Batch:
    values = {f.name: getattr(some, f.name) for f in fields(some)}
    bags = tuple(Bags(b.rows.to(device), b.pairs.to(device)) for b in some.bags)
    return Batch(**{name: value.to(device) for name, value in values.items() if name != "bags"}, bags=bags)
