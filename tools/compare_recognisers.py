"""The rival of the trained recogniser: a spaCy NER component on the md vectors, trained on the same articles.

Prints precision, recall and F1 of exact mentions after each epoch, on the articles held back and on others given.
usage: compare_recognisers.py ARTICLES.jsonl... [--also OTHERS.jsonl] [--epochs N]
"""

import argparse
import random
import time
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import compounding, fix_random_seed, minibatch

from kg.evaluation.gold import read
from kg.language.annotate import MODEL
from kg.training.articles import IGNORED, Labelled, classes, labelled, split
from kg.training.samples import spans

TOK2VEC = {
    "@architectures": "spacy.Tok2Vec.v2",
    "embed": {
        "@architectures": "spacy.MultiHashEmbed.v2",
        "width": 96,
        "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE"],
        "rows": [5000, 1000, 2500, 2500],
        "include_static_vectors": True,
    },
    "encode": {
        "@architectures": "spacy.MaxoutWindowEncoder.v2",
        "width": 96,
        "depth": 4,
        "window_size": 1,
        "maxout_pieces": 3,
    },
}
PARSER = {
    "@architectures": "spacy.TransitionBasedParser.v2",
    "state_type": "ner",
    "extra_state_tokens": False,
    "hidden_width": 64,
    "maxout_pieces": 2,
    "use_upper": True,
    "nO": None,
    "tok2vec": TOK2VEC,
}


def recogniser() -> Language:
    nlp = spacy.load(MODEL, exclude=["tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer", "ner"])
    component: Any = nlp.add_pipe("ner", config={"model": PARSER})
    for name in classes():
        component.add_label(name)
    return nlp


def examples(nlp: Language, article: Labelled) -> Iterator[Example]:
    """One example a sentence; tokens that are not to be learned from have no gold tag."""
    for sentence in article.doc.sents:
        labels = article.labels[sentence.start : sentence.end]
        tags = ["-" if label == IGNORED else "O" for label in labels]
        for start, end, kind in spans(labels):
            name, inner = classes()[kind], end - start - 2
            tags[start:end] = [f"U-{name}"] if inner < 0 else [f"B-{name}", *[f"I-{name}"] * inner, f"L-{name}"]
        doc = Doc(nlp.vocab, words=[t.text for t in sentence], spaces=[bool(t.whitespace_) for t in sentence])
        yield Example.from_dict(doc, {"entities": tags})


def figures(nlp: Language, gold: list[Example]) -> str:
    right = said = true = 0
    for example in gold:
        wanted = {(e.start, e.end, e.label_) for e in example.reference.ents}
        skipped = {t.i for t in example.reference if t.ent_iob == 0}
        doc = nlp(Doc(nlp.vocab, words=[t.text for t in example.reference]))
        found = {(e.start, e.end, e.label_) for e in doc.ents if skipped.isdisjoint(range(e.start, e.end))}
        right, said, true = right + len(wanted & found), said + len(found), true + len(wanted)
    return f"P {right / said:.3f} R {right / true:.3f} F1 {2 * right / (said + true):.3f}" if said else "nothing found"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("articles", nargs="+", type=Path)
    options.add_argument("--also", type=Path)
    options.add_argument("--epochs", type=int, default=8)
    given = options.parse_args()
    warnings.filterwarnings("ignore", message=r"\[W095\]")
    fix_random_seed(0)
    nlp = recogniser()
    parts = [split(read(path)) for path in given.articles]
    learned, held = ([labelled(a) for part in parts for a in part[side]] for side in (0, 1))
    others = [labelled(a) for a in read(given.also)] if given.also else []
    train, *tests = ([e for a in some for e in examples(nlp, a)] for some in (learned, held, others))
    nlp.config["initialize"]["lookups"] = None  # tables of a package that is not needed otherwise
    optimizer = nlp.initialize(lambda: train[:500])
    began, dice = time.monotonic(), random.Random(0)
    for epoch in range(given.epochs):
        dice.shuffle(train)
        for batch in minibatch(train, compounding(16, 128, 1.001)):
            nlp.update(batch, drop=0.2, sgd=optimizer)
        told = "; ".join(figures(nlp, test) for test in tests if test)
        print(f"epoch {epoch + 1}: {told}; {time.monotonic() - began:.0f} s", flush=True)


if __name__ == "__main__":
    main()
