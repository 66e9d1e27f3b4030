"""All that may be claimed of an article: what the lexicon finds and what the models think of, with the evidence."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Span

from kg.catalog import lexicon
from kg.language.learned.context import Thought
from kg.language.learned.judge import Judgement, judged
from kg.language.learned.rules import by_ends
from kg.language.learned.scenes import scenes
from kg.language.learned.weigh import Evidence, logit
from kg.language.naming import is_described
from kg.language.refer import Resolver
from kg.language.relate import Candidate, candidates

Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Sources:
    """Which parts of the extractor speak (all, but for measuring what each is worth)."""

    rules: bool = True
    model: bool = True
    coreference: bool = True


ALL = Sources()


@dataclass(frozen=True, slots=True)
class Option:
    """A relation that may be claimed, and what speaks for it."""

    candidate: Candidate
    evidence: Evidence

    @property
    def thought(self) -> Thought:
        """The triple with its logit by the sentence alone."""
        ends = (self.candidate.subject, self.candidate.object)
        return Thought(self.candidate.key, logit(self.evidence), (len(ends[0].mentions), len(ends[1].mentions)))

    @property
    def method(self) -> str:
        """What found it: `lexicon:WORDING`, `model`, or both."""
        wording = self.candidate.wording
        found = [f"lexicon:{wording.id}"] if wording is not None else []
        return "+".join([*found, *(["model"] if self.evidence.encoder is not None else [])])


def options(
    resolver: Resolver, sentences: Sequence[Span], others: Sequence[Iterable[Candidate]], sources: Sources = ALL
) -> Iterator[tuple[Span, Option]]:
    """Everything that the lexicon (and `others`) find in each sentence, judged by the models, and what only these find,
    also over two neighbouring sentences; with the words that tell it."""
    lexical = [tuple(candidates(resolver, sentence)) if sources.rules else () for sentence in sentences]
    paired = list(scenes(resolver, sentences, [by_ends(found) for found in lexical])) if sources.model else []
    thoughts = {
        (s.sentence.start, s.sentence.end): t for (s, _), t in zip(paired, judged(resolver, paired), strict=True)
    }
    for sentence, found, more in zip(sentences, lexical, others, strict=True):
        told = (*found, *more) if sources.rules else ()
        thought = thoughts.pop((sentence.start, sentence.end), [])
        yield from ((sentence, option) for option in _options(resolver, told, thought))
    for (start, end), thought in thoughts.items():
        yield from ((resolver.linked.doc[start:end], option) for option in _options(resolver, (), thought))


def _options(resolver: Resolver, told: Sequence[Candidate], judgements: Iterable[Judgement]) -> Iterator[Option]:
    thought, known = _best(judgements), {candidate.key for candidate in told}
    found = [(candidate, thought.get(candidate.key)) for candidate in told]
    found += [(judgement.candidate, judgement) for key, judgement in thought.items() if key not in known]
    yield from (_option(_whole(resolver, candidate), judgement) for candidate, judgement in found)


def _whole(resolver: Resolver, candidate: Candidate) -> Candidate:
    """The candidate with its ends as the article as a whole knows them."""
    known = resolver.linked.entities
    subject, object = (known.get(end.id, end) for end in (candidate.subject, candidate.object))
    return replace(candidate, subject=subject, object=object)


def _best(found: Iterable[Judgement]) -> dict[Key, Judgement]:
    """The surest judgement of each triple, in text order."""
    best: dict[Key, Judgement] = {}
    for judgement in found:
        key = judgement.candidate.key
        before = best.setdefault(key, judgement)
        if judgement.encoder + judgement.linear > before.encoder + before.linear:
            best[key] = judgement
    return best


def _option(candidate: Candidate, judgement: Judgement | None) -> Option:
    rule = lexicon.load().confidence(candidate.wording) if candidate.wording is not None else None
    bare = Evidence(rule, None, None, bool(candidate.notes), _is_described(candidate))
    if judgement is None:
        return Option(candidate, bare)
    return Option(candidate, replace(bare, encoder=judgement.encoder, linear=judgement.linear, across=judgement.across))


def _is_described(candidate: Candidate) -> bool:
    return any(is_described(end) for end in (candidate.subject, candidate.object))
