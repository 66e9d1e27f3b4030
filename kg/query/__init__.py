"""Questions to a store: shipped ones by name, own ones as `.rq` files or SPARQL text."""

from collections.abc import Mapping

from kg.errors import KgError, NotFound
from kg.query.answers import FORMATS, Answer, answer, table
from kg.query.questions import Parameter, Question, load, named, parsed
from kg.query.values import term
from kg.store import Store, sparql

__all__ = ["FORMATS", "Answer", "Parameter", "Question", "ask", "load", "named", "parsed", "table"]

OPEN = "*"


def ask(store: Store, question: Question, given: Mapping[str, str] | None = None) -> Answer:
    """The answer of a store to a question, its parameters set to what is given, else to their defaults.

    Labels, ids and QIDs stand for entities; `*` leaves a parameter open where the question allows it. Raises NotFound
    for an unknown parameter, entity, relation or class, KgError where a value is missing or the SPARQL is wrong,
    Refused for SERVICE and updates.
    """
    values = _values(store, question, given or {})
    text = sparql.bound(question.text, values)
    return answer(store.select(text), ordered="ORDER" in sparql.words(text))


def _values(store: Store, question: Question, given: Mapping[str, str]) -> dict[str, sparql.Term | None]:
    declared = {parameter.name: parameter for parameter in question.parameters}
    if load().get(question.name) is question and (unknown := sorted(set(given) - set(declared))):
        known = ", ".join(declared) or "none"
        raise NotFound(f"{question.name} has no parameter '{unknown[0]}'; it has {known}")
    texts = {name: parameter.default for name, parameter in declared.items()} | dict(given)
    values: dict[str, sparql.Term | None] = {}
    for name, text in texts.items():
        if text is None:
            raise KgError(f"{question.name}: {name} must be given: --set {name}=...")
        kind = declared[name].kind if name in declared else "any"
        values[name] = None if text == OPEN else term(store, kind, text)
    return values
