"""The words of a language, read once from its file and frozen."""

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TypeVar

from okrsite.wording.verb_forms import Form, forms, spellings

Words = frozenset[str]
Group = TypeVar("Group")


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """What tells a figure from a number that is a name."""

    words: Words
    percents: Words
    currencies: Words
    scales: Words
    phrases: Words
    ones: Words
    ones_behind: Words
    nothing: Words
    fractions: Words
    unit_articles: Words
    multipliers: Words
    not_multipliers: Words
    named_by: Words
    named_sometimes: Words
    ordinal: Words
    ranks: Words
    ratios: Words
    definite: Words
    not_definite: Words
    months: Words
    times: Words
    long_times: Words
    frames: Words
    units: Words
    single_things: Words
    names: Words
    clock: Words
    hours: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Baselines:
    """What tells where a target starts from, or that it is a limit or a change."""

    starts: Words
    limits_before: Words
    limits_behind: Words
    changes_before: Words
    changes_behind: Words
    levels: Words
    keepers: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Verbs:
    """Verbs by what they begin, and what else such words may mean."""

    tasks: Words
    by_object: Words
    outcomes: Words
    supporting: Words
    bringing: Words
    making: Words
    attaining: Words
    easing: Words
    giving: Words
    also_making: Words
    changes: Words
    also_nouns: Words
    not_with: Words
    compounds: Words
    task_phrases: Words
    polishing: Words
    particles: Words
    served: Words
    served_things: Words
    done: Words
    done_phrases: Words

    @property
    def known(self) -> Words:
        return self.tasks | self.by_object | self.outcomes | self.supporting


@dataclass(frozen=True, slots=True, kw_only=True)
class Nouns:
    """Nouns by what they stand for."""

    deliverables: Words
    doings: Words
    measures: Words
    values: Words
    people: Words
    staff: Words
    aims: Words
    light: Words
    vanity: Words
    vanity_counted: Words
    not_vanity: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Objectives:
    """Words that matter in objectives only."""

    soft: Words
    aspiring: Words
    general: Words
    empty: Words
    telling: Words
    topics: Words
    soft_endings: Words
    topic_endings: Words
    directions: Words
    direction_beginnings: Words
    direction_endings: Words
    negative: Words
    not_negative: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Grammar:
    """The small words that hold a sentence together."""

    finite: Words
    abilities: Words
    having: Words
    determiners: Words
    articles: Words
    prepositions: Words
    conjunctions: Words
    joining: Words
    objects: Words
    relatives: Words
    besides: Words
    auxiliaries: Words
    openers: Words
    we: Words
    intending: Words
    adverb_endings: Words
    behind_participles: Words
    reflexives: Words
    everybody: Words
    of: Words
    as_: Words
    to: Words
    by: Words
    than: Words
    from_: Words
    about: Words
    ways: Words
    ranging: Words
    comparing: Words
    levels: Words
    order_endings: Words
    no_orders: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Metrics:
    """What two titles that speak of one figure may differ in: where it should go, and small words."""

    up: Words
    down: Words
    aside: Words


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lexicon:
    """The words of a language, which its short tag names. `forms` leads from any form of a known verb to its
    plain one."""

    language: str
    numbers: Numbers
    baselines: Baselines
    verbs: Verbs
    nouns: Nouns
    objectives: Objectives
    grammar: Grammar
    metrics: Metrics
    forms: Mapping[str, tuple[Form, ...]]

    def verb(self, word: str, *kinds: str) -> str:
        """The plain verb of a word in one of the forms (see Form); empty where it is none."""
        for form in self.forms.get(word, ()):
            if form.kind in kinds:
                return form.verb
        return ""


def lexicon_for(language: str) -> Lexicon | None:
    """The words of a language tag (`en`, `en-GB`), None where there are none."""
    return _load(language.replace("_", "-").partition("-")[0].lower())


@cache
def _load(language: str) -> Lexicon | None:
    if not re.fullmatch(r"[a-z]{2,3}", language):
        return None
    file = files("okrsite.wording") / f"{language}.toml"
    if not file.is_file():
        return None
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    verbs = _group(Verbs, table["verbs"])
    return Lexicon(
        language=language,
        numbers=_group(Numbers, table["numbers"]),
        baselines=_group(Baselines, table["baselines"]),
        verbs=verbs,
        nouns=_group(Nouns, table["nouns"]),
        objectives=_group(Objectives, table["objectives"]),
        grammar=_group(Grammar, table["grammar"]),
        metrics=_group(Metrics, table["metrics"]),
        forms=forms(verbs.known, _entries(table["verbs"]["irregular"])),
    )


def _group(kind: Callable[..., Group], table: Mapping[str, object]) -> Group:
    """One table of the file, each of its lists a set of words, British spellings added."""
    return kind(**{name: spellings(_entries(value)) for name, value in table.items() if name != "irregular"})


def _entries(value: object) -> tuple[str, ...]:
    """A list as it stands; a text cut at `|` where it has one, else at spaces."""
    if isinstance(value, list):
        return tuple(str(entry) for entry in value)
    text = str(value)
    parts: Iterable[str] = text.split("|") if "|" in text else text.split()
    return tuple(" ".join(part.split()) for part in parts if part.strip())
