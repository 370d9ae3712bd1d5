"""Corrections to the letter: what is replaced, in which quotes, and where a person has to look."""

import pytest

from okrsite.diagnostics import Correction, Finding, Fix
from okrsite.loading.correcting import fixes
from okrsite.loading.positions import locate_all
from okrsite.loading.yaml_reading import parse
from okrsite.source import Place, Pointer, SourceFile, Span
from okrsite.writing.fixing import put_in


def fix_in(
    front: str, pointer: Pointer, correction: Correction, *, key: bool = False
) -> tuple[Fix | None, str]:
    """The fix for a value of some fields, and the fields with it put in."""
    body = "Prose.\n"
    source = SourceFile(path="a.md", front=front, front_line=2, body=body, body_line=front.count("\n") + 4)
    finding = Finding(place=Place(source=source, pointer=pointer, key=key), message="", correction=correction)
    (fix,) = fixes([finding], locate_all([finding.place]))
    text = f"---\n{front}\n---\n{body}"
    mended, _ = put_in(text, [fix] if fix else [])
    assert mended.startswith("---\n")
    assert mended.endswith(f"---\n{body}")
    return fix, mended.removeprefix("---\n").removesuffix(f"---\n{body}").removesuffix("\n")


@pytest.mark.parametrize(
    ("front", "mended"),
    [
        ("parent: company/a#b", "parent: company/new#b"),
        ("parent: 'company/a#b'  # why", "parent: 'company/new#b'  # why"),
        ('parent:   "company/a#b"', 'parent:   "company/new#b"'),
        ("{title: Ö, parent: company/a#b}", "{title: Ö, parent: company/new#b}"),
        ("parent: >-\n  company/a#b", None),
        ("parent: company/other", None),
        ("parent:", None),
    ],
)
def test_a_value_keeps_its_quotes_and_its_comment(front: str, mended: str | None) -> None:
    correction = Correction(old="company/a#b", new="company/new#b")
    fix, text = fix_in(front, ("parent",), correction)
    assert (fix is None) == (mended is None)
    assert text == (mended or front)


@pytest.mark.parametrize(
    ("front", "mended"),
    [
        ("done: [tool chosn]", 'done: ["the \\"tool\\", it\'s: chosen #1"]'),
        ("done: ['tool  chosn']", 'done: ["the \\"tool\\", it\'s: chosen #1"]'),
        ("done:\n- tool chosn", 'done:\n- "the \\"tool\\", it\'s: chosen #1"'),
    ],
)
def test_a_text_that_yaml_would_read_as_something_else_gets_quotes(front: str, mended: str) -> None:
    new = 'the "tool", it\'s: chosen #1'
    _, text = fix_in(front, ("done", 0), Correction(old="tool chosn", new=new))
    assert text == mended
    assert new in repr(parse(text)[0]).replace("\\'", "'")


@pytest.mark.parametrize("new", ["null", "no", "on track", "2026-10-16", "a.b", "x:", "- a", "é", "7"])
def test_what_is_written_is_read_as_what_was_meant(new: str) -> None:
    for front in ("status: x", "status: 'x'", 'status: "x"', "{status: x}"):
        _, text = fix_in(front, ("status",), Correction(old="x", new=new))
        root, faults = parse(text)
        assert not faults
        assert root.get("status").text == new  # type: ignore[union-attr]


def test_a_fields_name() -> None:
    correction = Correction(old="ownr", new="owner")
    assert fix_in('"ownr": Ada', ("ownr",), correction, key=True)[1] == '"owner": Ada'
    assert fix_in("- x: 1\n  ownr: Ada", (0, "ownr"), correction, key=True)[1] == "- x: 1\n  owner: Ada"


@pytest.mark.parametrize(
    ("front", "pointer", "mended"),
    [
        ("with: [a, b, a]\nto: 1", ("with", 2), "with: [a, b]\nto: 1"),
        ("with: [a, a, b]", ("with", 1), "with: [a, b]"),
        ("with: [a,a]", ("with", 1), "with: [a]"),
        ('with: ["a" , a ]', ("with", 1), 'with: ["a" ]'),
        ("with: [b,\n  a, # why\n  a]", ("with", 2), None),
        ("with: [b,\n  a,\n  a]", ("with", 2), "with: [b,\n  a]"),
        ("with:\n  - a\n  - b\n  - a\nto: 1", ("with", 2), "with:\n  - a\n  - b\nto: 1"),
        ("with:\n- a\n- 'a'", ("with", 1), "with:\n- a"),
        ("with:\n- a\n- a  # once more", ("with", 1), None),
        ("with:\n- b\n- a\n# why\n- a", ("with", 2), "with:\n- b\n- a\n# why"),
        ("with: a", ("with", 0), None),
    ],
)
def test_an_entry_goes_with_its_line_or_its_comma(front: str, pointer: Pointer, mended: str | None) -> None:
    fix, text = fix_in(front, pointer, Correction(old="a"))
    assert (fix is None) == (mended is None)
    assert text == (mended or front)


@pytest.mark.parametrize(
    ("front", "mended"),
    [
        ("title: x\nallow:\n  a: why\n  b: why\nto: 1", "title: x\nallow:\n  b: why\nto: 1"),
        ("title: x\nallow:\n  a: why", "title: x"),
        ("title: x\nallow:\n  a: why\nto: 1", "title: x\nto: 1"),
        ("title: x\nallow: {a: why}\nto: 1", "title: x\nto: 1"),
        ("allow: {a: why, b: c}", "allow: {b: c}"),
        ("allow: {b: c, a: why}", "allow: {b: c}"),
        ("allow:\n  a: >-\n    long\n    story\n  b: c", None),
        ("title: x\nallow:\n  # because\n  a: why", None),
        ("title: x\nallow:\n  a: why # because", None),
        ('title: x\nallow:\n  a: "a # b"', None),
    ],
)
def test_a_field_goes_with_its_line_and_an_empty_group_with_it(front: str, mended: str | None) -> None:
    fix, text = fix_in(front, ("allow", "a"), Correction(old="a"), key=True)
    assert (fix is None) == (mended is None)
    assert text == (mended or front)


@pytest.mark.parametrize(
    ("line", "column", "mended"),
    [
        ("See [it](../a.md).", 10, "See [it](../b%20c.md)."),
        ("See [it](<../a.md>).", 11, "See [it](<../b%20c.md>)."),
        ("[it]: ../a.md 'Title'", 7, "[it]: ../b%20c.md 'Title'"),
        ("See [it](../a.md#x).", 10, None),
        ("See [it](x/../a.md).", 12, None),
        ("See it.", 40, None),
    ],
)
def test_a_link_in_prose(line: str, column: int, mended: str | None) -> None:
    source = SourceFile(path="a.md", front="title: x", front_line=2, body=f"Ö\n{line}\n", body_line=4)
    span = Span(line=5, column=column, end_line=5, end_column=column + 7)
    correction = Correction(old="../a.md", new="../b%20c.md")
    finding = Finding(place=Place(source=source, span=span), message="", correction=correction)
    (fix,) = fixes([finding], [span])
    assert (fix is None) == (mended is None)
    if fix:
        assert put_in(f"---\ntitle: x\n---\nÖ\n{line}\n", [fix])[0].split("\n")[4] == mended


def test_findings_without_a_correction_have_no_fix() -> None:
    place = Place(source=SourceFile(path="okrsite.yml", front="a: b", front_line=1), pointer=("a",))
    whole = Place(source=SourceFile(path="teams"))
    correction = Correction(old="b", new="c")
    found = [
        Finding(place=place, message=""),
        Finding(place=whole, message="", correction=correction),
        Finding(place=place, message="", correction=correction),
    ]
    span = Span(line=1, column=4, end_line=1, end_column=5)
    assert fixes(found, locate_all(f.place for f in found)) == [None, None, Fix(span=span, text="c")]
