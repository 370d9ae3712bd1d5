"""The JSON Schema of the documents that okrsite exports and publishes.

A change that readers of version 1 must know of makes a new version; a new field does not, and readers should
pass over what they don't know.
"""

import json
from collections.abc import Mapping
from functools import cache

from okrsite.exchange.schema_words import (
    DAY,
    NUMBER,
    TEXT,
    TEXTS,
    WHOLE,
    YES_NO,
    Schema,
    many,
    maybe,
    named,
    one_of,
    record,
    said,
)

VERSION = 1
SCHEMA_ID = f"urn:okrsite:export:{VERSION}"

PROSE = said(TEXT, "Markdown; its links lead from the site's root")
PAGE = said(TEXT, "the page, from the site's root")
SHARE = said(maybe(NUMBER), "0 at the start, 1 at the target, uncapped; null where nobody knows")
STATUS = said(one_of("on track", "at risk", "off track", ""), "empty where there is nothing to tell")
REFERENCES = {"type": "array", "items": named("reference")}

READING: Schema = {
    "day": DAY,
    "text": said(TEXT, "the figure as the site shows it"),
    "number": said(NUMBER, "exact, as in a quantity"),
    "unit": TEXT,
    "done": said(WHOLE, "milestones that are done; 0 or 1 where it is done or not"),
    "milestones": said(TEXTS, "those that were named as done"),
    "chance": said(NUMBER, "a chance in percent"),
    "score": said(NUMBER, "what the team scores itself, 0 to 1"),
    "confidence": named("confidence"),
    "status": STATUS,
    "note": TEXT,
    "source": said({"const": "kpi"}, "where it comes from a KPI"),
}
ALWAYS = ("day", "text")

DEFINITIONS: Schema = {
    "quantity": record(
        "A figure.",
        number=said(NUMBER, "exact, multipliers worked in: 2500 for $2.5k"),
        unit=said(TEXT, "%, $, days; empty where it has none"),
        text=said(TEXT, "as it was written"),
    ),
    "reference": record(
        "Where a link between objectives leads.",
        objective=said(TEXT, "the id of an objective"),
        key_result=said(TEXT, "the id of one of its key results, or empty"),
    ),
    "company": record(
        "The company.",
        name=TEXT,
        title=said(TEXT, "a heading for the home page, or empty"),
        site=said(TEXT, "the address of the site, or empty"),
        language=TEXT,
        check_in_every=TEXT,
        current_cycle=said(TEXT, "the id of the cycle that the home page shows, or empty"),
        prose=PROSE,
    ),
    "cycle": record(
        "A cycle.",
        id=TEXT,
        title=TEXT,
        starts=DAY,
        ends=DAY,
        state=one_of("planned", "active", "closed"),
        page=PAGE,
        document=said(TEXT, "the document with all of the cycle, from the site's root"),
        objectives=said(WHOLE, "how many there are, dropped ones left out"),
        objectives_read=said(WHOLE, "how many of them have a reading"),
        progress=said(maybe(NUMBER), "the mean of those, 0 to 1"),
        prose=PROSE,
    ),
    "team": record(
        "A team.",
        id=TEXT,
        page=PAGE,
        calendar=said(TEXT, "its calendar file, from the site's root"),
        name=TEXT,
        parent=said(TEXT, "the id of the team above, empty for the root"),
        lead=TEXT,
        members=TEXTS,
        handles=TEXTS,
        since=TEXT,
        until=TEXT,
        succeeded_by=TEXTS,
        prose=PROSE,
    ),
    "kpi": record(
        "A KPI.",
        id=TEXT,
        page=PAGE,
        name=TEXT,
        owner=TEXT,
        unit=TEXT,
        at_least=maybe(named("quantity")),
        at_most=maybe(named("quantity")),
        readings=many("kpi_reading"),
        prose=PROSE,
    ),
    "kpi_reading": record("What a KPI stood at.", day=DAY, number=NUMBER, unit=TEXT, text=TEXT),
    "objective": record(
        "An objective.",
        id=said(TEXT, "cycle/team/name"),
        cycle=TEXT,
        team=TEXT,
        page=PAGE,
        title=TEXT,
        owner=TEXT,
        parent=maybe(named("reference")),
        supports=REFERENCES,
        depends_on=REFERENCES,
        **{"with": TEXTS},
        obstacle=TEXT,
        dropped=YES_NO,
        because=said(TEXT, "why it was dropped"),
        progress=said(maybe(NUMBER), "the weighted mean of its key results, 0 to 1"),
        status=said(STATUS, "that of its weakest key result, in active cycles"),
        stale=said(YES_NO, "nothing was heard of any of its key results for too long"),
        score=said(maybe(NUMBER), "its progress when its cycle had closed, else null"),
        key_results=many("key_result"),
        initiatives=many("initiative"),
        carried_to=said(TEXT, "the objective it goes on in, or empty"),
        prose=PROSE,
    ),
    "key_result": record(
        "A key result. What belongs to another kind is null or empty.",
        id=TEXT,
        page=PAGE,
        title=TEXT,
        kind=one_of("move", "keep", "milestones", "binary", "graded"),
        who=TEXT,
        does=TEXT,
        owner=TEXT,
        **{"from": said(maybe(named("quantity")), "the baseline of a move")},
        from_assumed=said(YES_NO, "the baseline is only the first reading"),
        to=said(maybe(named("quantity")), "the target of a move"),
        at_least=said(maybe(named("quantity")), "a limit of a keep"),
        at_most=said(maybe(named("quantity")), "a limit of a keep"),
        milestones=TEXTS,
        unit=TEXT,
        weight=said(NUMBER, "its share in the objective's mean"),
        ambition=one_of("roofshot", "moonshot"),
        kpi=said(TEXT, "the id of the KPI whose readings it takes, or empty"),
        planned=said(many("planned"), "what is expected by certain days"),
        added=maybe(DAY),
        dropped=maybe(DAY),
        because=TEXT,
        current=said(maybe(named("reading")), "the last reading"),
        progress=SHARE,
        expected=said(maybe(NUMBER), "the progress expected by today, where a line describes it"),
        status=said(STATUS, "what the pace suggests, in active cycles"),
        stated_status=said(STATUS, "what the team says"),
        stale=YES_NO,
        confidence=maybe(named("confidence")),
        outcome=said(
            one_of("exceeded", "delivered", "fell short", "failed to deliver", "no reading", ""),
            "what became of it, once its cycle has closed",
        ),
        own_grade=said(maybe(NUMBER), "the grade that its team gave itself, 0 to 1"),
    ),
    "planned": record(
        "What is expected by a day.",
        day=DAY,
        share_of_the_way=said(YES_NO, "whether the figure is a percentage of the way"),
        value=named("quantity"),
    ),
    "confidence": {"type": "integer", "minimum": 0, "maximum": 10},
    "reading": record(
        "What was read of a key result on a day; what was not said is left out.", required=ALWAYS, **READING
    ),
    "checked": record(
        "A reading of a check-in.",
        required=("objective", "key_result", *ALWAYS),
        objective=TEXT,
        key_result=TEXT,
        **READING,
    ),
    "initiative": record(
        "A piece of work.",
        title=TEXT,
        **{"for": said(TEXTS, "the ids of the key results it should move")},
        owner=TEXT,
        url=TEXT,
        status=one_of("planned", "doing", "done", "dropped"),
        hypothesis=TEXT,
        rice=maybe(named("rice")),
    ),
    "rice": record(
        "reach x impact x confidence / effort.",
        reach=NUMBER,
        impact=NUMBER,
        confidence=NUMBER,
        effort=NUMBER,
        score=NUMBER,
    ),
    "check_in": record(
        "A check-in of a team.",
        cycle=TEXT,
        team=TEXT,
        day=DAY,
        page=PAGE,
        author=TEXT,
        readings=many("checked"),
        prose=PROSE,
    ),
    "review": record(
        "A team's review of a cycle.",
        cycle=TEXT,
        team=TEXT,
        page=PAGE,
        objectives=many("verdict"),
        prose=PROSE,
    ),
    "verdict": record(
        "What a review says of an objective.",
        objective=TEXT,
        decision=one_of("continue", "adjust", "drop", "done", ""),
        carried_to=TEXT,
        scores={"type": "object", "additionalProperties": NUMBER},
    ),
    "meeting": record("A review across teams.", cycle=TEXT, day=DAY, page=PAGE, attendees=TEXTS, prose=PROSE),
    "finding": record(
        "What the check found.",
        rule=TEXT,
        severity=one_of("error", "warning"),
        file=said(TEXT, "from the content folder"),
        line=WHOLE,
        column=WHOLE,
        message=TEXT,
        hint=TEXT,
        allowed=said(TEXT, "the reason for which the file allows it, or empty"),
    ),
}

OF_CYCLES = {
    "objectives": many("objective"),
    "check_ins": many("check_in"),
    "reviews": many("review"),
    "meetings": many("meeting"),
    "findings": many("finding"),
}
DOCUMENTS: Mapping[str, Schema] = {
    "index": {
        "documents": {"type": "object", "additionalProperties": TEXT},
        "cycles": many("cycle"),
        "findings": said(many("finding"), "in files that belong to no cycle"),
    },
    "cycle": {"cycles": many("cycle"), **OF_CYCLES},
    "teams": {"teams": many("team")},
    "kpis": {"kpis": many("kpi")},
    "everything": {"cycles": many("cycle"), "teams": many("team"), "kpis": many("kpi"), **OF_CYCLES},
}


def schema() -> Schema:
    """The schema of every document, by what it says it is."""
    head = {"$schema": TEXT, "version": {"const": VERSION}, "today": DAY, "company": named("company")}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": "OKRs as okrsite exports and publishes them",
        "description": "Numbers are exact decimals, dates are days, an empty text is nothing written.",
        "type": "object",
        "required": ["version", "document"],
        "oneOf": [
            record(f"The document `{name}`.", **head, document={"const": name}, **fields)
            for name, fields in DOCUMENTS.items()
        ],
        "$defs": DEFINITIONS,
    }


@cache
def schema_text() -> bytes:
    """The schema as the file that is published."""
    return (json.dumps(schema(), indent=2, ensure_ascii=False) + "\n").encode()
