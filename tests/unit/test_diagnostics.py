"""Findings, diagnostics, and the nearest names."""

import pytest

from okrsite.diagnostics import Diagnostic, Severity, did_you_mean
from okrsite.source import Place, SourceFile, Span

NAMES = ("onboarding", "search", "retention", "Referrals")


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("onbording", "Did you mean `onboarding`?"),
        ("ONBOARDING", "Did you mean `onboarding`?"),
        ("referals", "Did you mean `Referrals`?"),
        ("retenton", "Did you mean `retention`?"),
        ("xyz", ""),
        ("", ""),
    ],
)
def test_the_nearest_names(word: str, hint: str) -> None:
    assert did_you_mean(word, NAMES) == hint


def test_at_most_so_many() -> None:
    known = ("aab", "aac", "aad", "aae")
    assert did_you_mean("aaa", known).count("`") == 6
    assert did_you_mean("aaa", known, most=1).count("`") == 2
    assert did_you_mean("aaa", ()) == ""


def test_a_location_is_a_link_for_terminals() -> None:
    found = Diagnostic(
        rule="x",
        severity=Severity.ERROR,
        path="a/b.md",
        span=Span(line=3, column=7, end_line=3, end_column=9),
        message="",
        hint="",
    )
    assert found.location == "a/b.md:3:7"


def test_places() -> None:
    source = SourceFile(path="a.md", front="a: 1")
    place = Place(source=source).of("a", 1)
    assert place.of("b").pointer == ("a", 1, "b")
    assert not place.of("b").key
    assert place.name_of("b").key
    assert place.name_of().pointer == ("a", 1)
    assert source == SourceFile(path="a.md", body="compared by path alone")
