"""Whatever somebody types reads back as just that."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import example, given, strategies as st

from okrsite.loading import nodes
from okrsite.loading.reading import ODD_BREAKS, split_front_matter
from okrsite.loading.yaml_reading import parse
from okrsite.model.quantity import parse_quantity, unit_named
from okrsite.writing.scalars import (
    comment,
    entry,
    field,
    figure,
    indented,
    list_field,
    markdown,
    one_line,
    quantity_lines,
    scalar,
)

HARD = [
    *("yes", "No", "null", "~", "012", "1:30", "2026-11-20", "1e3", "TBD", "=", "<<", ".inf", "0x1F", "---"),
    *("Fix: the thing", "Become #1 in search", "# no comment", "- dash", "-", "@home", "`tick`", "%", "..."),
    *("&anchor", "!tag", "> 5", "| pipe", "[x]", "{a: b}", "]", "}", ",", "? what", "'single'", '"double"'),
    *('She said "no"', "C:\\new\\table", "ends with:", "ends with #", " before", "behind ", "two  blanks"),
    *("line\nbreak", "a\r\nb", "\n", "--- a", "* star", "a\tb", "\ufeffmark", "\u2028", "\x85", "nul\x00"),
    *("🚲 rides", "👩\u200d👩\u200d👧", "bell\x07", "é", "株式会社", "שלום", "a: b # c", "key: ", ": ", " #"),
    *("100% Pure", "«x»", "’tis"),
]


def value_of(front: str) -> str:
    """The text that a file with these fields gives for `title`."""
    source = split_front_matter(f"---\n{front}\nowner: Ada\n---\nProse.\n", "a.md", _refuse, needed=True)
    assert source.body == "Prose.\n"
    root, faults = parse(source.front or "")
    assert faults == []
    assert isinstance(root, nodes.Mapping)
    assert [key.text for key, _ in root.entries] == ["title", "owner"]
    value = root.get("title")
    assert isinstance(value, nodes.Scalar)
    assert not value.comment
    return value.text


def _refuse(finding: Any) -> None:
    raise AssertionError(finding)


@pytest.mark.parametrize("text", HARD)
def test_hard_texts_survive(text: str) -> None:
    assert value_of(f"title: {scalar(text)}") == text


@given(st.text(min_size=1))
@example("a\u200db")
def test_any_text_survives(text: str) -> None:
    assert value_of(f"title: {scalar(text)}") == text


@given(st.lists(st.text(min_size=1), min_size=1))
def test_any_list_survives(texts: list[str]) -> None:
    root, faults = parse("\n".join([*list_field("milestones", texts), "owner: Ada"]))
    assert faults == []
    assert isinstance(root, nodes.Mapping)
    found = root.get("milestones")
    assert isinstance(found, nodes.Sequence)
    assert [item.text for item in found.items if isinstance(item, nodes.Scalar)] == texts


@given(st.text(min_size=1))
@example("one\n\ntwo: three # four\n- five")
@example("---\n---")
@example("a\n b")
def test_a_text_of_several_lines_survives(text: str) -> None:
    assert value_of("\n".join(field("title", text))) == text


def test_several_lines_are_written_as_such() -> None:
    assert field("obstacle", "Admins wait.\n\nFor days.") == [
        "obstacle: |-",
        "  Admins wait.",
        "",
        "  For days.",
    ]


@pytest.mark.parametrize(
    "text", ["Make the first week effortless", "Ada Chen", "Größe zählt, (immer)", "C++ & co"]
)
def test_plain_words_need_no_quotes(text: str) -> None:
    assert scalar(text) == text


@pytest.mark.parametrize("text", ["yes", "TBD", "No", "2026", "Fix: it", "ends ", "a  #b"])
def test_what_others_would_misread_is_quoted(text: str) -> None:
    assert scalar(text)[0] == '"'


@pytest.mark.parametrize(
    "text", ["42%", "$2.5k", "1,500", "-4", "0.5 pp", "3.5 days", "€ 12", "1 500", "12 kg/week"]
)
def test_figures_stand_plainly(text: str) -> None:
    assert figure(text) == text
    assert value_of(f"title: {figure(text)}") == text


@given(st.text(min_size=1))
def test_any_figure_survives(text: str) -> None:
    assert value_of(f"title: {figure(text)}") == text


def test_a_unit_that_cannot_stand_beside_numbers_has_its_field() -> None:
    unit = unit_named("ms (p95)")
    start, target = (parse_quantity(text).with_unit_of(unit) for text in ("250", "120"))
    assert quantity_lines((("from", start), ("to", target))) == ["unit: ms (p95)", "from: 250", "to: 120"]
    days = parse_quantity("3.5 days")
    assert quantity_lines((("from", days), ("to", None))) == ["from: 3.5 days"]


def test_an_entry_begins_with_its_hyphen_below_comments() -> None:
    assert entry(["# why", "id: a", "  b: c"]) == ["  # why", "- id: a", "    b: c"]
    assert indented(["a", ""]) == ["  a", ""]


@given(st.text())
def test_a_comment_stays_one(text: str) -> None:
    assert value_of(f"{comment(text)}\ntitle: x") == "x"


@given(st.text())
def test_what_is_typed_becomes_one_line(text: str) -> None:
    try:
        line = one_line(text)
    except ValueError:
        assert len(text) > 300
        return
    assert line == " ".join(line.split())
    assert value_of(f"title: {scalar(line)}") == line if line else True
    assert line.translate(ODD_BREAKS) == line


@pytest.mark.parametrize("text", ["x" * 301, "\udcff"])
def test_what_no_file_can_hold_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="that"):
        one_line(text)


def test_a_file_ends_with_one_line_break() -> None:
    assert markdown(["a: b"], "\n\nProse.\n\n") == "---\na: b\n---\nProse.\n"
    assert markdown(["a: b"], "") == "---\na: b\n---\n"


def test_a_typed_title_is_the_title_of_the_objective(company: Callable[..., Any]) -> None:
    """Through the whole of loading, a file for each hard text."""
    titles = {f"t{i}": one_line(text) for i, text in enumerate(HARD)}
    titles = {name: text for name, text in titles.items() if text}
    files = {
        f"2026-Q4/company/{name}.md": markdown(field("title", text), "") for name, text in titles.items()
    }
    loaded = company(files)
    assert {o.name: o.title for o in loaded.loaded.portfolio.objectives} == titles
    assert loaded.found() == []
