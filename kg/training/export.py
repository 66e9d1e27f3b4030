"""From a fitted network to the files that the package ships: int8 ONNX and the heads' numbers."""

import shutil
import warnings
from dataclasses import fields
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import numpy.typing as npt
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn

from kg.language.learned.head import Weights
from kg.training.network import BASE, Tagger

OPSET = 17

Numbers = npt.NDArray[np.float32]


class _Vectors(nn.Module):
    def __init__(self, network: Tagger) -> None:
        super().__init__()
        self.encoder = network.encoder

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        hidden: torch.Tensor = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        return hidden


def export(network: Tagger, classes: tuple[str, ...], threshold: float, folder: Path) -> None:
    """Writes `encoder.onnx`, `recogniser.npz` and `tokenizer.json` to the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    network = network.cpu().eval()
    with TemporaryDirectory() as scratch:
        exact = Path(scratch) / "encoder.onnx"
        _write(_Vectors(network), exact)
        # Seven bits for the weights: eight overflow in the 16-bit sums of processors without VNNI.
        quantize_dynamic(
            exact, folder / "encoder.onnx", weight_type=QuantType.QInt8, per_channel=True, reduce_range=True
        )
    weight, bias = (p.detach().float().numpy() for p in (network.out.weight, network.out.bias))
    np.savez(folder / "recogniser.npz", weight=weight, bias=bias, classes=np.array(classes), threshold=threshold)
    shutil.copyfile(Path(str(files(BASE))) / "model" / "tokenizer.json", folder / "tokenizer.json")


def export_relations(head: nn.Module, folder: Path) -> None:
    """Writes `relations.npz`, the head for pairs, with half the digits."""
    layers = {name: value.detach().float().numpy().astype(np.float16) for name, value in head.state_dict().items()}
    names = {"bias": "subject.bias", "out_bias": "out.bias"}
    keys = (f.name for f in fields(Weights))
    np.savez_compressed(folder / "relations.npz", **{key: layers[names.get(key, f"{key}.weight")] for key in keys})


def export_linear(weights: Numbers, bias: Numbers, folder: Path) -> None:
    """Writes `linear.npz`: the weights of each relation in 255 steps."""
    scale = np.maximum(np.abs(weights).max(axis=0), 1e-6) / 127
    steps = np.rint(weights / scale).astype(np.int8)
    np.savez_compressed(folder / "linear.npz", weights=steps, scale=scale.astype(np.float32), bias=bias)


def _write(module: nn.Module, path: Path) -> None:
    ids = torch.ones(2, 16, dtype=torch.long)
    free = {0: "windows", 1: "pieces"}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            module,
            (ids, torch.ones_like(ids)),
            path,
            input_names=["ids", "mask"],
            output_names=["vectors"],
            dynamic_axes={"ids": free, "mask": free, "vectors": free},
            opset_version=OPSET,
            dynamo=False,
        )
