import pytest

from kg.errors import KgError, NotFound
from kg.model import Article, Claim, Entity
from kg.serve.pages import picture
from kg.serve.pages.entity import facts
from kg.serve.pages.held import Held
from kg.serve.pages.names import Index
from kg.store import Store


@pytest.fixture
def towns(run):
    """States of the gazetteer, and two men of one name."""
    ends = [Entity("Kenya", "Kenya", ("State",)), Entity("Cote_d_Ivoire", "Côte d'Ivoire", ("State",))]
    men = [Entity(f"John_Doe_{n}", "John Doe", ("Person",)) for n in (1, 2)]
    pairs = [(ends[0], "partner_of", ends[1]), *((man, "visited", ends[0]) for man in men)]
    text = "Something is said here."
    with Store.memory() as store:
        claims = [Claim("a", *pair, text[: 5 + n], 0, 5 + n, confidence=0.9) for n, pair in enumerate(pairs)]
        store.put(Article("a", text), claims, run)
        yield store


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("kenya", "Kenya"),
        ("Q114", "Kenya"),
        ("Kenyan", "Kenya"),
        ("ent:Kenya", "Kenya"),
        ("<https://w3id.org/communique/entity/Kenya>", "Kenya"),
        ("cote d’ivoire", "Cote_d_Ivoire"),
        ("kenia", "Kenya"),
        ("ivoire", "Cote_d_Ivoire"),
    ],
)
def test_search_finds_by_any_name(towns, asked, found):
    index = Index(towns)
    if not asked.startswith(("ent:", "<")):
        assert index.find(towns, asked, 5)[0].id == found
    if asked not in ("kenia", "ivoire"):
        assert index.one(asked) == found


def test_one_name_of_several_is_asked_back(towns):
    index = Index(towns)
    assert {hit.id for hit in index.find(towns, "john doe", 5)} == {"John_Doe_1", "John_Doe_2"}
    with pytest.raises(KgError, match="several entities; give one of the ids John_Doe_1, John_Doe_2"):
        index.one("John Doe")
    with pytest.raises(NotFound, match="no entity 'kenia'; near: Kenya"):
        index.one("kenia")
    for odd in ("", "***", "x" * 5_000, "\u202e\x00"):
        assert index.find(towns, odd, 5) == ()


def test_most_mentioned_comes_first(towns):
    index = Index(towns)
    assert (index.top(1), index.claims["Kenya"], index.claims["Nobody"]) == (["Kenya"], 3, 0)


def test_what_follows_from_a_store_is_worked_out_once(towns, run):
    made = []
    held = Held(lambda store: made.append(store) or len(made))
    assert (held.of(towns), held.of(towns), len(made)) == (1, 1, 1)
    with Store.memory() as other:
        assert held.of(other) == 2


def test_picture_keeps_within_its_frame_and_says_what_it_leaves_out(towns, run):
    hub, text = Entity("Kenya", "Kenya", ("State",)), "Word " * 60
    claims = [
        Claim("b", Entity(f"P_{n}", f"Person of a rather long name {n}", ("Person",)), "visited", hub, text[:9], 0, 9)
        for n in range(40)
    ]
    towns.put(Article("b", text), claims, run)
    found = facts(towns, "Kenya", towns.copies())
    drawn = picture.neighbours(found.entity, found.lines)
    assert len(drawn.spots) == picture.MOST
    assert drawn.left_out == 43 - picture.MOST
    assert all(0 < spot.x < picture.WIDTH and 0 < spot.y < picture.HEIGHT for spot in drawn.spots)
    assert all(len(line) <= picture.LABEL for spot in drawn.spots for line in spot.label)
    assert len({(spot.x, spot.y) for spot in drawn.spots}) == picture.MOST
