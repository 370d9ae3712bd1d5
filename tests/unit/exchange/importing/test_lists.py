"""Markdown lists as people keep them."""

import re
import tempfile
from pathlib import Path

import pytest
from documents import GUIDE_SECTIONS
from hypothesis import HealthCheck, given, settings, strategies as st
from reading_files import from_list, imported, outline_of, readings_of

from okrsite.exchange.importing.labels import labelled, owned, spoken
from okrsite.exchange.importing.lists import read_list
from okrsite.exchange.importing.outline import Node, outline

SETUP = "New customers finish setup: move 42% 65%"

LAYOUTS = {
    "team and objective in one entry": """
- Growth: Make the first week effortless
  - KR: New customers finish setup: 42% → 65%
""",
    "a heading for each team": """
# OKRs Q4 2026
## Growth
- **O:** Make the first week effortless
  - **KR:** New customers finish setup: 42% → 65%
""",
    "headings throughout": """
## Growth team OKRs

### Objective 1: Make the first week effortless

#### Key Result 1.1: New customers finish setup
- **Baseline:** 42%
- **Target:** 65%
""",
    "bold objectives": """
## Growth

**Objective 1: Make the first week effortless**
- KR1: New customers finish setup: 42% → 65%
""",
    "bold labels": """
## Growth

**O1** — Make the first week effortless

**Key results:**

1. New customers finish setup: 42% → 65%
""",
    "a label of its own": """
# Growth
## Objective: Make the first week effortless
Key Results
* New customers finish setup: 42% → 65%
""",
    "no label at all": """
- Growth
    - Make the first week effortless
        - New customers finish setup: 42% → 65%
""",
    "numbers": """
## Growth
1. Make the first week effortless
   1. New customers finish setup: 42% → 65%
""",
    "a table": """
| Team | Objective | Key result | From | To |
|------|-----------|------------|-----:|---:|
| Growth | Make the first week effortless | New customers finish setup | 42% | 65% |
""",
    "a table below an objective": """
## Growth
### O1: Make the first week effortless
| Key result | Baseline | Target |
|---|---|---|
| New customers finish setup | 42% | 65% |
""",
    "underlined headings": """
Growth
======

Make the first week effortless
------------------------------
- KR: New customers finish setup: 42% → 65%
""",
    "Windows line ends and tabs": "## Growth\r\n- O: Make the first week effortless\r\n\t- KR: New customers"
    " finish setup: 42% → 65%\r\n",
    "team as a label": """
Team: Growth

- O: Make the first week effortless
  - KR: New customers finish setup: 42% → 65%
""",
    "wrapped lines": """
- Growth: Make the first
  week effortless
  - KR: New customers finish
    setup: 42% → 65%
""",
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_layout(layout: str, tmp_path: Path) -> None:
    plan, portfolio = from_list(tmp_path, LAYOUTS[layout])
    (objective,) = portfolio.objectives
    assert (objective.team, objective.title) == ("growth", "Make the first week effortless")
    (one,) = outline_of(portfolio).values()
    assert [line.replace(": 42% → 65%:", ":") for line in one] == [SETUP]
    assert plan.lost == ()


def test_what_stands_around_a_key_result(tmp_path: Path) -> None:
    text = """
## Growth
### O1: Win the first week (@priya)
- KR1: Activation from 42% to 65% (Owner: Jo Malik)
- KR2: Searches from 10 to 20 (currently 14) 🟡
- KR3: Pipeline from $10M to $12M => 80%
- [x] Get the report
- [ ] Get the other report
- ~~Old thing~~ The guide
- KR7: Migrate
  - [x] tool chosen
  - [ ] team trained
- KR8: Calls at most 40
  - Current: 31
  - Confidence: 7/10
  - Status: on track
  - Owner: @bo
"""
    plan, portfolio = from_list(tmp_path, text)
    assert plan.lost == ()
    (objective,) = portfolio.objectives
    assert (objective.owner, [k.owner for k in objective.key_results]) == (
        "priya",
        ["Jo Malik", "", "", "", "", "", "", "bo"],
    )
    assert outline_of(portfolio)[objective.id] == [
        "Activation from 42% to 65%: move 42% 65%",
        "Searches from 10 to 20: move 10 20",
        "Pipeline from $10M to $12M: move $10M $12M",
        "Get the report: binary",
        "Get the other report: binary",
        "The guide: graded",
        "Migrate: milestones [tool chosen] [team trained]",
        "Calls at most 40: keep ? 40",
    ]
    start = "2026-Q4/growth/win-first-week#"
    assert readings_of(portfolio) == {
        f"{start}searches-from-10-to-20": "value 14, status at risk",
        f"{start}pipeline-from-10m-to-12m": "value 11600000",
        f"{start}get-the-report": "done true",
        f"{start}migrate": "done tool chosen",
        f"{start}calls-at-most-40": "value 31, confidence 7, status on track",
    }


def test_objectives_below_objectives_serve_them(tmp_path: Path) -> None:
    text = """
### 1. CEO: Grow sales
1. CRO: Sell with less effort
   1. CRO KR: Pipeline from $10M to $12M
   1. CMO: Be known
      1. CMO KR: 20,000 visits
1. CEO KR: Sales at plan
"""
    plan, portfolio = from_list(tmp_path, text)
    assert plan.lost == ()
    assert {o.id: o.parent and o.parent.text for o in portfolio.objectives} == {
        "2026-Q4/ceo/grow-sales": None,
        "2026-Q4/cro/sell-less-effort": "ceo/grow-sales",
        "2026-Q4/cmo/known": "cro/sell-less-effort",
    }
    assert [k.title for o in portfolio.objectives for k in o.key_results] == [
        "Sales at plan",
        "20,000 visits",
        "Pipeline from $10M to $12M",
    ]


def test_prose_and_fields_of_an_objective(tmp_path: Path) -> None:
    text = """
## Growth
### O1: Win the first week

Because people [leave](../notes/leave.md), see <https://a.example>.
And they tell others.

**Owner:** Priya Raman
**Parent:** Be loved

**Why it matters:** Churn hurts.

Initiatives:
- Directory connector (@jo)
- [x] Letter

## Company
### O1: Be loved
- KR: Rating of at least 4.5
"""
    plan, portfolio = from_list(tmp_path, text)
    assert plan.lost == ()
    loved, week = portfolio.objectives
    assert (week.owner, week.parent and week.parent.text) == ("Priya Raman", "company/loved")
    assert week.source.body.strip() == (
        "Because people leave, see <https://a.example>.\nAnd they tell others.\nChurn hurts."
    )
    assert [(i.title, i.owner, i.status) for i in week.initiatives] == [
        ("Directory connector", "jo", "planned"),
        ("Letter", "", "done"),
    ]
    assert loved.team == "company"


def test_the_list_in_the_guide(tmp_path: Path) -> None:
    (text,) = re.findall(r"^```markdown\n(.*?)^```$", GUIDE_SECTIONS["In and out"], re.DOTALL | re.MULTILINE)
    plan, portfolio = from_list(tmp_path, text)
    assert plan.lost == ()
    (objective,) = portfolio.objectives
    assert (objective.team, objective.title, objective.owner) == (
        "growth",
        "Make the first week effortless",
        "priya",
    )
    assert outline_of(portfolio)[objective.id] == [
        "New customers finish setup, from 42% to 65%: move 42% 65%",
        "Calls to support at most 40: keep ? 40",
        "A guide for the first ten questions: milestones [questions collected] [answers written]",
    ]
    assert list(readings_of(portfolio).values()) == ["value 47%", "done questions collected"]


def test_what_belongs_nowhere_is_told_with_its_lines(tmp_path: Path) -> None:
    text = """# Our goals

We wrote this
in two lines.

- KR: nobody's child

## Growth
- O: Win
  - KR: 5 wins

## Appendix

The end.
"""
    plan, portfolio = from_list(tmp_path, text)
    assert len(portfolio.objectives) == 1
    assert {(remark.where, remark.message) for remark in plan.lost} == {
        ("okrs.md, lines 3 to 4", "“We wrote this…” belongs to no objective"),
        ("okrs.md, line 6", "a key result stands below no objective"),
        ("okrs.md, line 14", "“The end.” belongs to no objective"),
    }


def test_names_of_cycles(tmp_path: Path) -> None:
    text = "# Q1 2027\n- Growth: Win\n  - KR: 5 wins\n\n# H1 2027 OKRs\n- Growth: Win\n  - KR: 6 wins\n"
    _, portfolio = from_list(tmp_path, text)
    assert [o.id for o in portfolio.objectives] == ["2027-H1/growth/win", "2027-Q1/growth/win"]


def test_letters_of_all_kinds(tmp_path: Path) -> None:
    text = "- Straße & Café: Größer werden\n  - KR: Łódź\n- 東京: 勝つ\n  - KR: 売上 42% → 65%\n"
    plan, portfolio = from_list(tmp_path, text)
    assert plan.lost == ()
    assert {t.id: t.name for t in portfolio.teams} == {
        "company": "Company",
        "strasse-cafe": "Straße & Café",
        "team": "東京",
    }
    assert outline_of(portfolio) == {
        "2026-Q4/strasse-cafe/grosser-werden": ["Łódź: graded"],
        "2026-Q4/team/objective": ["売上 42% → 65%: move 42% 65%"],
    }


def test_comments_fences_and_front_matter(tmp_path: Path) -> None:
    text = "---\nowner: x\n---\n<!-- - O: no\n  - KR: no -->\n- Growth: Win\n  - KR: 5 wins\n\n---\n"
    plan, portfolio = from_list(tmp_path, text)
    assert len(portfolio.objectives) == 1
    assert plan.lost == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("O1: Win", ("o1", "Win", "")),
        ("Objective 2 - Win", ("o2", "Win", "")),
        ("KR 1.2: Win (@ada)", ("kr1.2", "Win", "ada")),
        ("Key Result 3: Win [Owner: Ada Chen]", ("kr3", "Win", "Ada Chen")),
        ("3. Win → @bo", ("", "Win", "bo")),
        ("Own the market", ("", "Own the market", "")),
        ("O.K. then", ("", "O.K. then", "")),
        ("Krill: eat it", ("", "Krill: eat it", "")),
        ("Write to a@b.example", ("", "Write to a@b.example", "")),
    ],
)
def test_labels(text: str, found: tuple[str, str, str]) -> None:
    assert labelled(text) == found


def test_marks_of_markdown_are_no_words() -> None:
    assert spoken("**Win** _the_ [market](/x/(y).md) `now` ~~or never~~ 2*3*4 a_b_c") == (
        "Win the market now 2*3*4 a_b_c"
    )
    assert owned("Win (and more)") == ("Win (and more)", "")


def test_an_outline_by_indentation() -> None:
    def shape(node: Node) -> list[object]:
        return [node.text, *(shape(child) for child in node.children)]

    text = "# A\n- b\n  - c\n     - d\n  - e\nrest\n- f\n\nlast\n## G\n"
    assert shape(outline(text)) == ["", ["A", ["b", ["c", ["d"]], ["e rest"]], ["f"], ["last"], ["G"]]]


LINES = st.sampled_from(
    [
        "# OKRs Q4 2026", "## Growth", "### Objective 1: Win", "#### Key results", "- O: Win", "* Win",
        "  - KR: from 1 to 2", "\t- KR2: 5%", "1. Team: Win (@ada)", "   2) x", "Owner: Ada",
        "**Target:** 5 days",
        "- [x] done", "  - [ ] open", "| Objective | Key result | To |", "| Win | all | 5 |", "|---|", "text",
        "", "---", "```", "> quote", "- Current: 5", "- Status: odd", "Parent: Win", "- Due: 2026-11-30",
        "- KR: ", "**bold**", "Key results:", "- Weight: -1", "- ", "<!--", "-->", "- Confidence: High",
        "- Progress: 40%", "- title: \"TBD\" # x", "- null", "- 2026-11-20", "- review", "~~gone~~", "⚪",
        "- KR: >= 5 %",
    ]
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.one_of(LINES, LINES, LINES, st.text(max_size=30)), max_size=25).map("\n".join))
def test_whatever_stands_in_a_list_what_is_written_passes_the_check(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        from_list(Path(folder), text)


def test_lines_without_a_list_that_say_what_they_are(tmp_path: Path) -> None:
    plan, portfolio = from_list(
        tmp_path,
        "OBJECTIVE 1: Delight people\nKR 1: Rating from 3 to 4\nKey Result 2 - Calls under 2h\n\n"
        "Objective 2: Ship\n- KR1: From 9 to 5 days\n\nObjective: Grow\nBecause we can.\nKR: 5 wins\n"
        "Goals are good.\n",
    )
    assert outline_of(portfolio) == {
        "2026-Q4/company/delight-people": ["Rating from 3 to 4: move 3 4", "Calls under 2h: keep ? 2 h"],
        "2026-Q4/company/grow": ["5 wins Goals are good.: move ? 5"],
        "2026-Q4/company/ship": ["From 9 to 5 days: move 9 days 5 days"],
    }
    assert plan.lost == ()


def test_escapes_of_markdown_are_no_part_of_a_title(tmp_path: Path) -> None:
    plan, portfolio = from_list(
        tmp_path,
        "* **O1: Win\\-back \\& more \\*now\\***\n"
        "    * KR1.1: Launch *self\\-service*, calls \\<40\n"
        "    * KR1.2: Zero Sev\\-1 incidents\n",
    )
    assert plan.lost == ()
    (objective,) = portfolio.objectives
    assert objective.title == "Win-back & more *now*"
    assert outline_of(portfolio)[objective.id] == [
        "Launch self-service, calls <40: keep ? 40",
        "Zero Sev-1 incidents: keep ? 0",
    ]


def test_marks_in_the_cells_of_a_table(tmp_path: Path) -> None:
    plan, portfolio = from_list(
        tmp_path,
        "| Objective | KR | Target | Current |\n|---|---|---|---|\n"
        "| Win \\| win | **Deals\\!** | **\\>= 65%** | TBD |\n",
    )
    assert plan.lost == ()
    assert outline_of(portfolio) == {"2026-Q4/company/win-win": ["Deals!: keep 65% ?"]}


def test_words_for_nothing_below_a_key_result(tmp_path: Path) -> None:
    plan, portfolio = from_list(
        tmp_path, "- O1: Win\n  - KR1: Deals\n    - Target: TBD\n    - Current: n/a\n    - Owner: Ada\n"
    )
    assert plan.lost == ()
    assert outline_of(portfolio) == {"2026-Q4/company/win": ["Deals: graded"]}
    assert [r.message for r in plan.remarks if "nothing" in r.message] == [
        "`TBD` counts as nothing",
        "`n/a` counts as nothing",
    ]


def test_a_start_in_brackets_and_the_target_in_the_title(tmp_path: Path) -> None:
    plan, portfolio = from_list(tmp_path, "- O1: Win\n  - KR1: 65% finish setup (from 42%)\n")
    assert plan.lost == ()
    assert outline_of(portfolio) == {"2026-Q4/company/win": ["65% finish setup: move 42% 65%"]}


@pytest.mark.parametrize("heading", ["🎯 Growth", "Growth 🛠️", "🚀 Growth team 🚀", "Growth"])
def test_pictures_are_no_part_of_a_teams_name(heading: str, tmp_path: Path) -> None:
    text = f"# {heading}\n\n- O1: Win\n  - KR1: 5 wins\n"
    _, portfolio = from_list(tmp_path, text)
    assert [(t.id, t.name) for t in portfolio.teams if t.parent] == [("growth", "Growth")]
    plan, portfolio = from_list(tmp_path, text.replace("Win", "Sell"))
    assert plan.lost == ()
    assert [t.id for t in portfolio.teams if t.parent] == ["growth"]


@pytest.mark.parametrize("name", ["R&D", "C++", "(Core) Platform", "Wow!", "Team #1", "🚀", ".NET"])
def test_signs_that_belong_to_a_teams_name_stay(name: str, tmp_path: Path) -> None:
    found = read_list(f"- Team: {name}\n  - O1: Win\n    - KR1: 5 wins\n", "okrs.md")
    assert [one.team for one in found.objectives] == [name]
    plan, portfolio = imported(tmp_path, found)
    assert [t.name for t in portfolio.teams if t.parent] == [name]
    assert plan.lost == ()


@pytest.mark.parametrize(
    ("heading", "team"),
    [
        ("R&D", "R&D"),
        ("Research and Development", "Research and Development"),
        ("Research and Development OKRs, Q4 2026", "Research and Development"),
        ("OKRs for the R&D team", "R&D"),
        ("Our objectives and key results: Sales", "Sales"),
        ("The Core", "The Core"),
        ("Next Gen", "Next Gen"),
        ("Growth – Goals Q4 2026", "Growth"),
        ("Our current OKRs", ""),
        ("Overview", ""),
    ],
)
def test_a_heading_names_its_team(heading: str, team: str) -> None:
    found = read_list(f"## {heading}\n\n- O1: Win\n  - KR1: 5 wins\n", "okrs.md")
    assert [one.team for one in found.objectives] == [team]
