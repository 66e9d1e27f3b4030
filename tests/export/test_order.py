from hypothesis import given
from hypothesis import strategies as st

from kg.export.order import batches, ordered
from kg.export.statements import in_graph, reified, subjects

texts = st.lists(st.binary(max_size=4), max_size=12)


@given(texts, st.integers(1, 9))
def test_batches_of_any_size_are_one_sorted_whole(every, size):
    assert list(ordered(every, bytes, size)) == sorted(every)
    assert list(ordered(every, lambda text: text[::-1], size)) == sorted(every, key=lambda text: text[::-1])


@given(texts, st.integers(1, 9))
def test_no_batch_is_larger_than_one_text_more(every, size):
    found = list(batches(every, size))
    assert [text for batch in found for text in batch] == every
    assert all(sum(map(len, batch[:-1])) < size for batch in found)


def test_what_is_not_held_is_read_back_from_disk():
    every = [b"%06d\n" % (number * 7919 % 5000) for number in range(700)]
    assert list(ordered(every, bytes, 100)) == sorted(every)


def test_lines_become_those_of_a_graph():
    triples = [
        b"<s> <p> <o> .\n",
        b'<s> <p> "a <b> ." .\n',
        b'<s> <p> "<b>"^^<o> .\n',
        b'<s> <p> "a b"@en .\n',
        b"<t> <p> <<( <s> <p> <o> )>> .\n",
    ]
    for triple in triples:
        assert in_graph(triple, b"<g>") == triple[:-2] + b"<g> .\n"
        assert in_graph(triple, b"") == triple
    assert list(subjects(b"".join(triples))) == [b"".join(triples[:4]), triples[4]]


def test_reified_lines_keep_their_graph_and_their_order():
    rdf = b"http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    about = [
        b"<c> <%b%b> <%b> <g> .\n" % (rdf, name, name[:1]) for name in (b"object", b"predicate", b"subject", b"type")
    ]
    assert reified(b"".join(about)) == b"<c> <%breifies> <<( <s> <p> <o> )>> <g> .\n" % rdf + about[3]
