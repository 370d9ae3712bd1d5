"""Where a cursor stands, marked by `¦` in texts as they are while somebody writes them."""

import pytest

from okrsite.language_server.cursor import Cursor, cursor_at


def at(text: str, *, fenced: bool = True) -> Cursor | None:
    before = text[: text.index("¦")]
    whole = text.replace("¦", "", 1)
    line = before.count("\n")
    return cursor_at(whole.split("\n"), line, len(before) - before.rfind("\n") - 1, fenced=fenced)


def in_fields(text: str) -> Cursor | None:
    return at(f"---\n{text}\n---\nProse: here\n")


OBJECTIVE = """title: A
key_results:
  - id: a
    title: B
    from: 1
  - id: b
"""

WHERE = [
    # a name at the top
    ("¦", "start", (), "", set()),
    ("tit¦", "start", (), "tit", set()),
    ("title: A\now¦\nparent: b", "start", (), "ow", {"title", "parent"}),
    ("title: A\n¦\nparent: b", "start", (), "", {"title", "parent"}),
    # a value
    ("parent: ¦", "value", ("parent",), "", set()),
    ("parent:¦", "value", ("parent",), "", set()),
    ("parent: company/tr¦ust # why", "value", ("parent",), "company/tr", set()),
    ("parent: company/trust#ret¦", "value", ("parent",), "company/trust#ret", set()),
    ('parent: "com¦pany"', "value", ("parent",), "com", set()),
    # below a name
    ("with:\n  - gr¦", "start", ("with", 0), "gr", set()),
    ("with:\n  - growth\n  - ¦", "start", ("with", 1), "", set()),
    ("with:\n- growth\n- pr¦", "start", ("with", 1), "pr", set()),
    ("with:\n  gr¦", "start", ("with",), "gr", set()),
    ("with:\n  ¦", "start", ("with",), "", set()),
    # groups in a list
    (OBJECTIVE + "    ¦", "start", ("key_results", 1), "", {"id"}),
    (OBJECTIVE + "    ti¦", "start", ("key_results", 1), "ti", {"id"}),
    (OBJECTIVE + "    ambition: mo¦", "value", ("key_results", 1, "ambition"), "mo", set()),
    (OBJECTIVE + "  - ¦", "start", ("key_results", 2), "", set()),
    (OBJECTIVE + "  - i¦", "start", ("key_results", 2), "i", set()),
    (OBJECTIVE + "  ¦", "start", ("key_results",), "", set()),
    (OBJECTIVE + "¦", "start", (), "", {"title", "key_results"}),
    (OBJECTIVE.replace("    title: B", "    ¦title: B"), "start", ("key_results", 0), "", {"id", "from"}),
    ("key_results:\n- id: a\n  ¦", "start", ("key_results", 0), "", {"id"}),
    ("key_results:\n- id: a\n¦", "start", (), "", {"key_results"}),
    ("key_results:\n- id: a\n-   title: b\n    ¦", "start", ("key_results", 1), "", {"title"}),
    ("key_results:\n  ¦", "start", ("key_results",), "", set()),
    ("key_results:\n¦", "start", (), "", {"key_results"}),
    # names that the writer gives
    ("key_results:\n  onboarding#act¦", "start", ("key_results",), "onboarding#act", set()),
    ("key_results:\n  a#b:\n    val¦", "start", ("key_results", "a#b"), "val", set()),
    ("key_results:\n  a#b:\n    value: 1\n    ¦\n  c:", "start", ("key_results", "a#b"), "", {"value"}),
    ("key_results:\n  a#b:\n    value: 1\n  ¦\n  c:", "start", ("key_results",), "", {"a#b", "c"}),
    ('key_results:\n  "a#b":\n    status: at¦', "value", ("key_results", "a#b", "status"), "at", set()),
    # in brackets and braces
    ("for: [¦", "start", ("for", 0), "", set()),
    ("for: [a, b¦]", "start", ("for", 1), "b", set()),
    ("for: [a, ¦", "start", ("for", 1), "", set()),
    ("for: [\n  a,\n  b¦\n]", "start", ("for", 1), "b", set()),
    ("for: [\n  a,\n  ¦", "start", ("for", 1), "", set()),
    ("a: {value: 1, con¦}", "start", ("a",), "con", {"value"}),
    ("a: {value: 1, con¦, note: x}", "start", ("a",), "con", {"value", "note"}),
    ("a: {value: 1, status: at¦}", "value", ("a", "status"), "at", {"value", "status"}),
    ("k:\n  - {id: a, ti¦", "start", ("k", 0), "ti", {"id"}),
    ("k:\n  - {id: a,\n     ti¦", "start", ("k", 0), "ti", {"id"}),
    ("a: {for: [x, y¦]}", "start", ("a", "for", 1), "y", set()),
    # brackets that were not closed do not swallow what follows
    ("for: [a\nowner: x\npar¦", "start", (), "par", {"for", "owner"}),
    ('title: "a\nowner: x\npar¦', "start", (), "par", {"title", "owner"}),
    # texts with signs in them
    ("title: Vendor's way\nnote: it's: fine\n¦", "start", (), "", {"title", "note"}),
    ("title: 'it''s'\n¦", "start", (), "", {"title"}),
    ("- a\n¦", "start", (), "", set()),
]


@pytest.mark.parametrize(("text", "role", "path", "written", "beside"), WHERE)
def test_where_the_cursor_stands(
    text: str, role: str, path: tuple[str | int, ...], written: str, beside: set[str]
) -> None:
    cursor = in_fields(text)
    assert cursor is not None
    assert (cursor.role, cursor.path, cursor.written) == (role, path, written)
    assert cursor.beside == beside


@pytest.mark.parametrize(
    "text",
    [
        "# tit¦",
        "title: A # com¦",
        "note: |-\n  a text\n  par¦",
        "note: >\n  a text\n\n  ¦",
        "note: >¦",
        "title: A\n   more of i¦t",
        "title: A\n  ¦",
        "with:\n  - growth\n    ¦",
        OBJECTIVE + "   ¦",
        "  ¦ title: A",
        "-¦",
    ],
)
def test_where_nothing_is_offered(text: str) -> None:
    assert in_fields(text) is None


def test_prose_and_files_without_fields_have_nothing() -> None:
    assert at("---\ntitle: A\n---\npar¦\n") is None
    assert at("---¦\ntitle: A\n---\n") is None
    assert at("par¦\n") is None
    assert at("¦") is None


def test_fields_that_are_not_closed_yet() -> None:
    cursor = at("---\ntitle: A\npar¦")
    assert cursor is not None
    assert (cursor.path, cursor.written) == ((), "par")


def test_settings_have_no_fences() -> None:
    cursor = at("company: A\nrules:\n  key-¦", fenced=False)
    assert cursor is not None
    assert (cursor.path, cursor.written) == (("rules",), "key-")


@pytest.mark.parametrize(
    ("text", "replaced"),
    [
        ("parent: com¦pany/x # c", "company/x"),
        ("parent: company/x¦#kr", "company/x#kr"),
        ("par¦ent: x", "parent"),
        ("par¦", "par"),
        ('parent: "com¦pany"', "company"),
        ("for: [a, b¦c, d]", "bc"),
        ("for: [a, b¦c", "bc"),
        ("a: {val¦ue: 1, note: x}", "value"),
        ("a: {value: 1¦2, note: x}", "12"),
        ("with:\n  - a¦b", "ab"),
    ],
)
def test_what_a_completion_replaces(text: str, replaced: str) -> None:
    cursor = in_fields(text)
    assert cursor is not None
    line = f"---\n{text.replace('¦', '', 1)}".split("\n")[cursor.stretch.line]
    assert line[cursor.stretch.start : cursor.stretch.end] == replaced


def test_a_colon_that_follows_and_a_space_that_is_missing() -> None:
    for text, named, tight in (
        ("par¦ent: x", True, False),
        ("par¦", False, False),
        ("parent:¦", False, True),
    ):
        cursor = in_fields(text)
        assert cursor is not None
        assert (cursor.named, cursor.tight) == (named, tight)


def test_places_outside_of_the_text() -> None:
    lines = ["---", "title: A", "---"]
    assert cursor_at(lines, 7, 0) is None
    assert cursor_at(lines, 1, 99) is None
