from hypothesis import given
from hypothesis import strategies as st

from kg.export.order import ordered
from kg.export.statements import graph_of, reified, without_graph

lines = st.binary(max_size=4).map(lambda text: text.replace(b"\n", b"") + b"\n")


@given(st.lists(st.lists(lines, max_size=4), max_size=5))
def test_any_batches_are_one_sorted_whole(batches):
    every = {line for batch in batches for line in batch}
    assert list(ordered(batches)) == sorted(every)
    backwards = list(ordered(batches, key=lambda line: line[::-1]))
    assert backwards == sorted(every, key=lambda line: line[::-1])


def test_what_is_not_held_is_read_back_from_disk():
    batches = ([b"%06d\n" % (number * 7919 % 5000)] * 2 for number in range(700) if number % 100)
    wanted = sorted({b"%06d\n" % (number * 7919 % 5000) for number in range(700) if number % 100})
    assert list(ordered(batches)) == wanted


def test_graphs_of_lines():
    triples = [
        b"<s> <p> <o> .\n",
        b'<s> <p> "a <b> ." .\n',
        b'<s> <p> "<b>"^^<o> .\n',
        b'<s> <p> "a <b>"^^<o> .\n',
        b'<s> <p> "a b"@en .\n',
        b"<s> <p> <<( <s> <p> <o> )>> .\n",
    ]
    for triple in triples:
        quad = triple[:-2] + b"<g> .\n"
        assert (graph_of(triple), graph_of(quad)) == (b"", b"<g>")
        assert without_graph(triple) == without_graph(quad) == triple


def test_reified_lines_keep_their_graph_and_their_order():
    rdf = b"http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    about = [
        b"<c> <%b%b> <%b> <g> .\n" % (rdf, name, name[:1]) for name in (b"object", b"predicate", b"subject", b"type")
    ]
    assert list(reified(about)) == [b"<c> <%breifies> <<( <s> <p> <o> )>> <g> .\n" % rdf, about[3]]
