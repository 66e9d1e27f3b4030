"""What `kg inspect` shows, and that nothing of an article steers a page or a terminal."""

import re
from base64 import b64encode
from hashlib import sha256

import pytest

from kg.inspect import html, inspect, pieces, told
from kg.language.extractor import Extractor
from kg.model import Article

TITLE = "Xi Jinping visits Vietnam"
VISIT = "Chinese President Xi Jinping visited Vietnam on Monday."
MISSED = "Kenya and Norway spoke about membership and troops."
EVIL = 'Norway <script>alert(1)</script> & "Kenya" met.'
TEXT = "\n".join([TITLE, VISIT, MISSED, EVIL, "Read also: India imposed sanctions on Turkey", "Leave a comment"])


@pytest.fixture(scope="module")
def found():
    return inspect(Article("a<b>", TEXT, TITLE, "2025-04-14", url="https://example.org/?a=1&b=2"), Extractor())


def test_every_sentence_has_its_zone_and_its_words(found):
    words = [TEXT[sentence.start : sentence.end] for sentence in found.sentences]
    assert "".join(words).replace("\n", "") == TEXT.replace("\n", "")
    zones = dict(zip(words, (sentence.zone for sentence in found.sentences), strict=True))
    assert (zones[TITLE], zones[VISIT], zones["Leave a comment"]) == ("title", "lead", "furniture")
    assert zones["Read also: India imposed sanctions on Turkey"] == "teaser"


def test_pieces_are_the_sentence_and_bear_what_is_named(found):
    [visit] = [sentence for sentence in found.sentences if TEXT[sentence.start : sentence.end] == VISIT]
    parts = pieces(found.article, visit)
    assert "".join(part.text for part in parts) == VISIT
    assert {"Xi Jinping", "Vietnam"} <= {part.named.entity.label for part in parts if part.named}


def test_claims_stand_beside_their_sentences(found):
    [visit] = [sentence for sentence in found.sentences if TEXT[sentence.start : sentence.end] == VISIT]
    assert any(claim.predicate == "visited" and claim.object.label == "Vietnam" for claim in visit.claims)
    for sentence in found.sentences:
        assert all(claim.start < sentence.end and claim.end > sentence.start for claim in sentence.claims)
    lines = [told(claim, found.threshold) for claim in visit.claims]
    assert any(line.startswith("Xi Jinping visited Vietnam (") and ", edge; " in line for line in lines)


def test_nothing_is_claimed_of_furniture_and_no_edge_comes_of_a_teaser(found):
    claims = {sentence.zone: sentence.claims for sentence in found.sentences}
    assert claims["furniture"] == ()
    assert not any(claim.is_edge(found.threshold) for claim in claims["teaser"])


def test_a_sentence_with_two_actors_and_a_cue_but_no_claim_may_miss_one(found):
    words = {TEXT[sentence.start : sentence.end]: sentence.cues for sentence in found.missing}
    assert all(not sentence.claims for sentence in found.missing)
    assert MISSED not in words or words[MISSED]
    assert not any("Leave" in text or "Read also" in text for text in words)


def test_the_page_runs_nothing_and_asks_for_nothing(found):
    page = html(found)
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "a&lt;b&gt;" in page
    assert not re.search(r"(?:src|href)\s*=|url\(|@import|\son\w+=", page)
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)[1]
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1]
    assert policy.startswith("default-src &#39;none&#39;")
    assert b64encode(sha256(style.encode()).digest()).decode() in policy.replace("&#43;", "+")
    assert page == html(found)


def test_an_article_without_sentences():
    found = inspect(Article("blank", "\n"), Extractor())
    assert found.sentences == ()
    assert "0 sentences name" in html(found)
