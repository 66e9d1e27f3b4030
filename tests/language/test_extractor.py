"""Article to claims: what always holds, whatever the text."""

import re
import sys
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.catalog import relations
from kg.language.extractor import THRESHOLD, Extractor
from kg.model import Article, Claim

Read = Callable[..., tuple[Claim, ...]]

STORY = Article(
    "story",
    """Kenya joins BRICS
Kenya joined BRICS on Monday, and Chinese President Xi Jinping visited Nairobi.
“Ghana opposes the plan,” said William Ruto. “Chad supports it, and Ghana supports Kenya.”
Emmanuel Macron did not visit Kenya. He met Viktor Orbán in Paris, according to the World Bank.
Kenya and Ghana will sign a trade agreement in July. Both countries cooperate with Japan.
Tags: Kenya, trade
Japan imposes tariffs on Peru
Norway opens a tunnel under the fjord
Brazil raises duties on steel pipes
Leave a comment
""",
    title="Kenya joins BRICS",
    date="2025-05-14",
)
OTHER = Article(
    "other", "Mia Castell met Viktor Orbán in Oslo. She said that Norway supports Ukraine.", date="2024-02-03"
)


def check(article: Article, claims: tuple[Claim, ...]) -> None:
    """What holds for the claims of any article."""
    assert list(claims) == sorted(claims, key=lambda c: c.start)
    keys = [key(c) for c in claims]
    assert len(keys) == len(set(keys))
    for c in claims:
        assert c.document == article.id
        assert c.quote == article.text[c.start : c.end]
        assert c.quote.strip() == c.quote != ""
        assert c.zone != "furniture"
        assert 0 < c.confidence <= 1
        assert c.subject.id != c.object.id
        assert relations.load()[c.predicate].admits(c.subject, c.object)
        assert c.time is None or re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", c.time)


def key(claim: Claim) -> tuple[str, ...]:
    who = claim.attributed_to.id if claim.attributed_to else ""
    return claim.subject.id, claim.predicate, claim.object.id, claim.factuality, who


def test_a_story(extractor: Extractor) -> None:
    claims = extractor.extract(STORY)
    check(STORY, claims)
    found = {key(c) for c in claims}
    assert ("Kenya", "member_of", "BRICS", "asserted", "") in found
    assert ("Xi_Jinping", "head_of_state_of", "China", "asserted", "") in found
    assert ("Ghana", "supports", "Kenya", "asserted", "William_Ruto") in found
    assert ("Emmanuel_Macron", "visited", "Kenya", "denied", "") in found
    assert ("Emmanuel_Macron", "met_with", "Viktor_Orbán", "asserted", "World_Bank") in found
    assert ("Ghana", "signed_agreement_with", "Kenya", "planned", "") in found


def test_the_quote_is_the_sentence(one: Callable[..., Claim]) -> None:
    claim = one("  It rained.  Kenya joined BRICS.\n\nGhana slept.", "Kenya member_of BRICS")
    assert claim.quote == "Kenya joined BRICS."
    assert claim.trigger == "joined"
    assert claim.method.startswith("lexicon:member_of/")


def test_offsets_count_code_points(read: Read) -> None:
    article = Article("a", "🎉 “Où?” 👩‍👩‍👧 asked Ann. Kenya joined BRICS.")
    (claim,) = [c for c in read(article.text) if c.predicate == "member_of"]
    assert article.text[claim.start : claim.end] == claim.quote
    assert claim.quote.endswith("Kenya joined BRICS.")


def test_quotes_keep_the_typography_of_the_text(read: Read) -> None:
    (claim,) = [c for c in read("“Kenya joined BRICS,” said William Ruto.") if c.predicate == "member_of"]
    assert claim.quote == "“Kenya joined BRICS,” said William Ruto."


def test_one_claim_for_what_is_said_twice(read: Read) -> None:
    text = "Kenya joined BRICS. Ghana slept. Kenya joined BRICS in 2024."
    (claim,) = [c for c in read(text) if c.predicate == "member_of"]
    assert (claim.quote, claim.time) == ("Kenya joined BRICS in 2024.", "2024")


def test_one_claim_for_each_factuality(read: Read) -> None:
    found = [
        c.factuality for c in read("Kenya will join BRICS. Kenya did not join BRICS.") if c.predicate == "member_of"
    ]
    assert found == ["planned", "denied"]


def test_the_looser_relation_is_dropped(triples: Callable[..., set[str]]) -> None:
    closer = {r.name: r.parent for r in relations.load().values() if r.parent}
    assert closer["head_of_state_of"] == "leader_of"
    both = "Xi Jinping is the leader of China. Xi Jinping is the president of China."
    assert triples("Xi Jinping is the leader of China.") >= {"Xi_Jinping leader_of China"}
    assert "Xi_Jinping head_of_state_of China" in triples(both)
    assert "Xi_Jinping leader_of China" not in triples(both)


def test_teasers_are_claims_but_no_edges(extractor: Extractor) -> None:
    (claim,) = [c for c in extractor.extract(STORY) if c.predicate == "imposes_tariffs_on"]
    assert claim.zone == "teaser"
    assert claim.factuality == "asserted"
    assert not claim.is_edge(0)


def test_the_story_itself_is_an_edge(one: Callable[..., Claim]) -> None:
    assert one("Kenya joined BRICS.", "Kenya member_of BRICS").is_edge(0)


def test_the_story_wins_over_a_teaser(read: Read) -> None:
    story = "Tea prices rise in Nairobi\nXi Jinping visited Kenya for three days.\nGrowers are glad.\n"
    (claim,) = [c for c in read(f"Read also: Xi Jinping visited Kenya\n{story}") if c.predicate == "visited"]
    assert claim.zone == "lead"


@pytest.mark.parametrize("line", ["Photo: Xi Jinping visited Kenya.", "Download our app: Kenya joined BRICS."])
def test_furniture_gives_no_claims(read: Read, line: str) -> None:
    assert read(f"Tea prices rise\n{line}\nGrowers are glad.\n") == ()


@pytest.mark.parametrize(
    "text",
    ["Kenya and Ghana cooperate with one another.", "Kenya cooperates with Ghana.", "Ghana cooperates with Kenya."],
)
def test_symmetric_relations_have_one_direction(triples: Callable[..., set[str]], text: str) -> None:
    assert "Ghana partner_of Kenya" in triples(text)
    assert "Kenya partner_of Ghana" not in triples(text)


def test_no_relative_times_without_a_date(extractor: Extractor) -> None:
    text = "Kenya joined BRICS last year. Xi Jinping visited Kenya on Monday. Ghana joined NATO in 2019."
    times = {
        c.subject.id: c.time for c in extractor.extract(Article("a", text)) if c.predicate in ("member_of", "visited")
    }
    assert times == {"Kenya": None, "Xi_Jinping": None, "Ghana": "2019"}
    dated = extractor.extract(Article("a", text, date="2025-05-14"))
    times = {c.subject.id: c.time for c in dated if c.predicate in ("member_of", "visited")}
    assert times == {"Kenya": "2024", "Xi_Jinping": "2025-05-12", "Ghana": "2019"}


def test_articles_do_not_leak_into_each_other(extractor: Extractor) -> None:
    forward = [extractor.extract(a) for a in (STORY, OTHER)]
    backward = [extractor.extract(a) for a in (OTHER, STORY)]
    fresh = [Extractor().extract(a) for a in (STORY, OTHER)]
    assert forward == backward[::-1] == fresh
    assert extractor.extract(replace(OTHER, id="x")) == tuple(replace(c, document="x") for c in forward[1])


def test_the_run_tells_what_made_the_claims(extractor: Extractor) -> None:
    assert extractor.run == Extractor().run
    assert extractor.run.threshold == THRESHOLD
    assert re.fullmatch("[0-9a-f]{16}", extractor.run.fingerprint)
    assert Extractor(0.7).run == replace(extractor.run, threshold=0.7)


HOSTILE = {
    "empty": "",
    "blank lines": "\n\n \r\n\t\n",
    "punctuation": "... !!! ??? ,,, ;;; --- ''' \"\"\" ((( ))) [[[ ]]] «» “” ‘’ • · – —",
    "one letter": "a",
    "emoji": "😀🇰🇪 Kenya joined BRICS. 👩‍👩‍👧 Xi Jinping visited Kenya 🎉.",
    "right to left": "زار الرئيس مصر. \u202eKenya joined BRICS.\u202c שלום עולם",
    "control characters": "Kenya\x00 joined\x07 BRICS.\x1b[0m Xi\u200b visited\u2028Kenya.\x85\x0b\x0c",
    "combining": "Ke\u0301nya joined BRI\u0301CS. Z\u0351\u036b\u0343algo met Xi Jinping.",
    "wide": "肯尼亚加入金砖国家。Kenya joined BRICS。習近平訪問肯尼亞。",
    "carriage returns": "Kenya joined BRICS.\r\n\r\nGhana joined NATO.\rChad joined NATO.",
    "unbalanced quotes": '“Kenya joined BRICS, "said «William Ruto. ”Ghana \'joined" NATO.',
    "markup": "<script>alert('Kenya joined BRICS')</script> {{ 7*7 }} ?s ?p ?o . DROP ALL; ../../etc/passwd",
    "one word": "a" * 200_000,
    "one line of words": ("a" * 99 + " ") * 2_000,
    "spaces": " " * 200_000,
    "line breaks": "\n" * 20_000,
    "many lines": "Tea.\n" * 400,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text(extractor: Extractor, name: str) -> None:
    article = Article(name, HOSTILE[name], title="Kenya joins (BRICS", date="2025-05-14")
    check(article, extractor.extract(article))


def calls(work: Callable[[], object]) -> int:
    """How many Python functions a piece of work calls: its cost, told without a clock."""
    count = 0

    def note(_: object, event: str, __: object) -> None:
        nonlocal count
        count += event == "call"

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize(
    "unit",
    [
        "Kenya joined BRICS and signed an agreement with China, ",
        "Kenya joined BRICS. Xi Jinping met William Ruto on Monday, he said. ",
        '"Kenya joined BRICS," said William Ruto. "Ghana supports it." ',
        "Kenya joined BRICS. It is glad.\n",
    ],
)
def test_work_grows_with_the_text_not_with_its_square(extractor: Extractor, unit: str) -> None:
    small, large = (calls(lambda n=n: extractor.extract(Article("a", unit * n))) for n in (15, 60))
    assert large < 6 * small


@settings(max_examples=30)
@given(st.text(max_size=300))
def test_any_text(extractor: Extractor, text: str) -> None:
    article = Article("a", text)
    check(article, extractor.extract(article))


PIECES = ["Kenya", "Xi Jinping", "BRICS", "he", "visited", "will", "not", "join", "said", "“", "”", "(", ")", "'s", "-"]
PIECES += [",", ".", "\n", "...", "Beijing", "president of", "and", "according to", "former", "on Monday", "2024", "EU"]


@settings(max_examples=30)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join), st.sampled_from([None, "2025-05-14"]))
def test_any_words_of_the_news(extractor: Extractor, text: str, date: str | None) -> None:
    article = Article("a", text, date=date)
    check(article, extractor.extract(article))
