"""Where a name stands in its sentence: what it hangs on, what it has, what is named beside it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Doc, Span, Token

from kg.language.clauses import NOMINAL

MODIFIERS = frozenset({"poss", "compound", "nmod", "amod"})
PARTS = frozenset({"nsubj", "nsubjpass", "dobj", "attr", "poss", "amod", "compound", "nmod"})
BINDERS = frozenset({",", "and", "or", "&"})
# Prepositions that say where or when, not with whom.
PLACING = frozenset({"after", "at", "before", "during", "in", "near", "on", "since", "until"})
# How many links of a coordination and how many tokens of a sentence are looked at.
REACH, WINDOW = 12, 60
HYPHENS = frozenset({"-", "–", "—", "/"})


@dataclass(frozen=True)
class Site:
    """The stand of one mention, from token `start` up to `end`."""

    doc: Doc
    start: int
    end: int

    @property
    def text(self) -> str:
        """The mention as one line."""
        return " ".join(self.doc[self.start : self.end].text.split())

    @cached_property
    def sentence(self) -> Span:
        """The sentence, of a very long one what is near."""
        whole = self.head.sent
        return self.doc[max(whole.start, self.start - WINDOW) : min(whole.end, self.end + WINDOW)]

    @cached_property
    def head(self) -> Token:
        """The token that the parse hangs the mention on."""
        return self.doc[self.start : self.end].root

    @cached_property
    def anchor(self) -> Token:
        """The first of the things that it is coordinated with: what the parse says of the whole list."""
        token = self.head
        for _ in range(REACH):
            if token.dep_ != "conj" or token.head.pos_ not in NOMINAL:
                break
            token = token.head
        return token

    def near(self, offset: int) -> Token | None:
        """The token so many places behind the mention (1: the next), or before it (-1: the last)."""
        i = self.end - 1 + offset if offset > 0 else self.start + offset
        return self.doc[i] if 0 <= i < len(self.doc) else None

    def word(self, offset: int) -> str:
        """The lemma of that token in lower case, empty where there is none."""
        token = self.near(offset)
        return "" if token is None else token.lemma_.lower()

    @cached_property
    def is_modifier(self) -> bool:
        """Whether a noun follows that the mention qualifies (`the Niger junta`)."""
        return self.head.dep_ in ("compound", "nmod", "amod") and self.head.head.i >= self.end

    @cached_property
    def has_article(self) -> bool:
        """Whether "the" stands right before the bare mention (`the Niger`)."""
        last, behind = self.near(-1), self.near(1)
        follows = behind is not None and behind.pos_ in ("NOUN", "PROPN", "ADJ") and behind.dep_ != "appos"
        return last is not None and last.lower_ == "the" and not self.is_modifier and not follows

    @cached_property
    def nouns(self) -> tuple[Token, ...]:
        """The nouns that the mention qualifies or has, that stand in it, or before `of` and the mention."""
        found = []
        for token in dict.fromkeys((self.head, self.anchor)):
            if token.dep_ in MODIFIERS and token.head.pos_ in ("NOUN", "PROPN") and token.head.i >= self.end:
                found.append(token.head)
            elif token.dep_ == "pobj" and token.head.lower_ in ("of", "in") and token.head.head.pos_ in NOMINAL:
                found.append(token.head.head)
        return tuple(found)

    @cached_property
    def owned(self) -> dict[str, str]:
        """The lemmas of these nouns, also with the noun before them (`prime minister`), and their words."""
        found: dict[str, str] = {}
        for noun in self.nouns:
            found[noun.lemma_.lower()] = noun.text
            for left in noun.lefts:
                if left.dep_ in ("compound", "amod") and left.i not in range(self.start, self.end):
                    found[f"{left.lemma_} {noun.lemma_}".lower()] = f"{left.text} {noun.text}"
        return found

    @cached_property
    def of(self) -> dict[str, str]:
        """The lemmas of nouns before `of` and the mention, and of what it is called by predicate or apposition."""
        found = [self.anchor.head.head] if self.anchor.dep_ == "pobj" and self.anchor.head.lower_ == "of" else []
        if self.head.dep_ == "nsubj":
            found += [c for c in self.head.head.children if c.dep_ == "attr"]
        found += [c for c in self.head.children if c.dep_ == "appos"]
        if self.head.dep_ == "appos":
            found.append(self.head.head)
        return {t.lemma_.lower(): t.text for t in found if t.pos_ in ("NOUN", "PROPN")}

    @cached_property
    def role(self) -> tuple[str, Token | None]:
        """`does` or `suffers` with the verb, a preposition with what it hangs on, or nothing."""
        token = self.anchor
        if token.dep_ == "nsubj":
            return "does", token.head
        if token.dep_ in ("nsubjpass", "dobj", "dative"):
            return "suffers", token.head
        if token.dep_ == "pobj":
            preposition = token.head
            if preposition.dep_ == "agent":
                return "does", preposition.head
            above = preposition.head.head if preposition.head.pos_ == "ADV" else preposition.head
            return preposition.lower_, above if above != preposition else None
        return "", None

    def beside(self) -> Iterator[int]:
        """The tokens that the mention is coordinated with, by the parse or by commas and hyphens alone."""
        linked, token = [c.i for c in self.head.children if c.dep_ == "conj"], self.head
        for _ in range(REACH):
            if token.dep_ != "conj":
                break
            token = token.head
            linked += [token.i, *(c.i for c in token.children if c.dep_ == "conj" and c != self.head)]
        yield from linked
        for step, first in ((-1, self.start - 1), (1, self.end)):
            i = first
            while 0 <= i < len(self.doc) and self.doc[i].text in BINDERS:
                i += step
            if 0 <= i < len(self.doc) and i != first:
                yield i
            elif 0 <= i + step < len(self.doc) and 0 <= i < len(self.doc) and self.doc[i].text in HYPHENS:
                yield i + step

    def partners(self) -> Iterator[int]:
        """The heads of the other parts of the clause or noun phrase that the mention is part of."""
        _, above = self.role
        verb = above.head if above is not None and above.dep_ in PARTS and above.head.pos_ == "VERB" else None
        verb = None if self.role[0] == "of" else verb
        nouns = [n for n in self.nouns if n.i != (above.i if above is not None else -1)]
        for centre in dict.fromkeys([*([above] if above is not None else []), *nouns, *([verb] if verb else [])]):
            for child in centre.children:
                if child.i == self.anchor.i or (above is not None and child.i == above.i):
                    continue
                if child.dep_ in PARTS:
                    yield child.i
                    yield from _complements(child) if child.dep_ == "dobj" else ()
                elif child.dep_ in ("prep", "agent") and child.lower_ not in PLACING:
                    yield from (c.i for c in child.children if c.dep_ == "pobj" and c.i != self.anchor.i)


def _complements(noun: Token) -> Iterator[int]:
    """The objects of a noun's prepositions: `an agreement with Armenia`."""
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ not in PLACING:
            yield from (c.i for c in child.children if c.dep_ == "pobj")
