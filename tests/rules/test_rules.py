"""Every rule, tested on marked Markdown.

Each rule has a file here, `name-of-the-rule.md`; the files in TOPICS are about several. Each section
(`## case`) is a company of its own: the files of its blocks, laid over BASE below.

    ## The parent is misspelt

    ```yaml 2026-Q4/growth/search.md
    title: Find anything
    parent: company/trusted-partnr  <-- error parent-not-found:9: "the parent is not found" | "Did you mean"
    ```

- A block `yaml PATH` holds a file's fields: for `.md` the two lines of `---` around them are added. A block
  `file PATH` holds the whole file, as it is. A block with more than three backticks may hold others.
- A mark stands at the end of the faulty line and is cut off, with the spaces before it, when the file is
  written: `<-- SEVERITY RULE:COLUMN: "part of the message" | "part of the hint"`, the hint if wanted. A line
  may have several. The line is the mark's own.
- What is found in a file or folder as a whole, or where no mark can stand, has a line of its own outside the
  blocks: `!! SEVERITY RULE PATH: "..."`, where the path may go on with `:LINE:COLUMN` (else 1:1).
- After the severity may stand `private` (told to the writer only) and `silent` (in a closed cycle).
- `today: 2027-01-05` sets the day (else 20 November 2026); `without: PATH PATH` leaves out files of the base
  whose path begins so.

What is found must be exactly what is marked. A section without marks must give no findings at all. What the
coaching rules find counts only in the file of its rule, and where it is marked.
"""

from pathlib import Path

import pytest
from marked import Case, read_cases, shown

from okrsite.alignment import align
from okrsite.diagnostics import Diagnostic
from okrsite.loading.load import load
from okrsite.readings import collect
from okrsite.rules.registry import COACHING, HISTORY, RULES
from okrsite.rules.rule import Facts, Rule
from okrsite.rules.runner import check
from okrsite.scoring.progress import score_all

HERE = Path(__file__).parent
TOPICS = frozenset({"all-in-one-run", "closed-cycles", "drafts", "yaml-surprises"})

BASE = {
    "okrsite.yml": "company: Acme Cookware\n",
    "teams/company.md": "---\nname: Acme Cookware\n---\nWe make pans.\n",
    "teams/growth.md": "---\nname: Growth\nparent: company\n---\n",
    "teams/product.md": "---\nname: Product\nparent: company\n---\n",
    "kpis/cac.md": "---\nname: Acquisition cost\nunit: $\n---\n",
    "2026/company/trusted-partner.md": """---
title: Become the partner that cooks trust
owner: Ada Chen
key_results:
  - id: retention
    title: Customers stay
    from: 80%
    to: 90%
  - id: referrals
    title: Customers bring their friends
    from: 1,200
    to: 3,000
---
""",
    "2026-Q4/growth/onboarding.md": """---
title: Make the first week feel effortless for new admins
owner: Priya Raman
parent: company/trusted-partner#retention
key_results:
  - id: activation
    title: New account admins finish setup on day one
    from: 42%
    to: 65%
  - id: cac
    title: Acquisition cost stays in hand
    at_most: $120
    kpi: cac
  - id: crm
    title: The CRM is how we work
    milestones:
      - tool chosen
      - team trained
      - data imported
  - id: soc2
    title: We hold a SOC 2 report
    binary: true
  - id: feel
    title: The first week feels good
---
Why it matters.
""",
    "2026-Q4/growth/checkins/2026-11-16.md": """---
author: Ada Chen
key_results:
  onboarding#activation:
    value: 47%
    confidence: 7
    status: on track
  onboarding#cac:
    value: $110
  onboarding#crm:
    done: tool chosen
  onboarding#soc2:
    chance: 60%
  onboarding#feel:
    score: 0.4
---
""",
}

CASES = [case for file in sorted(HERE.glob("*.md")) for case in read_cases(file)]


def found_in(content: Path, case: Case) -> tuple[Diagnostic, ...]:
    loaded = load(content, today=case.today)
    alignment = align(loaded.portfolio)
    readings = collect(loaded.portfolio, alignment.directory)
    scores = score_all(loaded.portfolio, readings)
    facts = Facts(portfolio=loaded.portfolio, alignment=alignment, readings=readings, scores=scores)
    return check(facts, loaded.findings, broken_drafts=loaded.broken_drafts)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.file}: {case.title}")
def test_case(case: Case, tmp_path: Path) -> None:
    case.write(tmp_path, BASE)
    missing, found = list(case.marks), []
    for diagnostic in found_in(tmp_path, case):
        mark = next((mark for mark in missing if mark.fits(diagnostic)), None)
        if mark is None:
            if diagnostic.rule == case.file or diagnostic.rule not in COACHING:
                found.append(diagnostic)
        else:
            missing.remove(mark)
    report = [f"{case.file}.md:{case.line}: {case.title}"]
    report += [f"  found, not marked: {shown(diagnostic)}" for diagnostic in found]
    report += [f"  marked, not found: {mark}" for mark in missing]
    assert len(report) == 1, "\n".join(report)


# What has a history is tried in tests/unit/rules/test_history_rules.py: a Markdown file has none.
@pytest.mark.parametrize("rule", [rule for rule in RULES if rule not in HISTORY], ids=lambda rule: rule.name)
def test_each_rule_fails_and_passes_somewhere(rule: Rule) -> None:
    own = [case for case in CASES if case.file == rule.name]
    assert any(mark.rule == rule.name for case in own for mark in case.marks), "no section fails"
    assert any(not case.marks for case in own), "no section passes"


def test_every_file_is_of_a_rule_or_a_topic() -> None:
    files = {case.file for case in CASES}
    assert files - {rule.name for rule in RULES} == TOPICS


def test_titles_tell_the_cases_apart() -> None:
    names = [(case.file, case.title) for case in CASES]
    assert sorted(set(names)) == sorted(names)
