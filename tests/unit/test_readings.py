"""Which reading belongs to which key result, and what it says."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from okrsite.observations import Observation, Problem

Build = Callable[..., Any]

OBJECTIVE = """
title: Onboard
key_results:
  - id: activation
    title: A
    from: 42%
    to: 65%
  - id: crm
    title: C
    milestones: [Tool chosen, team trained, data imported]
  - id: soc2
    title: S
    binary: true
  - id: feel
    title: F
  - id: bare
    title: B
    from: 10
    to: 20
    formerly: naked
"""
SEARCH = "title: Search\nwith: growth\nkey_results:\n  - id: hits\n    title: H\n    to: 5\n"
FILES = {"2026-Q4/growth/onboarding.md": OBJECTIVE, "2026-Q4/product/search.md": SEARCH}


def check_ins(**days: str) -> dict[str, str]:
    """Growth's check-ins: `d11_16="activation: {value: 47%}"`; a third part is the suffix."""
    files = {}
    for name, lines in days.items():
        month, day, *suffix = name[1:].split("_")
        path = f"2026-Q4/growth/checkins/2026-{'-'.join((month, day, *suffix))}.md"
        files[path] = "key_results:\n" + "\n".join(f"  {line}" for line in lines.split("\n"))
    return files


def read(
    company: Build, key_result: str = "activation", more: dict[str, str] | None = None, **days: str
) -> tuple[Observation, ...]:
    built = company(FILES | check_ins(**days) | (more or {}))
    found: tuple[Observation, ...] = built.readings.of("2026-Q4/growth/onboarding", key_result)
    return found


def problems(company: Build, **days: str) -> list[Problem]:
    return list(company(FILES | check_ins(**days)).readings.problems)


@pytest.mark.parametrize(
    "key",
    [
        "activation",
        "onboarding#activation",
        "growth/onboarding#activation",
        "2026-Q4/growth/onboarding#activation",
        '"onboarding#activation"',
    ],
)
def test_forms_of_keys(company: Build, key: str) -> None:
    found = read(company, d11_16=f"{key}: {{value: 47%, confidence: 7, status: at risk, note: Slow}}")
    assert [(o.value.text, o.confidence, o.status, o.note) for o in found if o.value] == [
        ("47%", 7, "at risk", "Slow")
    ]
    assert found[0].measured


def test_former_ids(company: Build) -> None:
    assert read(company, "bare", d11_16="naked: {value: 12}")[0].value
    assert read(company, "bare", d11_16="onboarding#naked: {value: 12}")[0].value


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        ("activaton", "unknown"),
        ("onboarding#activaton", "unknown"),
        ("sales/onboarding#activation", "unknown"),
        ("2026-Q3/growth/onboarding#activation", "unknown"),
        ("hits", "unknown"),
        ("search#hits", "unknown"),
    ],
)
def test_keys_that_lead_nowhere(company: Build, key: str, kind: str) -> None:
    found = problems(company, d11_16=f"{key}: {{value: 47}}")
    assert [problem.kind for problem in found] == [kind]
    assert found[0].place.key, "the key is at fault, not its value"


def test_a_shared_objective(company: Build) -> None:
    built = company(FILES | check_ins(d11_16="product/search#hits: {value: 2}"))
    assert [o.value.text for o in built.readings.of("2026-Q4/product/search", "hits")] == ["2"]
    path = "2026-Q4/growth/checkins/2026-11-16.md"
    assert built.readings.keys[path]["product/search#hits"] == ("2026-Q4/product/search", "hits")


def test_an_objective_that_is_not_shared(company: Build) -> None:
    more = {"2026-Q4/product/search.md": SEARCH.replace("with: growth\n", "")}
    built = company(FILES | more | check_ins(d11_16="product/search#hits: {value: 2}"))
    assert [problem.kind for problem in built.readings.problems] == ["not-shared"]
    assert not built.readings.of("2026-Q4/product/search", "hits")


def test_an_id_in_two_objectives(company: Build) -> None:
    more = {"2026-Q4/growth/other.md": OBJECTIVE}
    built = company(FILES | more | check_ins(d11_16="activation: {value: 47}"))
    assert [(p.kind, p.names) for p in built.readings.problems] == [
        ("ambiguous", ("onboarding#activation", "other#activation"))
    ]


def test_before_the_start_it_is_a_baseline_and_after_the_end_late(company: Build) -> None:
    found = read(
        company,
        more={"2026-Q4/growth/checkins/2027-01-05.md": "key_results:\n  activation: {value: 66}"},
        d09_30="activation: {value: 41}",
        d10_01="activation: {value: 42}",
        d12_31="activation: {value: 60}",
    )
    assert [(str(o.day), o.baseline, o.late) for o in found] == [
        ("2026-09-30", True, False),
        ("2026-10-01", False, False),
        ("2026-12-31", False, False),
        ("2027-01-05", False, True),
    ]


def test_twice_on_a_day_the_plain_date_is_first_and_the_last_suffix_counts(company: Build) -> None:
    days = {
        "d11_16_b": "activation: {value: 49}",
        "d11_16": "activation: {value: 47}",
        "d11_16_a": "activation: {value: 48}",
    }
    found = read(company, **days)
    assert [o.value.text for o in found if o.value] == ["47%", "48%", "49%"]
    assert [(p.kind, p.check_in.name, p.text.rpartition("/")[2]) for p in problems(company, **days)] == [
        ("twice", "2026-11-16-a", "2026-11-16.md"),
        ("twice", "2026-11-16-b", "2026-11-16.md"),
    ]


def test_a_note_beside_a_value_is_not_twice(company: Build) -> None:
    days = {"d11_16": "activation: {value: 47}", "d11_16_a": "activation: {note: x, confidence: 3}"}
    assert not problems(company, **days)
    assert problems(company, d11_16="soc2: {chance: 5}", d11_16_a="soc2: {chance: 6}")[0].kind == "twice"


class TestUnits:
    @pytest.mark.parametrize("written", ["47%", "47", "47 %", '"47%"'])
    def test_a_bare_value_takes_the_key_results_unit(self, company: Build, written: str) -> None:
        assert read(company, d11_16=f"activation: {{value: {written}}}")[0].value.text == "47%"  # type: ignore[union-attr]

    def test_another_unit_is_refused(self, company: Build) -> None:
        days = {"d11_16": "activation: {value: 47 pp, confidence: 5}"}
        assert [(p.kind, p.text) for p in problems(company, **days)] == [("unit", "%")]
        found = read(company, **days)
        assert (found[0].value, found[0].confidence) == (None, 5)

    def test_the_first_reading_lends_its_unit(self, company: Build) -> None:
        days = {
            "d11_16": "bare: {value: 11}",
            "d11_17": "bare: {value: 12 users}",
            "d11_18": "bare: {value: 13}",
            "d11_19": "bare: {value: 14 days}",
        }
        assert [o.value.text if o.value else None for o in read(company, "bare", **days)] == [
            "11",
            "12 users",
            "13 users",
            None,
        ]
        assert [p.kind for p in problems(company, **days)] == ["unit"]


class TestDone:
    @pytest.mark.parametrize(
        ("written", "count", "names"),
        [
            ("2", 2, ()),
            ("0", 0, ()),
            ("3", 3, ()),
            ("tool chosen", 1, ("Tool chosen",)),
            ("[TEAM trained, Tool chosen]", 2, ("team trained", "Tool chosen")),
            ("[Tool chosen, tool  chosen]", 1, ("Tool chosen",)),
            ("[]", 0, ()),
        ],
    )
    def test_milestones(self, company: Build, written: str, count: int, names: tuple[str, ...]) -> None:
        days = {"d11_16": f"crm: {{done: {written}}}"}
        assert [(o.done, o.names) for o in read(company, "crm", **days)] == [(count, names)]
        assert not problems(company, **days)

    @pytest.mark.parametrize(
        ("written", "kinds"),
        [
            ("4", ["wrong-kind"]),
            ("99999999", ["wrong-kind"]),
            ("2/3", ["wrong-kind"]),
            ("66%", ["wrong-kind"]),
            ("true", ["wrong-kind"]),
            ("no", ["wrong-kind"]),
            ("-1", ["unknown-milestone"]),
            ("champagne", ["unknown-milestone"]),
            ("[champagne, Tool chosen, 2]", ["unknown-milestone", "unknown-milestone"]),
            ("２", ["unknown-milestone"]),
        ],
    )
    def test_what_is_no_milestone(self, company: Build, written: str, kinds: list[str]) -> None:
        assert [p.kind for p in problems(company, d11_16=f"crm: {{done: {written}}}")] == kinds

    @pytest.mark.parametrize(
        ("written", "done"), [("true", 1), ("Yes", 1), ("false", 0), ("no", 0), ("[true]", 1)]
    )
    def test_binary(self, company: Build, written: str, done: int) -> None:
        found = read(company, "soc2", d11_16=f"soc2: {{done: {written}, chance: 60%}}")
        assert [(o.done, o.chance) for o in found] == [(done, 60)]

    @pytest.mark.parametrize("written", ["1", "almost", "[true, true, no]"])
    def test_what_is_not_done_nor_not_done(self, company: Build, written: str) -> None:
        assert [p.kind for p in problems(company, d11_16=f"soc2: {{done: {written}}}")] == ["wrong-kind"]


RIGHT = {
    "activation": {"value"},
    "crm": {"done"},
    "soc2": {"done", "chance"},
    "feel": {"score"},
}
GIVEN = {"value": "47%", "done": "true", "chance": "60%", "score": "0.4"}


@pytest.mark.parametrize("key", RIGHT)
@pytest.mark.parametrize("field", GIVEN)
def test_each_kind_takes_its_own_reading(company: Build, key: str, field: str) -> None:
    given = "tool chosen" if key == "crm" and field == "done" else GIVEN[field]
    found = problems(company, d11_16=f"{key}: {{{field}: {given}}}")
    assert [(p.kind, p.names) for p in found] == ([] if field in RIGHT[key] else [("wrong-kind", (field,))])


def test_a_wrong_reading_says_nothing_else_is_lost(company: Build) -> None:
    found = read(company, "feel", d11_16="feel: {value: 3, score: 0.5, confidence: 2}")
    assert [(o.value, str(o.score), o.confidence) for o in found] == [(None, "0.5", 2)]


@pytest.mark.parametrize(
    "fields",
    ["from: ~5\n    to: 9", "from: 9", "from: 9\n    to: 9", "to: 5\n    binary: true", "milestones: []"],
)
def test_a_key_result_with_faults_of_its_own_has_no_kind(company: Build, fields: str) -> None:
    objective = f"title: O\nkey_results:\n  - id: k\n    title: K\n    {fields}\n"
    files = {"2026-Q4/growth/o.md": objective} | check_ins(d11_16="k: {value: 3, score: 0.4, chance: 5}")
    assert not company(files).readings.problems


class TestKpis:
    KPI = "title: O\nkey_results:\n  - id: cost\n    title: C\n    at_most: $120\n    kpi: cac\n"
    CSV = (
        "date,value\n2026-08-31,90\n2026-09-30,$100\n2026-10-31,110\n2026-11-16,111\n"
        "2026-12-15,120\n2027-01-31,130\n"
    )

    def read(
        self, company: Build, kpi: str = "name: CAC\nunit: $", **days: str
    ) -> list[tuple[str, str, bool, bool]]:
        files = {"2026-Q4/growth/o.md": self.KPI, "kpis/cac.md": kpi, "kpis/cac.csv": self.CSV}
        found = company(files | check_ins(**days)).readings.of("2026-Q4/growth/o", "cost")
        return [(str(o.day), o.value.text if o.value else "", o.baseline, o.check_in is None) for o in found]

    def test_the_last_before_the_start_and_those_until_today(self, company: Build) -> None:
        assert self.read(company) == [
            ("2026-09-30", "$100", True, True),
            ("2026-10-31", "$110", False, True),
            ("2026-11-16", "$111", False, True),
        ]

    def test_a_check_in_of_the_day_wins(self, company: Build) -> None:
        assert self.read(company, d11_16="cost: {value: $115}", d10_31="cost: {note: Later}") == [
            ("2026-09-30", "$100", True, True),
            ("2026-10-31", "", False, False),
            ("2026-10-31", "$110", False, True),
            ("2026-11-16", "$115", False, False),
        ]

    def test_of_another_unit_none_is_taken(self, company: Build) -> None:
        assert self.read(company, kpi="name: CAC\nunit: points") == []


@pytest.mark.parametrize("key", ["o#a", "a", "growth/o#a"])
def test_check_ins_stay_with_an_objective_that_moved_to_another_team(company: Build, key: str) -> None:
    numbers = "key_results: [{id: a, title: A, from: 0, to: 10}]"
    built = company(
        {
            "2026-Q4/growth/o.md": f"title: O\nformerly: product/o\n{numbers}",
            "2026-Q4/product/checkins/2026-10-10.md": f"key_results: {{'{key}': {{value: 2}}}}",
        }
    )
    assert [d for d in built.check() if d.rule != "objective-unaligned"] == []
    assert [o.value.text for o in built.readings.of("2026-Q4/growth/o", "a") if o.value] == ["2"]


def test_a_draft_makes_no_published_key_ambiguous(company: Build) -> None:
    numbers = "parent: growth/o\nkey_results: [{id: a, title: A, from: 0, to: 10}]"
    built = company(
        {
            "2026-Q4/growth/o.md": numbers.replace("parent: growth/o", "title: O"),
            "2026-Q4/growth/d.md": f"title: D\nstatus: draft\n{numbers}",
            "2026-Q4/growth/checkins/2026-10-10.md": "key_results: {a: {value: 2}}",
        }
    )
    assert {d.rule for d in built.check()} == {"objective-unaligned", "unused-draft"}
    assert built.readings.of("2026-Q4/growth/o", "a")


def test_a_teams_old_id_leads_to_it_everywhere(company: Build) -> None:
    built = company(
        {
            "teams/growth.md": "name: Growth\nparent: company\nformerly: gr",
            "teams/search.md": "name: Search\nparent: gr",
            "teams/old.md": "name: Old\nparent: company\nsucceeded_by: gr",
            "2026-Q4/growth/o.md": "title: O\nkey_results: [{id: a, title: A, from: 0, to: 10}]",
            "2026-Q4/product/p.md": "---\ntitle: P\nparent: gr/o#a\nwith: gr\n---\n[x](../gr/o.md)",
        }
    )
    assert {d.rule for d in built.check()} == {"objective-unaligned", "parent-outside-line"}
    teams = {team.id: team for team in built.loaded.portfolio.teams}
    assert (teams["search"].parent, teams["old"].succeeded_by) == ("growth", ("growth",))


def test_a_line_that_nobody_filled_in_is_not_heard(company: Build) -> None:
    built = company(
        {
            "2026-Q4/growth/o.md": "title: O\nkey_results: [{id: k, title: K, from: 0, to: 10}]",
            "2026-Q4/growth/checkins/2026-10-05.md": "key_results: {k: {value: 5, status: at risk}}",
            "2026-Q4/growth/checkins/2026-11-18.md": "key_results:\n  o#k:\n    value:\n    confidence:",
        }
    )
    (only,) = built.readings.of("2026-Q4/growth/o", "k")
    assert (only.day, only.status) == (date(2026, 10, 5), "at risk")
    assert built.found() == ["2026-Q4/growth/o.md:1:1 objective-unaligned"]
