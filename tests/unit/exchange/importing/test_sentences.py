"""What a title promises, where no column says it."""

import pytest
from reading_files import short

from okrsite.exchange.importing.found import FoundKeyResult
from okrsite.exchange.importing.measures import measured
from okrsite.model.key_result import KeyResult
from okrsite.source import Place, SourceFile
from okrsite.wording.lexicon import lexicon_for

LEXICON = lexicon_for("en")


def measure(**said: str) -> str:
    found = FoundKeyResult(where="here", **{"title": "It", **said})  # type: ignore[arg-type]
    made = measured(found, LEXICON)
    key_result = KeyResult(id="k", title="It", measure=made.measure, place=Place(source=SourceFile(path="x")))
    problems = "; ".join(f"{p.field}: {p.message}" for p in made.problems)
    return f"{short(key_result)}{f' ({problems})' if problems else ''}"


@pytest.mark.parametrize(
    ("title", "promise"),
    [
        ("Increase activation from 42% to 65%", "move 42% 65%"),
        ("Activation 42% → 65%", "move 42% 65%"),
        ("Activation 42% -> 65%", "move 42% 65%"),
        ("Reduce lead time from 5 days to 2 days", "move 5 days 2 days"),
        ("Reduce first commit from 3 days to < 1 day", "move 3 days 1 day"),
        ("Reduce p95 latency from 800ms to 300ms", "move 800 ms 300 ms"),
        ("Increase ARR from $1.2M to $2M", "move $1.2M $2M"),
        ("From €31k to €45k per month", "move €31k €45k"),
        ("Raise satisfaction from 3.2/5 to 4.0/5", "move 3.2 4.0"),
        ("Cut onboarding from 3.5 weeks to 10 days", "graded"),  # nothing is converted
        ("Reach 2,000 followers in construction tech", "move ? 2,000"),
        ("Achieve 99.95% compliance across all services", "move ? 99.95%"),
        ("£75K ARR achieved by end of Month 4", "move ? £75k"),
        ("Publish 36 posts (3x/week)", "move ? 36"),
        ("Trial-to-paid conversion rate ≥20% by end of Month 6", "keep 20% ?"),
        ("NPS of at least 45", "keep 45 ?"),
        ("500+ beta users", "keep 500 ?"),
        ("Customer satisfaction 4.5 or higher", "keep 4.5 ?"),
        ("Churn < 10%", "keep ? 10%"),
        ("Keep infrastructure spend below $120k", "keep ? $120k"),
        ("Keep response time under 4 hours", "keep ? 4 hours"),
        ("Zero deprecated references", "keep ? 0"),
        ("Grow revenue by 20%", "move 0% 20%"),
        ("Increase NPS by 5 points", "move 0 5"),
        ("Reduce costs by $2 million", "move $0 $2M"),
        ("Growth of 10-20%", "graded"),  # a range is no target
        ("Interview 15 customers, find 3 themes", "graded"),  # which of the two?
        ("Ship v2.0 by June 30", "graded"),
        ("Become #1 in search", "graded"),
        ("Get ISO 27001 certified", "graded"),
        ("Deploy daily instead of weekly", "graded"),
    ],
)
def test_a_sentence(title: str, promise: str) -> None:
    assert measure(title=title) == promise


@pytest.mark.parametrize(
    ("said", "promise"),
    [
        ({"start": "42%", "target": "65%"}, "move 42% 65%"),
        ({"start": "42", "target": "65%"}, "move 42% 65%"),
        ({"start": "5", "target": "2", "unit": "days"}, "move 5 days 2 days"),
        ({"start": "5", "target": "2", "unit": "$"}, "move $5 $2"),
        ({"target": ">= 95%"}, "keep 95% ?"),
        ({"target": "≤2 days"}, "keep ? 2 days"),
        ({"target": "90%+"}, "keep 90% ?"),
        ({"target": "at least 5"}, "keep 5 ?"),
        ({"target": "max 3 hours"}, "keep ? 3 hours"),
        ({"target": "~60"}, "move ? 60"),
        ({"target": "yes"}, "binary"),
        ({"start": "no", "target": "Done"}, "binary"),
        ({"at_least": "3", "at_most": "5"}, "keep 3 5"),
        ({"title": "Reach 10% from 5% to 7%", "kind": "graded"}, "graded"),
        ({"title": "From 5% to 7%", "target": "9%"}, "move ? 9%"),  # what a column says goes before the title
    ],
)
def test_columns(said: dict[str, str], promise: str) -> None:
    assert measure(**said) == promise


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ({"start": "1", "target": "lots"}, "target: `lots` is no figure"),
        ({"start": "3 days", "target": "2 weeks"}, "target: `2 weeks` is in `weeks`"),
        ({"start": "7", "target": "7"}, "target: it goes from 7 to 7: nothing would move"),
        ({"start": "7"}, "start: there is a start, 7, and no target"),
        ({"at_least": "7", "at_most": "3"}, "at_most: 3 is below 7"),
        ({"target": "1e9"}, "target: `1e9` is no figure"),
    ],
)
def test_what_can_not_be_used_is_told_and_the_key_result_is_graded(
    said: dict[str, str], problem: str
) -> None:
    assert measure(**said).startswith(f"graded ({problem}")


def test_without_a_lexicon_titles_say_nothing() -> None:
    found = FoundKeyResult(title="From 5% to 7%", where="here")
    assert measured(found, None).measure.__class__.__name__ == "Graded"
