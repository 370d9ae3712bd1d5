"""The titles that the rules about wording look at."""

from collections.abc import Container, Iterator
from contextlib import suppress
from functools import partial
from typing import NamedTuple

from okrsite.keeping.garbage import frozen
from okrsite.model.key_result import Binary, Graded, KeyResult, Milestones
from okrsite.model.objective import Objective
from okrsite.rules.rule import Facts
from okrsite.spreading import WorkerError, processes, spread
from okrsite.wording import statements
from okrsite.wording.lexicon import Lexicon, lexicon_for
from okrsite.wording.tasks import DONE, ORDER, Sign

_LONGEST = 60
_JUDGED = 1000
"""Characters: a longer title is no statement, and is not judged."""

BATCH = 512
"""Titles that are judged together, where several processes do it."""


def words_for(facts: Facts, objective: Objective) -> Lexicon | None:
    """The words of the site's language to judge an objective's title by; None where it was dropped, its title
    is unclear, or the words of the language are not known."""
    judged = 0 < len(objective.title) <= _JUDGED and "title" not in objective.unclear
    return _lexicon(facts) if judged and not objective.dropped else None


def key_results(facts: Facts, objective: Objective) -> Iterator[tuple[KeyResult, Lexicon]]:
    """The key results of an objective that are clear and not dropped, with the words of the site's language;
    none where the objective was dropped, or these are not known. Those that admit to be deliverables (binary,
    or with milestones) are not among them."""
    lexicon = None if objective.dropped else _lexicon(facts)
    if lexicon is None:
        return
    for key_result in objective.key_results:
        if key_result.unclear or key_result.dropped is not None:
            continue
        judged = 0 < len(key_result.title) <= _JUDGED
        if judged and not isinstance(key_result.measure, Binary | Milestones):
            yield key_result, lexicon


def _lexicon(facts: Facts) -> Lexicon | None:
    return lexicon_for(facts.portfolio.settings.written_language)


def task_sign(
    facts: Facts, title: str, lexicon: Lexicon, *, objective: bool = False, measured: bool = False
) -> Sign | None:
    """What makes a title a task (see `okrsite.wording.statements.task_sign`): the longest of all judgements,
    so that of an earlier run is taken."""
    asked = _Title(title, objective, measured)
    found = facts.judged.of(
        asked.question(lexicon), title, partial(_sign, asked, lexicon), str, str, nothing=True
    )
    return Sign(words=found[0], how=found[1]) if found else None


def judge_ahead(facts: Facts, awake: Container[str]) -> None:
    """Find what makes titles tasks in several processes, where there are many titles and the rules that ask
    for it are `awake`."""
    lexicon = _lexicon(facts)
    if lexicon is None or processes(len(facts.portfolio.objectives)) < 2:
        return
    titles = [
        t for t in dict.fromkeys(_titles(facts, awake)) if not facts.judged.knows(t.question(lexicon), t.text)
    ]
    count = -(-len(titles) // BATCH)
    workers = processes(count)
    if workers < 2:
        return  # each is judged when a rule wants to know
    signs: dict[_Title, tuple[str, str] | None] = {}

    def work(number: int) -> int:
        batch = titles[number * BATCH : (number + 1) * BATCH]
        signs.update((title, _sign(title, lexicon)) for title in batch)
        return len(batch)

    with frozen(), suppress(WorkerError):  # one that was ended leaves its titles to the rules
        for found in (signs, *spread(workers, count, work, lambda: signs, lambda _: None)):
            for title, sign in found.items():
                facts.judged.learn(title.question(lexicon), title.text, sign)


class _Title(NamedTuple):
    """A title, whether it is an objective's, and whether its key result is measured by fields."""

    text: str
    objective: bool
    measured: bool

    def question(self, lexicon: Lexicon) -> str:
        return f"task {lexicon.language}{' objective' * self.objective}{' measured' * self.measured}"


def _titles(facts: Facts, awake: Container[str]) -> Iterator[_Title]:
    """All titles that rules will judge."""
    of_objectives, of_key_results = (f"{what}-as-task" in awake for what in ("objective", "key-result"))
    for objective in facts.portfolio.objectives:
        if of_objectives and words_for(facts, objective) is not None:
            yield _Title(objective.title, objective=True, measured=False)
        for key_result, _ in key_results(facts, objective) if of_key_results else ():
            measured = not isinstance(key_result.measure, Graded)
            yield _Title(key_result.title, objective=False, measured=measured)


def _sign(title: _Title, lexicon: Lexicon) -> tuple[str, str] | None:
    sign = statements.task_sign(title.text, lexicon, objective=title.objective, measured=title.measured)
    return None if sign is None else (sign.words, sign.how)


def shortened(title: str) -> str:
    """A title to be quoted in a hint."""
    return title if len(title) <= _LONGEST else title[:_LONGEST].rpartition(" ")[0] + " …"


def of_sign(sign: Sign) -> str:
    """What its words say of a task: "`Launch` begins a task"."""
    if sign.how == ORDER:
        return f"`{sign.words}` begins a task"
    return (
        f"`{sign.words}` tells of work done" if sign.how == DONE else f"`{sign.words}` is something to make"
    )
