"""The component puts the claims of `kg extract` on documents of any pipeline."""

import pytest
import spacy
from spacy.tokens import Doc, DocBin

import kg
import kg.component
from kg.errors import BadArticle

TEXT = (
    "“Emmanuel Macron” visited Kenya last week. He met William Ruto in Nairobi. "
    "China’s foreign ministry denied that Beijing had sanctioned Kenya."
)


@pytest.fixture(scope="module")
def nlp():
    nlp = spacy.blank("en")
    nlp.add_pipe("communique")
    return nlp


def test_claims_are_those_of_extraction(nlp):
    doc = nlp.make_doc(TEXT)
    doc._.article = {"id": "mine", "date": "2025-03-10", "source": "Herald"}
    doc = nlp(doc)
    assert doc._.claims == kg.extract(TEXT, id="mine", date="2025-03-10", source="Herald")
    assert len(doc._.claims) > 1


def test_quotes_are_spans_with_the_predicate_as_label(nlp):
    doc = nlp(TEXT)
    quotes = doc.spans["claims"]
    assert [span.label_ for span in quotes] == [claim.predicate for claim in doc._.claims]
    assert [span.text for span in quotes] == [claim.quote for claim in doc._.claims]
    assert [(span.start_char, span.end_char) for span in quotes] == [(c.start, c.end) for c in doc._.claims]


def test_other_components_keep_what_they_set(nlp):
    before = nlp.make_doc(TEXT)
    doc = nlp(TEXT)
    assert [token.text for token in doc] == [token.text for token in before]
    assert doc.ents == ()
    assert not doc.has_annotation("DEP")


def test_claims_go_through_bytes(nlp):
    doc = nlp(TEXT)
    assert Doc(nlp.vocab).from_bytes(doc.to_bytes())._.claims == doc._.claims
    stored = DocBin(store_user_data=True, docs=[doc]).to_bytes()
    [again] = DocBin().from_bytes(stored).get_docs(nlp.vocab)
    assert again._.claims == doc._.claims


def test_texts_with_nothing_in_them(nlp):
    assert [doc._.claims for doc in nlp.pipe(["", " \n ", "Nothing happened."])] == [(), (), ()]
    assert nlp.make_doc("Not read yet.")._.claims == ()
    with pytest.raises(BadArticle):
        nlp("\0\0\0 x")


def test_the_pipeline_names_what_the_component_sets(nlp):
    assert nlp.get_pipe_meta("communique").assigns == ["doc._.claims", "doc.spans"]
