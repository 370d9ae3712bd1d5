"""YAML as texts with positions."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from okrsite.loading.nodes import Mapping, Scalar, Sequence, find
from okrsite.loading.yaml_reading import parse
from okrsite.source import Span

Build = Callable[..., Any]

TEXT = """\
title: no
"quoted": 1:30
list:
  - one
  -   two  words
  - {a: 012, b: "x"}
group:
  empty:
  unicode: 🎉 ö x
single: value
"""


def root() -> Mapping:
    node, faults = parse(TEXT)
    assert isinstance(node, Mapping)
    assert not faults
    return node


ODD_WORDS = "no yes ~ null 012 0o14 1e3 .inf 1:30 2026-10-16 0x1F true Off 1_000 <<x ="


def test_every_scalar_stays_the_text_that_was_written() -> None:
    words = ODD_WORDS.split()
    node, faults = parse("\n".join(f"k{i}: {word}" for i, word in enumerate(words)))
    assert isinstance(node, Mapping)
    assert [value.text for _, value in node.entries if isinstance(value, Scalar)] == words
    assert not faults


@pytest.mark.parametrize(
    ("pointer", "key", "at"),
    [
        ((), False, (1, 1)),
        (("title",), False, (1, 8)),
        (("title",), True, (1, 1)),
        (("quoted",), False, (2, 11)),
        (("list",), False, (4, 3)),
        (("list",), True, (3, 1)),
        (("list", 1), False, (5, 7)),
        (("list", "two words"), False, (5, 7)),
        (("list", 2, "b"), False, (6, 17)),
        (("list", 2, "b"), True, (6, 14)),
        (("group", "empty"), False, (8, 3)),
        (("group", "unicode"), False, (9, 12)),
        (("single", 0), False, (10, 9)),
        # what is not there: the nearest above
        (("nothing",), False, (1, 1)),
        (("list", 7), False, (4, 3)),
        (("list", "three"), False, (4, 3)),
        (("group", "nothing", "more"), False, (8, 3)),
        (("title", "deeper"), False, (1, 8)),
    ],
)
def test_positions(pointer: tuple[str | int, ...], key: bool, at: tuple[int, int]) -> None:
    span = find(root(), pointer, key=key)
    assert (span.line, span.column) == at


def test_a_span_ends_behind_the_value() -> None:
    assert find(root(), ("group", "unicode")) == Span(line=9, column=12, end_line=9, end_column=17)
    assert find(None, ("a",)) == Span()


def test_a_single_group_stands_where_a_list_is_expected() -> None:
    node, _ = parse("key_results:\n  id: a\n  kpi: b\n")
    assert find(node, ("key_results", 0, "kpi")).line == 3


def test_many_fields_cost_little() -> None:
    node, faults = parse("\n".join(f"k{i}: {i}" for i in range(2_400)))
    assert isinstance(node, Mapping)
    assert len(node.entries) == 2_400
    assert not faults
    node, faults = parse("\n".join(f"k{i}: {i}" for i in range(40_000)))
    assert node is None
    assert [fault.line for fault in faults] == [2_498]


def test_the_deepest_nesting() -> None:
    node, faults = parse("[" * 40 + "]" * 40)
    assert isinstance(node, Sequence)
    assert not faults
    for text in ("[" * 41 + "]" * 41, "[" * 100_000, "- " * 5_000 + "x", "{a: " * 200 + "}" * 200):
        node, faults = parse(text)
        assert node is None
        assert len(faults) == 1


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    node, faults = parse(text)
    lines = text.split("\n")
    for fault in faults:
        assert 0 <= fault.line <= len(lines)
        assert fault.column >= 0
        assert fault.message
    if node is None:
        assert not text.strip() or faults or all(line.strip()[:1] in ("", "#") for line in lines) or text


YAMLISH = st.text(alphabet=st.sampled_from("ab:-#\n \t\"'[]{},&*!|>%@`?~1.<=é🎉"), max_size=60)


@settings(max_examples=400)
@given(YAMLISH)
def test_any_front_matter_is_read_or_refused(text: str) -> None:
    node, faults = parse(text)
    assert node is not None or faults or not any(line.strip() for line in text.split("\n")) or "#" in text
    for fault in faults:
        assert fault.line <= text.count("\n") + 1
        assert fault.message
        assert fault.rule in {"front-matter-broken", "unsupported-yaml", "text-cut-off", "duplicate-key"}


@settings(max_examples=300)
@given(
    text=YAMLISH,
    pointer=st.lists(st.sampled_from(["a", "b", 0, 1, ""]), max_size=4).map(tuple),
    key=st.booleans(),
)
def test_any_pointer_leads_somewhere(text: str, pointer: tuple[str | int, ...], key: bool) -> None:
    span = find(parse(text)[0], pointer, key=key)
    assert 1 <= span.line <= text.count("\n") + 2
    assert span.column >= 1


KINDS = [
    "okrsite.yml",
    "index.md",
    "teams/ops.md",
    "kpis/nps.md",
    "2026-Q4/index.md",
    "2026-Q4/growth/search.md",
    "2026-Q4/growth/review.md",
    "2026-Q4/growth/checkins/2026-11-17.md",
    "2026-Q4/reviews/2026-11-17.md",
]
NAMES = """
    title name company parent supports key_results initiatives id from to at_least milestones binary done
    value onboarding#a starts ends objectives scores rules since with formerly status unit weight dropped
"""
FIELDS = st.sampled_from(NAMES.split())
VALUES = st.recursive(
    st.sampled_from(["5", "x", "TBD", "draft", '""', "~", "2026-10-16", "1,5", "#a", "a/b#c", "dropped", ""])
    | st.text(alphabet=st.sampled_from("ab:-# \"'[]{},&*!|>%@1.é"), max_size=10),
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda items: "[" + ", ".join(items) + "]")
        | st.dictionaries(FIELDS, inner, max_size=3).map(
            lambda group: "{" + ", ".join(f"{k}: {v}" for k, v in group.items()) + "}"
        )
    ),
    max_leaves=5,
)


@settings(max_examples=250, deadline=None)
@given(path=st.sampled_from(KINDS), fields=st.dictionaries(FIELDS, VALUES, max_size=5), draft=st.booleans())
def test_any_fields_in_any_file_are_decoded_or_reported(
    company_in: Build,
    tmp_path_factory: pytest.TempPathFactory,
    path: str,
    fields: dict[str, str],
    draft: bool,
) -> None:
    content = tmp_path_factory.mktemp("content")
    text = "".join(f"{name}: {value}\n" for name, value in fields.items())
    text += "status: draft\n" if draft else ""
    fenced = text if path.endswith(".yml") else f"---\n{text}---\n"
    lines = fenced.count("\n") + 2
    for diagnostic in company_in(content, {path: fenced}).check():
        assert diagnostic.message
        assert 1 <= diagnostic.span.line <= lines
        assert diagnostic.span.column >= 1


def test_a_fault_names_its_line_in_the_file(company: Build) -> None:
    built = company({"teams/growth.md": "---\n\n# a comment\nname: Growth\nparent: Fix: it\n---\n"})
    assert built.found() == ["teams/growth.md:5:12 front-matter-broken"]


@pytest.mark.parametrize("text", ["\r{0", "a: 1\r\n{", "\r\r[", "a:\r- [x"])
def test_every_line_end_counts(text: str) -> None:
    """Faults are found by line, whichever way lines end."""
    assert parse(text) == parse(text.replace("\r\n", "\n").replace("\r", "\n"))
