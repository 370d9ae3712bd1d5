"""The JSON Schema of what `okrsite diff --format json` writes.

A change that readers of version 1 must know of makes a new version; a new field does not, and readers should
pass over what they don't know.
"""

import json

from okrsite.exchange.schema_words import (
    DAY,
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
SCHEMA_ID = f"urn:okrsite:diff:{VERSION}"

WHAT = one_of("new", "removed", "changed")
EFFECT = said(one_of("easier", "harder", ""), "what it does to the promise, empty where nobody can tell")
SHARE: Schema = {"type": ["number", "null"]}
FIELDS = many("field")

DEFINITIONS: Schema = {
    "named": record("An objective, a key result or a team.", id=TEXT, title=said(TEXT, "its title or name")),
    "revision": record(
        "One side of the comparison.",
        name=said(TEXT, "what was asked for, or how it was chosen; empty for the work tree"),
        commit=said(TEXT, "the full id, empty for the work tree"),
    ),
    "count": record(
        "A figure of the summary.",
        name=said(TEXT, "what is counted: moved_goalposts, objectives_new, ..."),
        number=WHOLE,
        text=said(TEXT, "the same in words"),
        alarm=said(YES_NO, "what a reviewer must not miss"),
    ),
    "field": record(
        "A field that says something else.",
        field=said(TEXT, "its name in the file"),
        old=said(TEXT, "empty where nothing was written"),
        new=said(TEXT, "empty where nothing is written any more"),
        gained=said(TEXTS, "of a list, the entries that came"),
        lost=said(TEXTS, "of a list, the entries that went"),
        words=said(YES_NO, "whether it is read as a sentence"),
        effect=EFFECT,
    ),
    "alarm": record(
        "A promise that is not what it was, though its cycle has begun.",
        what=said(WHAT, "of the field, without one of the key result, without either of the objective"),
        cycle=TEXT,
        team=maybe(named("named")),
        objective=said(maybe(named("named")), "null where it is about the cycle, or a whole check-in"),
        key_result=maybe(named("named")),
        field=TEXT,
        old=TEXT,
        new=said(TEXT, "of what was removed where it went: `draft`, another cycle, or empty"),
        effect=EFFECT,
    ),
    "objective": record(
        "An objective that is new, gone or not what it was.",
        what=WHAT,
        id=said(TEXT, "cycle/team/name"),
        old_id=said(TEXT, "another one where it was moved or renamed"),
        title=TEXT,
        path=said(TEXT, "its file, from the content folder"),
        cycle=TEXT,
        state=said(one_of("planned", "active", "closed"), "of its cycle"),
        team=named("named"),
        draft=YES_NO,
        turn=one_of("proposed", "withdrawn", "dropped", "resumed", ""),
        came_from=said(FIELDS, "the cycle, team or file that it had"),
        fields=FIELDS,
        key_results=many("key_result"),
        initiatives=many("initiative"),
        prose=said(YES_NO, "whether the text below the fields says something else"),
        serves=said(TEXT, "the title of what it serves"),
        served_by={"type": "array", "items": named("named")},
        unclear=said(TEXTS, "fields that can't be read on one of the sides"),
    ),
    "key_result": record(
        "A key result of a changed objective.",
        what=WHAT,
        id=TEXT,
        old_id=said(TEXT, "another one where it was renamed"),
        title=TEXT,
        promise=said(TEXT, "how it is measured, in words"),
        moonshot=YES_NO,
        fields=FIELDS,
        unclear=said(YES_NO, "whether its measure can't be read on one of the sides"),
    ),
    "initiative": record("A piece of work.", what=WHAT, title=TEXT, fields=FIELDS),
    "affected": record(
        "An objective to which the change matters.",
        objective=named("named"),
        cycle=TEXT,
        team=named("named"),
        reasons=many("reason"),
    ),
    "reason": record(
        "Why it matters.",
        kind=one_of("serves", "supports", "depends on", "served by", "gained", "lost"),
        other=named("named"),
        text=said(TEXT, "what becomes of the other one"),
    ),
    "check_in": record(
        "A check-in.",
        what=WHAT,
        path=TEXT,
        cycle=TEXT,
        team=named("named"),
        day=DAY,
        author=TEXT,
        timing=said(one_of("late", "baseline", ""), "after its cycle's end, or before its start"),
        readings=many("reading"),
        fields=FIELDS,
        prose=YES_NO,
    ),
    "reading": record(
        "What a check-in says of a key result.",
        what=WHAT,
        objective=said(maybe(named("named")), "null where it is not clear which key result is meant"),
        key_result=named("named"),
        value=said(TEXT, "the figure, or empty"),
        was=said(TEXT, "the figure before it, or the baseline"),
        progress=said(SHARE, "0 at the start, 1 at the target, uncapped; null where nobody knows"),
        step=said(SHARE, "how much of that it adds"),
        limits=said(TEXT, "whether a figure to be kept is within its limits"),
        confidence=TEXT,
        confidence_was=TEXT,
        status=one_of("on track", "at risk", "off track", ""),
        note=TEXT,
        fields=said(FIELDS, "what was rewritten in a check-in that was there"),
    ),
    "review": record(
        "A team's review of a cycle.",
        what=WHAT,
        path=TEXT,
        cycle=TEXT,
        team=named("named"),
        verdicts=many("verdict"),
        prose=YES_NO,
    ),
    "verdict": record(
        "What a review says of an objective.", what=WHAT, objective=named("named"), fields=FIELDS
    ),
    "thing": record(
        "A review meeting, a KPI, a team, a cycle or the company's page.",
        kind=one_of("meeting", "kpi", "team", "cycle", "company"),
        what=WHAT,
        id=TEXT,
        old_id=TEXT,
        title=TEXT,
        path=TEXT,
        fields=FIELDS,
        readings=said(many("kpi_reading"), "of a KPI"),
        prose=YES_NO,
    ),
    "kpi_reading": record(
        "A line of a KPI's table.",
        what=WHAT,
        day=DAY,
        old=TEXT,
        new=TEXT,
        before=said(TEXT, "the figure of the reading before it"),
    ),
    "finding": record(
        "What the check found.",
        rule=TEXT,
        severity=one_of("error", "warning"),
        path=TEXT,
        line=WHOLE,
        column=WHOLE,
        message=TEXT,
        hint=TEXT,
        allowed=said(TEXT, "the reason for which the file allows it, or empty"),
    ),
    "unread": record("A file that can't be read.", path=TEXT, when=one_of("before", "after", "both")),
}


def schema() -> Schema:
    """The schema of the document."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": "A change to OKRs as okrsite diff tells it",
        **record(
            "Texts are as they were written: who shows them must make them safe.",
            **{"$schema": TEXT},
            version={"const": VERSION},
            document={"const": "diff"},
            changes=said(YES_NO, "whether anything changes; spelling is no change"),
            base=named("revision"),
            head=named("revision"),
            today=said(DAY, "the day that both sides are seen from"),
            company=TEXT,
            summary=said(many("count"), "the gravest first"),
            goalposts=said(many("alarm"), "promises that move after their cycle has begun"),
            closed=said(many("alarm"), "what changes in cycles that have closed"),
            objectives=many("objective"),
            affected=many("affected"),
            check_ins=many("check_in"),
            reviews=many("review"),
            things=many("thing"),
            settings=said(FIELDS, "of okrsite.yml"),
            assets=said(FIELDS, "files in `assets/`: added, removed, changed or renamed"),
            added=said(many("finding"), "what the check finds now and did not"),
            allowed=said(many("finding"), "of that, what the files allow, with a reason"),
            settled=said(many("finding"), "what the check found and finds no more"),
            unread=many("unread"),
            spelling=said(WHOLE, "how many texts are only spelt otherwise"),
        ),
        "$defs": DEFINITIONS,
    }


def schema_text() -> str:
    """The schema as the text of a file."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"
