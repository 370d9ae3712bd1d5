"""The schemas against the faulty content of the rules' own tests: what they find, and what they can't."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import yaml
import yaml_core
from marked import Mark, read_cases

from okrsite.exchange.content_schemas import content_schema, schema_text
from okrsite.loading.schema import KINDS
from okrsite.rules.registry import BY_NAME

RULES = Path(__file__).resolve().parents[2] / "rules"
FORM = frozenset({"wrong-type", "unknown-field", "missing-field", "unknown-rule"})
"""Rules about the form of fields: what a schema should find."""

NOT_EXPRESSED = (
    # one field means something for another, or for the file's name
    r"`from` needs `to`",
    r"a dropped (?:objective|key result) needs `because`",
    r"`because` says why",
    r"was dropped \(.*\) before it was added",
    r"the cycle ends \(.*\) before it starts",
    r"the bands cross",
    r"`milestones` lists no milestone",
    r"`weight: ",
    # which languages there are
    r"`xx` is no tag of a language",
    # programs that read YAML show less than was written
    r"`from: 1e3` is no number",
    r"`to: \.5` is no number",
    r"`from: 10{40,}`",
    r"`milestones: 3` is a number",
    r"a hyphen that begins an entry needs a space",
    # a calendar, the world's time zones
    r"`(?:added: 2026-02-30|dropped: 2026-11-31)` is no date",
    r"there is no time zone `Berlin`",
)
VALIDATORS = {kind.name: jsonschema.Draft202012Validator(content_schema(kind)) for kind in KINDS}


def kind_of(path: str) -> str | None:
    """The kind of a content file by its path; None for tables and what is out of place."""
    if path == "okrsite.yml":
        return "settings"
    for look, kind in (
        (r"index\.md", "company"),
        (r"teams/[^/]+\.md", "team"),
        (r"kpis/[^/]+\.md", "kpi"),
        (r"[^/]+/index\.md", "cycle"),
        (r"[^/]+/reviews/[^/]+\.md", "meeting"),
        (r"[^/]+/[^/]+/checkins/[^/]+\.md", "check-in"),
        (r"[^/]+/[^/]+/review\.md", "review"),
        (r"[^/]+/[^/]+/[^/]+\.md", "objective"),
    ):
        if re.fullmatch(look, path):
            return kind
    return None


def places(error: Any) -> Iterator[tuple[str | int, ...]]:
    """The paths that an error is about, those of each way that failed included."""
    here = tuple(error.absolute_path)
    yield here
    if error.validator == "additionalProperties" and isinstance(error.instance, dict):
        known = error.schema.get("properties", {})
        yield from ((*here, name) for name in error.instance if name not in known)
    if "propertyNames" in error.absolute_schema_path:
        yield (*here, error.instance)
    for inner in error.context:
        yield from places(inner)


def lines_of(node: Any, path: tuple[str | int, ...]) -> set[int]:
    """The lines of the field and of the value at a path, counted from 0."""
    key = None
    for step in path:
        if isinstance(node, yaml.MappingNode):
            found = [(k, v) for k, v in node.value if k.value == str(step)]
            if not found:
                break
            key, node = found[0]
        elif isinstance(node, yaml.SequenceNode):
            key, node = None, node.value[int(step)]
    return {each.start_mark.line for each in (key, node) if each is not None} or {0}


def judged() -> Iterator[tuple[Mark, bool]]:
    """Every fault of form that the rules' tests mark, and whether a schema finds it on its line."""
    for file in sorted(RULES.glob("*.md")):
        for case in read_cases(file):
            for path, text in case.files.items():
                kind = kind_of(path)
                marks = [mark for mark in case.marks if mark.path == path and mark.rule in FORM]
                if kind is None or not marks:
                    continue
                front = text if kind == "settings" else yaml_core.front_matter(text)
                first = 1 if kind == "settings" else 2  # the file's line of the first field
                try:
                    read, node = yaml_core.read(front), yaml.compose(front, yaml_core.Core)
                except yaml.YAMLError:  # editors say so themselves
                    continue
                found = {
                    line + first
                    for error in VALIDATORS[kind].iter_errors(read)
                    for place in places(error)
                    for line in lines_of(node, place)
                }
                yield from ((mark, mark.line in found) for mark in marks)


def test_faults_of_form_are_found() -> None:
    faults = list(judged())
    assert len(faults) > 150
    unexpected = [
        str(mark)
        for mark, found in faults
        if not found and not any(re.search(look, mark.message) for look in NOT_EXPRESSED)
    ]
    assert unexpected == []


def test_the_list_of_what_is_not_expressed_is_needed() -> None:
    missed = [mark.message for mark, found in judged() if not found]
    for look in NOT_EXPRESSED:
        assert any(re.search(look, message) for message in missed), look
    assert len(missed) < 30


def test_rules_are_offered_by_name_with_their_options() -> None:
    made = content_schema(KINDS[0])["properties"]["rules"]
    assert set(made["properties"]) == {rule.name for rule in BY_NAME.values() if not rule.fixed}
    options = made["properties"]["key-result-count"]["anyOf"][1]["properties"]
    assert {"level", "at_least", "at_most"} <= options.keys()


def test_editors_say_how_to_write_it_instead_of_a_pattern() -> None:
    made = content_schema(KINDS[0])["properties"]["check_in_every"]
    assert made["patternErrorMessage"] == "Write it like 2 weeks or 10 days."
    added = content_schema(KINDS[4])["$defs"]["key-result"]["properties"]["added"]
    assert added["patternErrorMessage"] == "Write it like 2026-10-16."


def test_a_schema_is_plain_ascii() -> None:
    """Whatever console or pipe it goes through."""
    for kind in KINDS:
        text = schema_text(kind)
        assert text.isascii()
        assert json.loads(text) == content_schema(kind)
