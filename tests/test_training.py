"""The training of the recogniser, on a few articles of our own; needs the `train` extra."""

import json
from pathlib import Path

import pytest

from kg.model import Article, Entity

pytest.importorskip("torch")
pytest.importorskip("transformers")

PLACES = ("Kenya", "Ghana", "Norway", "Peru", "Chile", "Malta")


def articles(folder: Path) -> Path:
    path = folder / "articles.jsonl"
    rows = []
    for n in range(40):
        place, other = PLACES[n % 6], PLACES[(n + 1) % 6]
        text = f"{place} and {other} signed the Accord of Lindau in round {n}. Both praised it."
        entities = [
            {"id": "e1", "name": place, "type": "State", "qid": None, "mentions": [place]},
            {"id": "e2", "name": other, "type": "State", "qid": None, "mentions": [other]},
            {"id": "e3", "name": "Accord of Lindau", "type": "Agreement", "qid": None, "mentions": []},
        ]
        rows.append(json.dumps({"id": f"a{n}", "title": None, "text": text, "entities": entities, "claims": []}))
    path.write_text("\n".join(rows), encoding="utf8")
    return path


def test_labels_mark_mentions_and_leave_out_what_is_ambiguous() -> None:
    from kg.evaluation.gold import GoldArticle
    from kg.training.articles import IGNORED, labelled
    from kg.training.samples import spans

    entities = {
        "e1": Entity("e1", "Norway", ("State",), mentions=("Oslo",)),
        "e2": Entity("e2", "Oslo", ("Place",)),
        "e3": Entity("e3", "Accord of Lindau", ("Agreement",)),
    }
    article = Article("a", "Norway signed the Accord of Lindau in Oslo.")
    found = labelled(GoldArticle(article, entities, ()))
    words = [t.text for t in found.doc]
    assert {" ".join(words[a:b]) for a, b, _ in spans(found.labels)} == {"Norway", "Accord of Lindau"}
    assert found.labels[words.index("Oslo")] == IGNORED


def test_the_teacher_tells_dates_and_amounts_beside_the_annotated() -> None:
    from kg.evaluation.gold import GoldArticle
    from kg.training.articles import classes, labelled
    from kg.training.samples import spans

    article = Article("a", "On Monday Amina Okoro paid $3 million to Norway, or 5 percent of the sum.")
    found = labelled(GoldArticle(article, {"e1": Entity("e1", "Norway", ("State",))}, ()))
    words = [t.text for t in found.doc]
    told = {" ".join(words[a:b]): classes()[kind] for a, b, kind in spans(found.labels)}
    assert told["Norway"] == "State"
    assert "Amina Okoro" not in told
    assert (told["Monday"], told["5 percent"], told["$ 3 million"]) == ("DATE", "PERCENT", "MONEY")


@pytest.mark.long
def test_training_is_reproducible(tmp_path: Path) -> None:
    from kg.evaluation.gold import read
    from kg.training.articles import classes, labelled, split
    from kg.training.network import Settings, fit
    from kg.training.samples import samples

    learned, held = split(read(articles(tmp_path)))
    assert (len(learned), len(held)) == (10, 30)
    windows = [s for a in learned for s in samples(labelled(a))]
    runs = [
        [round(loss, 5) for _, loss, _ in fit(windows, 2 * len(classes()) + 1, Settings(epochs=2, seed=3))]
        for _ in range(2)
    ]
    assert runs[0] == runs[1]
    assert runs[0][1] < runs[0][0]
