"""Names of new files from titles."""

import pytest
from hypothesis import given, strategies as st

from okrsite.loading.listing import skipped
from okrsite.model.reference import is_id
from okrsite.writing.files import WritingError
from okrsite.writing.ids import chosen_id, id_from, may_be_named, plain_id


@pytest.mark.parametrize(
    ("title", "id"),
    [
        ("Make the first week effortless", "first-week-effortless"),
        ("Café für alle", "cafe-fur-alle"),
        ("Straße nach Łódź, ø & æ", "strasse-nach-lodz-o-ae"),
        ("Don't make me think", "dont-me-think"),
        ("To be or to do", "to-be-or-to-do"),
        ("Review", "review-objective"),
        ("Assets", "assets-objective"),
        ("README", "readme-objective"),
        ("con", "con-objective"),
        ("2026-10-16", "objective-2026-10-16"),
        ("2026-10-16 is the day", "objective-2026-10-16-day"),
        ("株式会社", "objective"),
        ("!!!", "objective"),
        ("Win every single customer of the northern hemisphere", "win-every-single-customer-northern"),
    ],
)
def test_an_id_says_what_the_title_says(title: str, id: str) -> None:
    assert id_from(title, "objective", ()) == id


def test_german_letters_are_spelt_out_in_german() -> None:
    assert id_from("Über Größe", "objective", (), language="de-AT") == "ueber-groesse"
    assert id_from("Über Größe", "objective", (), language="en") == "uber-grosse"


def test_a_taken_id_gets_a_number() -> None:
    assert id_from("First week", "objective", {"first-week"}) == "first-week-2"
    assert id_from("First week", "objective", {"first-week", "first-week-2"}) == "first-week-3"


@given(st.text(), st.sampled_from(["objective", "team", "kpi"]))
def test_any_title_gives_a_name_that_a_file_may_have(title: str, kind: str) -> None:
    id = id_from(title, kind, {kind, "a", "b-2"})
    assert is_id(id)
    assert may_be_named(id)
    assert not skipped(f"{id}.md")
    assert id not in {kind, "a", "b-2"}


def test_of_a_key_result_every_word_counts() -> None:
    assert plain_id("Review") == "review"
    assert plain_id("株式") == ""


def test_a_chosen_id_is_kept_or_refused() -> None:
    assert chosen_id("onboarding.md", "x", "objective", ()) == "onboarding"
    with pytest.raises(WritingError, match="Did you mean `first-week`"):
        chosen_id("First Week", "x", "objective", ())
    with pytest.raises(WritingError, match="can't be an id"):
        chosen_id("review", "x", "objective", ())
    with pytest.raises(WritingError, match="is taken"):
        chosen_id("onboarding", "x", "objective", {"onboarding"})
