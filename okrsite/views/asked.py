"""What pages ask of a company, written down while they ask.

A page is made of answers: which objectives a team has, how far each of them is, who changed a file last. A
company that is `asked` behaves as the company itself, and puts every question on a tape. So it is known of
each page what it was made from, and it needs to be made anew only when an answer is another than it was.

A question is a tuple of text and plain values: `("scores", id)` asks a mapping for a key, `("scores",)` for
all of it, `("alignment.ancestors()", id)` calls a method. Whoever has the company of another day can put it
again.
"""

from collections.abc import Callable, Hashable, ItemsView, Iterator, KeysView, Mapping, ValuesView
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, TypeVar, cast

from okrsite.model.cycle import Cycle
from okrsite.model.key_result import KeyResult
from okrsite.model.objective import Objective
from okrsite.model.team import Team
from okrsite.views.company import Company

T = TypeVar("T")

Question = tuple[Hashable, ...]
"""What is asked (the path of an attribute), and with which values."""

FREE = frozenset({"portfolio.settings", "portfolio.today", "content_path", "as_of", "changes.zone"})
"""What every page rests on: with another answer to one of these, all pages are made anew."""

PARTS = frozenset(
    {"portfolio", "alignment", "alignment.directory", "readings", "changes", "owners", "journal", "new_texts"}
)
"""Attributes that are asked in their turn."""

CALL = "()"

MODELS: Mapping[type, str] = {Objective: "objectives", Team: "teams", Cycle: "cycles"}
"""What may be handed to a method, and where it is found again by its id."""


class Tape:
    """The questions that whoever is at work puts; nothing is kept while nobody is."""

    __slots__ = ("_current",)

    def __init__(self) -> None:
        self._current: set[Question] | None = None

    def put(self, question: Question) -> None:
        """Note a question."""
        if self._current is not None:
            self._current.add(question)

    @contextmanager
    def listening(self) -> Iterator[set[Question]]:
        """What is asked until the context ends; whoever listened before does not hear of it."""
        before, self._current = self._current, set()
        try:
            yield self._current
        finally:
            self._current = before

    def kept(
        self, made: dict[Any, tuple[Any, frozenset[Question]]], key: Hashable, make: Callable[[], T]
    ) -> T:
        """What was made before under a key, or is made now. Whoever takes it has asked what its maker
        asked."""
        found = made.get(key)
        if found is None:
            with self.listening() as asked:
                value = make()
            found = made[key] = (value, frozenset(asked))
        if self._current is not None:
            self._current |= found[1]
        return cast(T, found[0])


class AskedMapping(Mapping[Any, Any]):
    """A mapping that puts on a tape which of its keys are asked for."""

    __slots__ = ("_name", "_subject", "_tape")

    def __init__(self, subject: Mapping[Any, Any], name: str, tape: Tape) -> None:
        self._subject = subject
        self._name = name
        self._tape = tape

    def __getitem__(self, key: Any) -> Any:
        self._tape.put((self._name, key))
        return self._subject[key]

    def get(self, key: Any, default: Any = None) -> Any:
        self._tape.put((self._name, key))
        return self._subject.get(key, default)

    def __contains__(self, key: Any) -> bool:
        self._tape.put((self._name, key))
        return key in self._subject

    def __iter__(self) -> Iterator[Any]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def keys(self) -> KeysView[Any]:
        return self._all().keys()

    def values(self) -> ValuesView[Any]:
        return self._all().values()

    def items(self) -> ItemsView[Any, Any]:
        return self._all().items()

    def _all(self) -> Mapping[Any, Any]:
        self._tape.put((self._name,))
        return self._subject


class _Asked:
    """Stands in for a company or a part of one: what it has is found through it, and put on the tape."""

    def __init__(self, subject: Any, path: str, tape: Tape) -> None:
        self.__dict__.update(_subject=subject, _path=path, _tape=tape)

    def __getattr__(self, name: str) -> Any:
        path = f"{self._path}.{name}" if self._path else name
        value = getattr(self._subject, name)
        known: Any
        if path in FREE:
            known = value
        elif path in PARTS:
            known = _Asked(value, path, self._tape)
        elif isinstance(value, Mapping):
            known = AskedMapping(value, path, self._tape)
        elif callable(value):
            known = self._asking(path + CALL, value)
        else:
            self._tape.put((path,))
            return value
        self.__dict__[name] = known  # from now on it is found without coming here
        return known

    def __iter__(self) -> Iterator[Any]:
        self._tape.put((self._path,))
        return iter(self._subject)

    def __len__(self) -> int:
        self._tape.put((self._path,))
        return len(self._subject)

    def __bool__(self) -> bool:
        return not hasattr(type(self._subject), "__len__") or len(self) > 0

    def with_scores(self, scores: Mapping[str, Any]) -> "_Asked":
        """The same company with other scores: what they follow from was asked of this one."""
        return _Asked(self._subject.with_scores(scores), self._path, self._tape)

    def _asking(self, path: str, method: Callable[..., Any]) -> Callable[..., Any]:
        put = self._tape.put

        def ask(*given: Any, **named: Any) -> Any:
            put((path, *[one if type(one) is str else _plain(one) for one in given], *named.items()))
            return method(*given, **named)

        return ask


def asked(subject: T, tape: Tape, name: str = "") -> T:
    """A company that puts on a tape what it is asked; or something else, whose `name` then begins its
    questions."""
    return cast(T, _Asked(subject, name, tape))


def tape_of(company: Company) -> Tape:
    """The tape of a company that is asked; one that nobody reads, of any other."""
    return cast(_Asked, company).__dict__["_tape"] if isinstance(cast(object, company), _Asked) else Tape()


MISSING = "(missing)"
"""The answer to a question that cannot be put any more, or for whose key there is nothing."""


class Answers:
    """What a company answers to questions that were put to another. `others` are what else was asked, by
    name."""

    def __init__(self, company: Company, others: Mapping[str, Any]) -> None:
        self._company = company
        self._others = others
        self._subjects: dict[Hashable, Any] = {}

    def to(self, question: Question) -> Any:
        """The answer to a question; MISSING where it can't be put to this company."""
        path, *given = question
        try:
            subject = self._subjects[path] if path in self._subjects else self._subject(path)
            if str(path).endswith(CALL):
                return self._called(subject, given)
            if given:
                return subject.get(given[0], MISSING)
            return tuple(subject) if path in PARTS else subject
        except (
            Exception
        ):  # as for a cycle that is gone; a page that still asks is made anew, and fails itself
            return MISSING

    def _subject(self, path: Hashable) -> Any:
        """What is asked, found once for all questions to it."""
        subject: Any = self._company
        steps = _steps(path, frozenset(self._others))
        if steps and steps[0] in self._others:
            subject, steps = self._others[steps[0]], steps[1:]
        for step in steps:
            subject = getattr(subject, step)
        self._subjects[path] = subject
        return subject

    def _called(self, method: Callable[..., Any], given: list[Hashable]) -> Any:
        plain = [_found(self._company, value) for value in given if not _is_named(value)]
        if any(value is MISSING for value in plain):
            return MISSING
        named = dict(cast("tuple[str, Any]", value) for value in given if _is_named(value))
        return method(*plain, **named)


@lru_cache(maxsize=1024)
def _steps(path: Hashable, others: frozenset[str]) -> tuple[str, ...]:
    """The attributes on the way to what is asked; one that nobody has for a path that no page has asked, so
    that a record from elsewhere reaches nothing but answers."""
    if not isinstance(path, str):
        return (MISSING,)
    name = path.removesuffix(CALL)
    within, _, last = name.rpartition(".")
    known = not within or within in PARTS or within in others
    return tuple(name.split(".")) if known and not last.startswith("_") else (MISSING,)


def _plain(value: Any) -> Hashable:
    """What is handed to a method as a question holds it: by id, where a company has it by its id."""
    where = MODELS.get(type(value))
    if where is not None:
        return (where, value.id, "@")
    return value.id if isinstance(value, KeyResult) else cast(Hashable, value)


def _found(company: Company, value: Hashable) -> Any:
    if type(value) is tuple and len(value) == 3 and value[2] == "@" and value[0] in MODELS.values():
        return getattr(company, value[0]).get(value[1], MISSING)
    return value


def _is_named(value: Hashable) -> bool:
    return isinstance(value, tuple) and len(value) == 2
