"""The JSON documents fit their schema, hold exact figures, and never name a draft."""

import json
import re
from collections.abc import Callable
from copy import deepcopy
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from okrsite.exchange.documents import Documents, cycle_path
from okrsite.exchange.schema import schema, schema_text
from okrsite.views.cards import Cards
from okrsite.views.company import Company

Published = Callable[..., tuple[Company, Cards]]

OBJECTIVE = """
title: Win the first week
owner: Ada
parent: company/trusted#stay
key_results:
  - id: setup
    title: Setup on day one
    from: 40%
    to: 60%
    weight: 2
  - id: steps
    title: Steps
    milestones: [one, two, three, four]
  - id: soc2
    title: Report
    binary: true
  - id: score
    title: Felt
  - id: costs
    title: Costs
    at_most: $120
"""
PARENT = "title: Be trusted\nkey_results:\n  - id: stay\n    title: They stay\n    from: 1\n    to: 2\n"
CHECK_IN = """
author: Bo
key_results:
  win#setup: {value: 45%, confidence: 7, status: at risk, note: "slow; <b>\\"quoted\\"</b>"}
  win#steps: {done: [one, three]}
  win#soc2: {chance: 60%}
  win#score: {score: 0.4}
  win#costs: {value: $2.5k}
"""
FILES = {
    "2026-Q4/company/trusted.md": PARENT,
    "2026-Q4/growth/win.md": OBJECTIVE,
    "2026-Q4/growth/checkins/2026-11-16.md": CHECK_IN,
}


def strict(part: Any) -> Any:
    """The schema, with no field allowed that it does not name."""
    if isinstance(part, dict):
        made = {name: strict(inner) for name, inner in part.items()}
        if isinstance(made.get("properties"), dict):
            made["additionalProperties"] = False
        return made
    return [strict(inner) for inner in part] if isinstance(part, list) else part


STRICT = Draft202012Validator(strict(deepcopy(schema())), format_checker=Draft202012Validator.FORMAT_CHECKER)


def read(data: bytes) -> Any:
    return json.loads(data, parse_float=Decimal)


def documents(company: Company, cards: Cards) -> dict[str, Any]:
    return {path: json.loads(data) for path, data in Documents(company, cards).published()}


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(json.loads(schema_text()))


def test_all_that_the_example_company_publishes_fits_strictly(example: tuple[Company, Cards]) -> None:
    made = documents(*example)
    assert {"api/index.json", "api/teams.json", "api/kpis.json", "api/schema.json"} < made.keys()
    assert json.loads(schema_text()) == made.pop("api/schema.json")
    made["everything"] = json.loads(Documents(*example).everything())
    for path, document in made.items():
        faults = [f"{path}: {error.json_path} {error.message}" for error in STRICT.iter_errors(document)]
        assert faults == []


def test_the_schema_refuses_what_is_wrong(published: Published) -> None:
    right = json.loads(Documents(*published(FILES)).everything())
    assert STRICT.is_valid(right)
    for change in (
        lambda d: d.pop("objectives"),
        lambda d: d.update(version=2),
        lambda d: d["objectives"][0].update(progress="22%"),
        lambda d: d["objectives"][1]["key_results"][0]["from"].pop("text"),
        lambda d: d["check_ins"][0].update(day="16.11.2026"),
        lambda d: d["check_ins"][0]["readings"][0].update(confidence=11),
        lambda d: d["objectives"][0].update(surprise=1),
    ):
        wrong = deepcopy(right)
        change(wrong)
        assert not STRICT.is_valid(wrong)


def test_an_objective_by_hand(published: Published) -> None:
    made = documents(*published(FILES))["api/cycles/2026-Q4.json"]
    parent, objective = made["objectives"]
    assert parent["id"] == "2026-Q4/company/trusted"
    assert objective["parent"] == {"objective": "2026-Q4/company/trusted", "key_result": "stay"}
    assert objective["page"] == "2026-Q4/growth/win.html"
    setup, steps, soc2, score, costs = objective["key_results"]
    assert setup["from"] == {"number": 40, "unit": "%", "text": "40%"}
    assert (setup["progress"], setup["weight"], setup["confidence"]) == (0.25, 2, 7)
    assert (setup["stated_status"], setup["expected"]) == ("at risk", round(51 / 92, 12))
    assert setup["current"]["note"] == 'slow; <b>"quoted"</b>'
    assert (steps["progress"], steps["current"]["milestones"]) == (0.5, ["one", "three"])
    assert (soc2["kind"], soc2["current"]["chance"], soc2["progress"]) == ("binary", 60, 0)
    assert (score["progress"], score["current"]["text"]) == (0.4, "0.4")
    assert costs["current"]["number"] == 2500
    assert (costs["current"]["text"], costs["weight"], costs["progress"]) == ("$2.5k", 0, 0)
    # (2 x 0.25 + 0.5 + 0 + 0.4) / 5: a keep beside others is a guardrail.
    assert objective["progress"] == 0.28
    assert made["check_ins"][0]["readings"][0]["objective"] == "2026-Q4/growth/win"


def test_figures_are_exact(published: Published) -> None:
    moved = PARENT.replace("from: 1", "from: 0.1").replace("to: 2", "to: 123456789012345678.123456")
    company, cards = published({"2026-Q4/company/trusted.md": moved})
    one = read(Documents(company, cards).cycle("2026-Q4"))["objectives"][0]["key_results"][0]
    assert one["from"]["number"] == Decimal("0.1")
    assert one["to"]["number"] == Decimal("123456789012345678.123456")


def test_texts_stay_what_they_are(published: Published) -> None:
    hostile = 'Win "</script>" \\ \\ud800 `=1+1` \u202e 日本 🎉'
    text = json.dumps(hostile.replace("\\ud800", "u"), ensure_ascii=False)
    company, cards = published({"2026-Q4/company/trusted.md": PARENT.replace("Be trusted", text)})
    made = json.loads(Documents(company, cards).cycle("2026-Q4"))
    assert made["objectives"][0]["title"] == hostile.replace("\\ud800", "u")


def test_the_index_leads_to_every_document(published: Published) -> None:
    made = documents(*published(FILES))
    index = made["api/index.json"]
    named = {*index["documents"].values(), *(cycle["document"] for cycle in index["cycles"])}
    assert named == made.keys() - {"api/index.json"}
    assert cycle_path("2026-Q4") in named


def test_everything_is_the_sum_of_the_documents(example: tuple[Company, Cards]) -> None:
    parts = documents(*example)
    everything = json.loads(Documents(*example).everything())
    cycles = [document for path, document in parts.items() if path.startswith("api/cycles/")]
    for section in ("objectives", "check_ins", "reviews", "meetings"):
        assert everything[section] == [one for document in cycles for one in document[section]]
    findings = [*parts["api/index.json"]["findings"], *(f for d in cycles for f in d["findings"])]
    assert sorted(map(str, everything["findings"])) == sorted(map(str, findings))


@pytest.mark.parametrize(
    "prose",
    [
        "See [the plan](../product/secret-plan.md).",
        "See [the plan](<../product/secret-plan.md> 'Secret-plan').",
        "See [the plan][1].\n\n[1]: ../product/secret-plan.md 'x'\n",
        "See [the plan].\n\n[the plan]:\n  ../product/secret-plan.md\n",
        "See [a [b [c] d] e](../product/secret-plan.md)",
        "[unused]: ../product/secret-plan.md",
    ],
)
def test_a_draft_is_never_named(published: Published, prose: str) -> None:
    company, cards = published(
        FILES
        | {
            "2026-Q4/product/secret-plan.md": "title: Hush\nstatus: draft\nparent: company/trusted\n",
            "2026-Q4/growth/win.md": f"---{OBJECTIVE}---\n{prose}\n",
            "2026-Q4/growth/review.md": (
                "objectives:\n  win: {decision: continue, carried_to: 2026-Q4/product/secret-plan}\n"
            ),
        }
    )
    for path, data in [
        *Documents(company, cards).published(),
        ("all", Documents(company, cards).everything()),
    ]:
        assert b"secret-plan" not in data.lower(), path
        assert b"hush" not in data.lower(), path


def test_links_in_prose_lead_to_pages(published: Published) -> None:
    prose = "See [it](../company/trusted.md#stay), [them](../../teams/growth.md 'T') and [out](https://a.example/x)."
    made = documents(*published(FILES | {"2026-Q4/growth/win.md": f"---{OBJECTIVE}---\n{prose}\n"}))
    assert made["api/cycles/2026-Q4.json"]["objectives"][1]["prose"] == (
        "See [it](2026-Q4/company/trusted.html#stay), [them](teams/growth.html)"
        " and [out](https://a.example/x)."
    )


def test_the_same_bytes_each_time(published: Published) -> None:
    company, cards = published(FILES)
    assert list(Documents(company, cards).published()) == list(Documents(company, cards).published())


def test_the_address_of_the_schema(published: Published) -> None:
    company, cards = published(FILES | {"okrsite.yml": "company: Acme\nurl: https://okrs.acme.example/x/\n"})
    made = documents(company, cards)["api/index.json"]
    assert made["$schema"] == "https://okrs.acme.example/x/api/schema.json"
    assert re.fullmatch(r"urn:okrsite:export:1", json.loads(schema_text())["$id"])


def test_what_is_to_come_stays_out(published: Published) -> None:
    company, cards = published(
        FILES | {"kpis/nps.md": "name: NPS\n", "kpis/nps.csv": "date,value\n2026-10-01,40\n2026-12-01,50\n"},
        date(2026, 11, 20),
    )
    assert [r["number"] for r in documents(company, cards)["api/kpis.json"]["kpis"][0]["readings"]] == [40]
