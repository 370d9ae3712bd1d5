"""References and ids."""

import pytest
from hypothesis import given, strategies as st

from okrsite.model.reference import RESERVED, Reference, id_like, is_id, parse_reference


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("onboarding", ("", "", "onboarding", "")),
        ("growth/onboarding", ("", "growth", "onboarding", "")),
        ("2026-Q4/growth/onboarding", ("2026-Q4", "growth", "onboarding", "")),
        ("FY27/growth/onboarding#activation", ("FY27", "growth", "onboarding", "activation")),
        ("onboarding#activation", ("", "", "onboarding", "activation")),
        ("  growth/onboarding ", ("", "growth", "onboarding", "")),
        ("42/7/1#2", ("42", "7", "1", "2")),
        ("2026-push/growth/a-b-c", ("2026-push", "growth", "a-b-c", "")),
    ],
)
def test_references(text: str, parts: tuple[str, str, str, str]) -> None:
    found = parse_reference(text)
    assert found == Reference(
        cycle=parts[0], team=parts[1], objective=parts[2], key_result=parts[3], text=text
    )


@pytest.mark.parametrize(
    "text",
    ["", "#", "#activation", "a#", "a#b#c", "a/b/c/d", "/a", "a/", "a//b", "Growth/a", "growth/A", "a b",
     "a_b", "a-", "-a", "a--b", "a.md", "../a", "2026 Q4/a/b", "a#B", "größe", "a\nb", "１/a"],
)  # fmt: skip
def test_no_references(text: str) -> None:
    assert parse_reference(text) is None


@pytest.mark.parametrize(
    ("text", "id"), [("a", True), ("a-1", True), ("7", True), ("a--b", False), ("-a", False), ("A", False)]
)
def test_ids(text: str, id: bool) -> None:
    assert is_id(text) is id


def test_reserved_names_are_no_ids() -> None:
    assert not any(is_id(name) for name in RESERVED)


@given(st.text(max_size=40) | st.sampled_from(["COM0", "con", "Aux!", "x" * 300, "Review"]))
def test_the_nearest_id_is_one(text: str) -> None:
    near = id_like(text)
    assert not near or is_id(near) or near in RESERVED


@given(st.text(max_size=40) | st.text("ab1-/#AQ.", max_size=20))
def test_any_text_is_a_reference_or_none(text: str) -> None:
    found = parse_reference(text)
    if found is not None:
        path = "/".join(part for part in (found.cycle, found.team, found.objective) if part)
        assert text.strip() == path + (f"#{found.key_result}" if found.key_result else "")
