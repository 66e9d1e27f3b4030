"""Whatever is put in, in whatever order, the store holds what follows from its documents, and nothing else."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.export import content
from kg.model import Article, Claim, Entity, Run
from kg.read.pages import key
from kg.store import Store
from kg.store.incoming import rank

RUN = Run("0.1.0", "model", "f00d", 0.5)
FORMATS = (".nq", ".ttl", ".csv", ".graphml")
PREDICATES = ("partner_of", "allied_with", "head_of_state_of", "leader_of", "visited", "member_of", "met_with")

# Two are of one page, and two of none.
ADDRESSES = ("https://a.example/b", "http://a.example/b#c", "https://b.example/", "javascript:c")

Item = tuple[Article, tuple[Claim, ...]]

# Few ids and several descriptions of each, so that documents share, and contradict, what they speak of.
entities = st.builds(
    Entity,
    st.sampled_from(["A", "B", "C d", "…/é", "China"]),
    st.sampled_from(["A", "B", "=b", 'c"\n\x01', "China"]),
    st.sampled_from([("State",), ("Place", "StateGroup"), ("Person",)]),
)
texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)


@st.composite
def items(draw: st.DrawFn) -> Item:
    text = draw(texts)
    article = Article(
        draw(st.sampled_from(["a", "b/c", "..", "ü d"])),
        text,
        draw(st.none() | texts),
        draw(st.sampled_from([None, "2025-04-22", "2025", "Tuesday"])),
        draw(st.none() | texts),
        draw(
            st.sampled_from(
                [None, None, "https://a.example/b", "http://a.example/b#c", "https://b.example/", "javascript:c"]
            )
        ),
    )
    return article, tuple(draw(st.lists(claims(article), max_size=4)))


@st.composite
def claims(draw: st.DrawFn, article: Article) -> Claim:
    start = draw(st.integers(0, len(article.text) - 1))
    end = draw(st.integers(start + 1, len(article.text)))
    return Claim(
        article.id,
        draw(entities),
        draw(st.sampled_from(PREDICATES)),
        draw(entities),
        article.text[start:end],
        start,
        end,
        factuality=draw(st.sampled_from(["asserted", "asserted", "planned", "possible", "denied"])),
        attributed_to=draw(st.none() | entities),
        ended=draw(st.booleans()),
        time=draw(st.sampled_from([None, "2025", "2025-04", "2025-04-22"])),
        qualifiers=draw(st.sampled_from([(), (("sector", "energy"), ("sector", "arms")), (("place", "=x"),)])),
        zone=draw(st.sampled_from(["title", "body", "teaser"])),
        trigger=draw(st.none() | texts),
        confidence=draw(st.sampled_from([0.1, 0.49999, 0.5, 0.86, 1.0])),
    )


def filled(*puts: Item) -> Store:
    store = Store.memory()
    for article, found in puts:
        store.put(article, found, RUN)
    return store


def held(store: Store, formats: tuple[str, ...] = (".nq", ".csv")) -> list[bytes]:
    return [content(store, suffix) for suffix in formats]


def newest(puts: list[Item]) -> list[Item]:
    """The version that stands at the end of each article, of versions alike the first."""
    groups: list[list[Item]] = []
    for put in puts:
        same = [group for group in groups if any(alike(put, other) for other in group)]
        groups = [group for group in groups if group not in same] + [[*(one for group in same for one in group), put]]
    return [max(group, key=lambda put: rank(put[0])) for group in groups]


def alike(one: Item, other: Item) -> bool:
    """Whether these are versions of one article: of one id, or of one page."""
    pages = [key(item[0].url) for item in (one, other)]
    return one[0].id == other[0].id or (pages[0] == pages[1] != "")


@settings(max_examples=40)
@given(st.lists(items(), max_size=6, unique_by=lambda item: item[0]), st.randoms(use_true_random=False))
def test_order_and_batches_make_no_difference(puts, random):
    """Of several versions of an article too, whichever comes first."""
    turned = random.sample(puts, len(puts))
    turned = [(article, tuple(random.sample(found, len(found)))) for article, found in turned]
    store = Store.memory()
    for article, found in turned:
        store.put(article, found, RUN)
        if random.random() < 0.5:
            store.flush()
    assert held(filled(*puts), FORMATS) == held(store, FORMATS)


@settings(max_examples=40)
@given(st.lists(items(), max_size=3), items())
def test_what_is_removed_leaves_no_trace(puts, item):
    puts = [put for put in newest(puts) if not alike(put, item)]
    store = filled(*puts, item)
    store.remove(item[0].id)
    assert held(store) == held(filled(*puts))


@settings(max_examples=40)
@given(st.lists(items(), max_size=3), items())
def test_to_replace_is_to_remove_and_to_add(puts, item):
    replaced = filled(*puts)
    newer = replaced.put(*item, RUN)
    assert newer == (item in newest([*puts, item]) and item not in newest(puts))
    store = filled(*puts)
    if newer:
        store.remove(*(put[0].id for put in newest(puts) if put not in newest([*puts, item])))
    store.put(*item, RUN)
    assert held(replaced) == held(store) == held(filled(*newest([*puts, item])))


@settings(max_examples=25)
@given(st.lists(items(), max_size=5))
def test_the_graph_follows_from_the_ledger_at_every_step(puts):
    """Puts, replacements and removals, each brought into the graph for itself."""
    store = Store.memory()
    for article, found in puts:
        store.put(article, found, RUN)
        assert unsound(store) == []
    for article in [article for article, _ in newest(puts)][::2]:
        store.remove(article.id)
        assert unsound(store) == []


def unsound(store: Store) -> list[str]:
    """Findings but for ends, which are drawn without regard for domain and range."""
    faults = (f"{finding.place}: {finding.message}" for finding in store.audit())
    return [fault for fault in faults if " no ends that " not in fault and " to itself" not in fault]


@settings(max_examples=40)
@given(items())
def test_claims_come_back_whole(item):
    article, found = item
    store = filled((article, found))
    assert store.article(article.id) == article
    first = list(store.claims())
    again = filled((article, tuple(replace(claim) for claim in first)))
    assert list(again.claims()) == first
    assert held(again) == held(store)
