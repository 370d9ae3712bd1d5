"""Where references lead."""

from collections.abc import Callable
from typing import Any

import pytest

from okrsite.alignment import Alignment, Directory, Miss, Target, align, without_drafts
from okrsite.model.reference import parse_reference

Build = Callable[..., Any]


def directory(company: Build, *files: str, more: dict[str, str] | None = None) -> Directory:
    """A directory of objectives that have nothing but a title, and of some files."""
    built = company(dict.fromkeys(files, "title: x") | (more or {}))
    return built.alignment.directory  # type: ignore[no-any-return]


def find(found: Directory, reference: str, home: str = "2026-Q4/growth") -> str:
    """Where a reference leads from a team in a cycle: `id`, `id#key-result`, or `! reason`."""
    parsed = parse_reference(reference)
    assert parsed
    cycle, team = home.split("/")
    target = found.find(parsed, cycle=cycle, team=team)
    if isinstance(target, Miss):
        return f"! {target.reason} {target.found}".strip()
    return f"{target.objective}#{target.key_result}" if target.key_result else target.objective


class TestLookup:
    def test_the_own_cycle_first_then_the_shortest_that_contains_it(self, company: Build) -> None:
        files = ["2026/company/a.md", "2026-H2/company/a.md", "2026-H2/company/b.md", "2026/company/b.md",
                 "2026/company/c.md", "2026-Q4/company/a.md", "2026-Q3/company/d.md"]  # fmt: skip
        found = directory(company, *files)
        assert find(found, "company/a") == "2026-Q4/company/a"
        assert find(found, "company/b") == "2026-H2/company/b"
        assert find(found, "company/c") == "2026/company/c"
        assert find(found, "company/d") == "! outside 2026-Q3/company/d"
        assert find(found, "company/a", "2026-H2/growth") == "2026-H2/company/a"
        assert find(found, "company/a", "2026/growth") == "2026/company/a"

    def test_the_homes_of_a_cycle(self, company: Build) -> None:
        dates = {"push/index.md": "starts: 2026-10-05\nends: 2026-11-13"}
        files = ["2026/company/a.md", "2026-H2/company/a.md", "2026-Q4/company/a.md", "push/company/a.md"]
        found = directory(company, *files, "2026-Q3/company/a.md", more=dates)
        assert found.homes("push") == ("push", "2026-Q4", "2026-H2", "2026")
        assert found.homes("2026") == ("2026",)
        assert found.homes("nowhere") == ("nowhere",)

    def test_the_own_team_where_none_is_named(self, company: Build) -> None:
        found = directory(company, "2026-Q4/growth/a.md", "2026-Q4/product/b.md")
        assert find(found, "a") == "2026-Q4/growth/a"
        assert find(found, "b") == "! objective"
        assert find(found, "product/b") == "2026-Q4/product/b"

    def test_a_cycle_is_taken_at_its_word(self, company: Build) -> None:
        found = directory(company, "2026/company/a.md", "2026-Q3/company/a.md", "2026-Q4/growth/x.md")
        assert find(found, "2026-Q3/company/a") == "2026-Q3/company/a"
        assert find(found, "2026-Q4/company/a") == "! objective"
        assert find(found, "2025/company/a") == "! cycle"
        assert not found.inside("2026-Q3/company/a", "2026-Q4")
        assert found.inside("2026/company/a", "2026-Q4")

    def test_what_is_missing(self, company: Build) -> None:
        found = directory(company, "2026-Q4/growth/a.md")
        assert find(found, "a#x") == "! key-result 2026-Q4/growth/a"
        assert find(found, "sales/a") == "! team"
        assert find(found, "growth/b") == "! objective"

    def test_key_results(self, company: Build) -> None:
        objective = """
title: A
key_results:
  - id: new
    title: N
    formerly: old
  - id: other
    title: O
    formerly: [b#moved, 2026-Q3/product/c#gone]
"""
        more = {"2026-Q4/growth/a.md": objective}
        found = directory(company, "2026-Q4/growth/b.md", more=more)
        assert find(found, "a#new") == "2026-Q4/growth/a#new"
        assert find(found, "a#old") == "2026-Q4/growth/a#new"
        assert find(found, "b#moved") == "2026-Q4/growth/a#other"
        assert find(found, "b") == "2026-Q4/growth/b"
        assert find(found, "b#else") == "! key-result 2026-Q4/growth/b"
        assert find(found, "2026-Q3/product/c#gone") == "2026-Q4/growth/a#other"

    def test_an_objective_is_nearer_than_a_key_result(self, company: Build) -> None:
        more = {"2026/company/a.md": "title: A\nkey_results:\n  - id: x\n    title: X"}
        found = directory(company, "2026-Q4/company/a.md", more=more)
        assert find(found, "company/a#x") == "! key-result 2026-Q4/company/a"


class TestFormerNames:
    def test_of_objectives(self, company: Build) -> None:
        more = {
            "2026-Q4/growth/a.md": "title: A\nformerly: [b, product/c, 2026-Q3/growth/d]"
            "\nkey_results:\n  - id: x\n    title: X"
        }
        found = directory(company, "2026-Q3/growth/z.md", more=more)
        assert find(found, "b") == "2026-Q4/growth/a"
        assert find(found, "growth/b#x") == "2026-Q4/growth/a#x"
        assert find(found, "b#y") == "! key-result 2026-Q4/growth/a"
        assert find(found, "product/c") == "2026-Q4/growth/a"
        assert find(found, "2026-Q3/growth/d") == "2026-Q4/growth/a"
        assert find(found, "d") == "! outside 2026-Q3/growth/d"
        assert find(found, "d", "2026-Q3/growth") == "2026-Q4/growth/a"

    def test_an_objective_that_was_a_key_result(self, company: Build) -> None:
        more = {"2026-Q4/growth/a.md": "title: A\nformerly: company/top#retention"}
        found = directory(company, "2026-Q4/company/top.md", more=more)
        assert find(found, "company/top#retention") == "2026-Q4/growth/a"
        assert find(found, "company/top") == "2026-Q4/company/top"
        assert find(found, "company/top#other") == "! key-result 2026-Q4/company/top"

    def test_a_name_that_is_there_wins(self, company: Build) -> None:
        more = {"2026-Q4/growth/a.md": "title: A\nformerly: b"}
        found = directory(company, "2026-Q4/growth/b.md", more=more)
        assert find(found, "b") == "2026-Q4/growth/b"

    def test_of_teams(self, company: Build) -> None:
        more = {
            "teams/growth.md": "name: Growth\nparent: company\nformerly: [sales, marketing]",
            "2026-Q4/growth/a.md": "title: A\nformerly: [sales/z, b]",
        }
        found = directory(company, more=more)
        assert find(found, "sales/a") == "2026-Q4/growth/a"
        assert find(found, "2026-Q4/marketing/a") == "2026-Q4/growth/a"
        assert find(found, "marketing/b") == "2026-Q4/growth/a"
        assert find(found, "sales/z") == "2026-Q4/growth/a"
        assert find(found, "a", "2026-Q4/sales") == "2026-Q4/growth/a"
        assert find(found, "sales/x") == "! objective"

    def test_a_team_that_is_there_wins(self, company: Build) -> None:
        more = {"teams/growth.md": "name: Growth\nparent: company\nformerly: product"}
        found = directory(company, "2026-Q4/product/a.md", "2026-Q4/growth/a.md", more=more)
        assert find(found, "product/a") == "2026-Q4/product/a"


def test_files_that_can_not_be_read_are_not_missed(company: Build) -> None:
    more = {
        "2026-Q4/growth/a.md": "title: A: b",
        "teams/sales.md": "name: A: b",
        "push/index.md": "title: A: b",
        "push/growth/c.md": "title: C",
    }
    found = directory(company, "2026/growth/a.md", more=more)
    assert find(found, "a") == "! ghost"
    assert find(found, "a#x") == "! ghost"
    assert find(found, "sales/anything") == "! ghost"
    assert find(found, "push/growth/c") == "! ghost"
    assert find(found, "push/growth/other") == "! ghost"
    assert find(found, "2026/growth/a") == "2026/growth/a"


def aligned(company: Build, **parents: str) -> Alignment:
    """Growth's objectives with their parents."""
    files = {f"2026-Q4/growth/{name}.md": f"title: x\nparent: {parent}" for name, parent in parents.items()}
    return company(files).alignment  # type: ignore[no-any-return]


def q4(*names: str) -> tuple[str, ...]:
    return tuple(f"2026-Q4/growth/{name}" for name in names)


class TestAlignment:
    def test_parents_and_children(self, company: Build) -> None:
        files = {
            "2026-Q4/company/top.md": "title: T\nkey_results:\n  - id: k\n    title: K",
            "2026-Q4/growth/a.md": "title: A\nparent: company/top#k",
            "2026-Q4/growth/b.md": "title: B\nparent: a",
            "2026-Q4/growth/c.md": "title: C\nparent: a\nsupports: [company/top#k, b, b]\ndepends_on: b",
        }
        alignment = company(files).alignment
        assert alignment.parents["2026-Q4/growth/a"] == Target("2026-Q4/company/top", "k")
        assert alignment.children["2026-Q4/growth/a"] == q4("b", "c")
        assert alignment.supports["2026-Q4/growth/c"] == (
            Target("2026-Q4/company/top", "k"),
            Target("2026-Q4/growth/b"),
        )
        assert alignment.supported_by["2026-Q4/growth/b"] == q4("c")
        assert alignment.dependents["2026-Q4/growth/b"] == q4("c")
        above = [target.objective for target in alignment.ancestors("2026-Q4/growth/c")]
        assert above == [*q4("a"), "2026-Q4/company/top"]
        assert alignment.descendants("2026-Q4/company/top") == 3
        assert alignment.descendants("2026-Q4/growth/c") == 0
        assert alignment.circles == ()
        assert alignment.lost == ()

    @pytest.mark.parametrize(
        ("parents", "circles"),
        [
            ({"a": "a"}, [q4("a")]),
            ({"b": "a", "a": "b"}, [q4("a", "b")]),
            ({"c": "a", "a": "b", "b": "c"}, [q4("a", "b", "c")]),
            ({"b": "c", "c": "a", "a": "b"}, [q4("a", "b", "c")]),
            ({"a": "c", "c": "b", "b": "a", "d": "a", "e": "d"}, [q4("a", "c", "b")]),
            ({"a": "b", "b": "a", "c": "d", "d": "c", "x": "x"}, [q4("a", "b"), q4("c", "d"), q4("x")]),
            ({"a": "b", "b": "c", "c": "nowhere"}, []),
        ],
    )
    def test_circles(self, company: Build, parents: dict[str, str], circles: list[tuple[str, ...]]) -> None:
        alignment = aligned(company, **parents)
        assert list(alignment.circles) == circles
        for id in alignment.parents:
            assert len(alignment.ancestors(id)) <= len(parents)
            assert alignment.descendants(id) <= len(parents)

    def test_a_long_chain_is_no_circle(self, company: Build) -> None:
        parents = {f"n{i}": f"n{i + 1}" for i in range(60)}
        alignment = aligned(company, **parents, n60="n0")
        assert len(alignment.circles) == 1
        assert len(alignment.circles[0]) == 61

    def test_a_parent_outside_is_lost(self, company: Build) -> None:
        files = {
            "2026-Q3/growth/a.md": "title: A",
            "2026-Q4/growth/b.md": "title: B\nparent: 2026-Q3/growth/a\nsupports: [x, 2026-Q3/growth/a, y]",
        }
        alignment = company(files).alignment
        assert "2026-Q4/growth/b" not in alignment.parents
        assert [(lost.field, lost.miss.reason, lost.place.pointer) for lost in alignment.lost] == [
            ("parent", "outside", ("parent",)),
            ("supports", "objective", ("supports", "x")),
            ("supports", "objective", ("supports", "y")),
        ]


def test_without_drafts_nothing_names_a_draft(company: Build) -> None:
    built = company(
        {
            "2026-Q4/growth/a.md": "title: A\nparent: secret\nsupports: secret",
            "2026-Q4/growth/secret.md": "title: S\nstatus: draft",
            "2026-Q4/growth/review.md": """
objectives:
  a:
    carried_to: secret
  secret:
    decision: drop
""",
        }
    )
    portfolio = without_drafts(built.loaded.portfolio, built.alignment.directory)
    assert [o.name for o in portfolio.objectives] == ["a"]
    verdicts = portfolio.reviews[0].verdicts
    assert [(v.objective, v.carried_to) for v in verdicts] == [("a", None)]
    published = align(portfolio)
    assert not published.parents
    assert not published.supports.get("2026-Q4/growth/a")
