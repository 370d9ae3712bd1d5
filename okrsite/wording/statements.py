"""What the reviewer judges of a statement. All judgements are of a text in a lexicon's language."""

from okrsite.wording import baseline, directions, tasks
from okrsite.wording.lexicon import Lexicon
from okrsite.wording.nouns import starts_with_nothing
from okrsite.wording.numbers import figures
from okrsite.wording.tasks import Sign
from okrsite.wording.words import clauses


def quantity(text: str, lexicon: Lexicon) -> str:
    """The first measurable quantity of a statement, empty where it has none."""
    found = figures(text, lexicon)
    return found[0].text if found else ""


def main_figure(text: str, lexicon: Lexicon) -> str:
    """The figure that a statement aims at, empty where it has none."""
    found = baseline.main(figures(text, lexicon))
    return found[-1].text if found else ""


def has_quantity(text: str, lexicon: Lexicon) -> bool:
    """Whether it can be measured: it holds a figure, or there is to be none of something."""
    if figures(text, lexicon):
        return True
    return any(starts_with_nothing(clause, 0, lexicon) for clause in clauses(text, lexicon))


def has_baseline(text: str, lexicon: Lexicon) -> bool:
    """Whether its figure tells more than a target: a start, a relative change, or a limit to keep within."""
    return baseline.has_baseline(text, lexicon)


def has_limit(text: str, lexicon: Lexicon) -> bool:
    """Whether its figure is a limit to keep within."""
    return any(baseline.is_limit(text, figure, lexicon) for figure in baseline.main(figures(text, lexicon)))


def task_sign(text: str, lexicon: Lexicon, *, objective: bool = False, measured: bool = False) -> Sign | None:
    """What makes it a task, None where nothing does. `measured`: a key result whose fields measure it."""
    return tasks.task_sign(text, lexicon, objective=objective, measured=measured)


def vanity_words(text: str, lexicon: Lexicon) -> str:
    """The total in it that only grows or says nothing of value, empty where there is none."""
    return directions.vanity_words(text, lexicon)


def negative_words(text: str, lexicon: Lexicon) -> str:
    """The words by which an objective opens with what should not be, empty where it does not."""
    return directions.negative_words(text, lexicon)


def is_topic(text: str, lexicon: Lexicon) -> bool:
    """Whether an objective that is no task only names a field of work."""
    return directions.is_topic(text, lexicon)


def says_nothing(text: str, lexicon: Lexicon) -> bool:
    """Whether an objective is made of words that would fit any team."""
    return directions.says_nothing(text, lexicon)
