"""Schemas of the fields: they accept what the decoder accepts, and refuse what it refuses."""

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml_core
from hypothesis import given, settings, strategies as st

from okrsite.diagnostics import Finding
from okrsite.exchange.content_schemas import content_schema
from okrsite.loading import fields, yaml_reading
from okrsite.loading.decode_running import decode_check_in
from okrsite.loading.decoder import Decoder, Field, read_record
from okrsite.loading.discover import ContentFile, discover
from okrsite.loading.nodes import Mapping
from okrsite.loading.schema import KINDS, KnownRule, schema
from okrsite.loading.shapes import Group, Many, Part, Rules, Shape, Table, Value
from okrsite.model.quantity import LOOK as LOOK_OF_NUMBER, NotANumber, parse_quantity
from okrsite.model.reference import LOOK, parse_reference
from okrsite.source import SourceFile
from okrsite.starter import starter_files

REPOSITORY = Path(__file__).resolve().parents[3]
RULES = (
    KnownRule(name="key-result-count", about="How many.", options=(("at_least", "the fewest"),)),
    KnownRule(name="no-such-thing"),
)
VALIDATORS = {kind.name: jsonschema.Draft202012Validator(schema(kind, RULES)) for kind in KINDS}
WITH_ALL_RULES = {kind.name: jsonschema.Draft202012Validator(content_schema(kind)) for kind in KINDS}


def errors(kind: str, text: str, how: str = "core") -> list[str]:
    return [f"{e.json_path}: {e.message}" for e in VALIDATORS[kind].iter_errors(yaml_core.read(text, how))]


# of every field


def groups() -> Iterator[tuple[str, tuple[Field, ...]]]:
    for name, value in vars(fields).items():
        if name.isupper() and isinstance(value, tuple) and value and isinstance(value[0], Field):
            yield name, value


def parts_of(shape: Shape) -> Iterator[Part]:
    """Every field in a shape, however deep."""
    if isinstance(shape, Many):
        yield from parts_of(shape.of)
    elif isinstance(shape, Table | Rules):
        yield from parts_of(shape.values)
    elif isinstance(shape, Group):
        for part in shape.parts:
            yield part
            yield from parts_of(part.shape)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_schema_is_one(kind: Any) -> None:
    made = schema(kind, RULES)
    jsonschema.Draft202012Validator.check_schema(made)
    assert made["$id"] == f"urn:okrsite:schema:{kind.name}"
    assert json.loads(json.dumps(made)) == made


def test_every_field_is_in_a_schema() -> None:
    reached = set()
    for kind in KINDS:
        reached |= {(f.name, f.about) for f in kind.fields}
        for field in kind.fields:
            reached |= {(part.name, part.about) for part in parts_of(field.read.shape)}
    for name, group in groups():
        for field in group:
            assert (field.name, field.about) in reached, f"{name}: {field.name}"
            assert field.about, f"{name}: {field.name}"


def test_fields_have_their_descriptions() -> None:
    made = schema(KINDS[0], RULES)
    assert made["properties"]["check_in_every"]["markdownDescription"] == (
        "How often teams check in, like `2 weeks`."
    )
    assert made["properties"]["check_in_every"]["description"] == "How often teams check in, like 2 weeks."
    assert made["properties"]["rules"]["properties"]["key-result-count"]["description"] == "How many."


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_kind_of_file_has_one(kind: Any) -> None:
    named = {"check-in": "check_in"}.get(kind.name, kind.name)
    found = {file.kind for file in discover(REPOSITORY / "content", lambda _: None).files}
    assert named in found


# what is right is accepted


@pytest.mark.parametrize("how", yaml_core.READERS)
def test_the_example_company_fits(how: str) -> None:
    wrong = []
    for file in discover(REPOSITORY / "content", lambda _: None).files:
        kind = file.kind.replace("_", "-")
        if kind not in WITH_ALL_RULES:
            continue
        text = (REPOSITORY / "content" / file.path).read_text("utf-8")
        read = yaml_core.read(text if kind == "settings" else yaml_core.front_matter(text), how)
        wrong += [f"{file.path} {e.json_path}: {e.message}" for e in WITH_ALL_RULES[kind].iter_errors(read)]
    assert wrong == []


@pytest.mark.parametrize("how", yaml_core.READERS)
def test_what_init_writes_fits(how: str) -> None:
    files = starter_files("O'Brien & <Söhne>: no", date(2026, 11, 20))
    for path, text in files.items():
        kind = next(
            (
                kind
                for look, kind in (
                    (r"content/okrsite\.yml", "settings"),
                    (r"content/index\.md", "company"),
                    (r"content/teams/.*\.md", "team"),
                    (r"content/.*/checkins/.*\.md", "check-in"),
                    (r"content/.*/.*/.*\.md", "objective"),
                )
                if re.fullmatch(look, path)
            ),
            None,
        )
        if kind is not None:
            assert errors(kind, text if kind == "settings" else yaml_core.front_matter(text), how) == [], path


ACCEPTED = (
    ("settings", "company: 42\nfiscal_year_starts: 2\nrules: {key-result-count: {at_least: 2, level: off}}"),
    ("settings", "company: no\npreset: [Customer Centric, strict]\nrules: {no-such-thing: OFF}"),
    ("settings", "company: Acme\ncheck_in_every: 014 DAYS\ngrades: {roofshot: {delivered: 95%}, moonshot: }"),
    ("cycle", "starts: 2026-10-01\nends: '2026-12-31'"),
    ("cycle", ""),
    ("team", "name: Growth\nmembers: Ada\nhandles: ['@acme/growth', null]\nlead: ~"),
    ("objective", "title: T\nkey_results:\n  id: 7\n  title: 1.5\n  from: -4\n  to: 1.2M €\n"),
    ("objective", "title: T\nkey_results: [{id: a, title: b, binary: yes, added: 2026-10-16}]"),
    ("objective", "title: T\nkey_results: {}\ninitiatives: []\nsupports: a/b#c"),
    ("objective", "status: Draft\ntitle: TBD\nkey_results: TBD"),
    ("objective", "status: DRAFT\ntitle: a\nkey_results: [{id: TBD, title: TBD, weight: TBD}, TBD]"),
    ("check-in", "key_results: {a: , b/o#c: {status: On-Track, confidence: '07', chance: 0.6}}"),
    ("check-in", "key_results: []"),
    ("review", "objectives: {o: {decision: done, scores: {a: 0.7, b: '1'}}}"),
    ("kpi", "name: NPS\nat_least: $1,500\nat_most: '- 4'"),
)


@pytest.mark.parametrize("how", yaml_core.READERS)
@pytest.mark.parametrize(("kind", "text"), ACCEPTED)
def test_what_the_format_allows_fits(kind: str, text: str, how: str) -> None:
    assert errors(kind, text, how) == []


REFUSED = (
    ("settings", "fiscal_year_starts: 2"),
    ("settings", "company: ''"),
    ("settings", "company: Acme\nchek_in_every: 2 weeks"),
    ("settings", "company: Acme\ncheck_in_every: 14"),
    ("settings", "company: Acme\nfiscal_year_starts: 13"),
    ("settings", "company: Acme\nrules: {key-result-cuont: off}"),
    ("settings", "company: Acme\nrules: {key-result-count: {at_lest: 2}}"),
    ("settings", "company: Acme\ngrades: {roofshot: {delivered: }}"),
    ("settings", "company: Acme\nrepository: github.com/acme"),
    ("cycle", "starts: 16.10.2026"),
    ("cycle", "starts: '2026-13-01'"),
    ("team", "name: Growth\nparent: Company"),
    ("team", "name: Growth\nparent: reviews"),
    ("objective", "{}"),
    ("objective", ""),
    ("objective", "title: [a, b]"),
    ("objective", "title: TBD\nparent: TBD"),
    ("objective", "title: T\nkey_results: [{id: a, title: b, from: TBD}]"),
    ("objective", "title: T\nkey_results: [{title: b}]"),
    ("objective", "title: T\nkey_results: [{id: a, title: b, to: 10-20}]"),
    ("objective", "title: T\nkey_results: [{id: a, title: b, binary: false}]"),
    ("objective", "title: T\nkey_results: [{id: a, title: b, ambition: high}]"),
    ("objective", "status: done\ntitle: T"),
    ("objective", "status: draft\ntitle: T\nownr: TBD"),
    ("check-in", "key_results: {o#a: {confidence: 11}}"),
    ("check-in", "key_results: {o#a: {confidence: 7.5}}"),
    ("check-in", "key_results: {o#a: {chance: 150}}"),
    ("check-in", "key_results: {o#a: {chance: '150%'}}"),
    ("check-in", "key_results: {o#a: {score: 1.1}}"),
    ("check-in", "key_results: {On Boarding: {score: 1}}"),
    ("check-in", "key_results: {growth/onboarding: {score: 1}}"),
    ("check-in", "allow: {key-result-count: }"),
    ("review", "objectives: {o: {scores: {a: 7}}}"),
    ("kpi", "name: NPS\nat_least: twelve"),
)


@pytest.mark.parametrize("how", yaml_core.READERS)
@pytest.mark.parametrize(("kind", "text"), REFUSED)
def test_what_the_format_refuses_does_not_fit(kind: str, text: str, how: str) -> None:
    assert errors(kind, text, how)


# the decoder and the schema, side by side

PIECES = st.sampled_from(
    [
        *"0123456789+-.,%$€km~#/_'’ T",
        *("bn", "M", " days", "TBD", "null", "true", "No", "off", "ON", "on track", "off_track", "draft"),
        *("2026-10-16", "2 weeks", "1 Month", "may", "February", "company/partner#kr", "https://a.b/", "K"),
        *("roofshot", "Moon shot", "continue", "done", "0.7", "60%", "10", "100", "1,500", " pp", "index"),
        *("Europe/Berlin", "strict", "start", "ms (p95)", "\u00a0", "\u2212", "é", "１"),
    ]
)
TEXTS = st.lists(PIECES, max_size=4).map("".join) | st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=12
)
CHECK_IN_FILE = ContentFile(kind="check_in", path="x.md", day=date(2026, 11, 20))
FORMS = {
    Value: ("{name}: {text}",),
    Many: ("{name}: {text}", "{name}: [{text}]"),
}
WRITTEN = [
    (name, field, form)
    for name, group in groups()
    for field in group
    for form in FORMS.get(
        type(field.read.shape), ("{name}: {text}", "{name}: [{text}]", "{name}: {{{text}: {text}}}")
    )
]


def decodes(group: tuple[Field, ...], text: str, *, draft: bool) -> bool:
    """Whether the decoder finds nothing wrong; whatever a missing field would be is left out."""
    root, faults = yaml_reading.parse(text)
    found: list[Finding] = []
    if faults or not isinstance(root, Mapping):
        return False
    decoder = Decoder(SourceFile(path="x.md", front=text), found.append, draft=draft)
    if group[0].read.shape is fields.CHECK_IN[1].read.shape:  # it looks at the names too
        decode_check_in(decoder, root, CHECK_IN_FILE)
    else:
        read_record(decoder, root, group, "a group")
    return not [
        finding for finding in found if finding.rule != "missing-field" or " is empty" in finding.message
    ]


@pytest.mark.parametrize(
    ("name", "field", "form"),
    WRITTEN,
    ids=[f"{name}.{form.format(name=f.name, text='..')}" for name, f, form in WRITTEN],
)
@settings(max_examples=25, deadline=None)
@given(text=TEXTS, draft=st.booleans(), quotes=st.booleans())
def test_what_the_decoder_accepts_the_schema_accepts(
    name: str, field: Field, form: str, text: str, draft: bool, quotes: bool
) -> None:
    if name == "OBJECTIVE" and field.name == "status":
        draft = False  # it decides that itself
    shown = json.dumps(text, ensure_ascii=False) if quotes else text
    if text in {
        "Null",
        "NULL",
    }:  # nothing to other programs, a word to okrsite: too rare to allow nothing for
        return
    written = form.format(name=field.name, text=shown)
    if not decodes((field,), written, draft=draft):
        return
    try:
        read = yaml_core.read(written)
    except Exception:  # what YAML programs can not read has no schema
        return
    found = [f"{e.json_path}: {e.message}" for e in _validator(field, draft=draft).iter_errors(read)]
    assert found == []


def _validator(field: Field, *, draft: bool) -> Any:
    kind = type(KINDS[0])(name="objective" if draft else "x", what="a thing", fields=(field,), where="")
    made = schema(kind, RULES)
    if draft:
        made = made["$defs"]["thing-in-a-draft"] | {"$defs": made["$defs"]}
    return jsonschema.Draft202012Validator(_without_rules(made))


def _without_rules(made: Any) -> Any:
    """The names of rules are not the decoder's business."""
    if isinstance(made, dict):
        if "key-result-count" in made.get("properties", {}):
            made = {
                key: value for key, value in made.items() if key not in {"properties", "additionalProperties"}
            }
        return {key: _without_rules(value) for key, value in made.items()}
    return [_without_rules(value) for value in made] if isinstance(made, list) else made


@settings(max_examples=500, deadline=None)
@given(TEXTS)
def test_every_number_looks_like_one(text: str) -> None:
    try:
        parse_quantity(text)
    except NotANumber:
        return
    assert re.fullmatch(LOOK_OF_NUMBER, text)


@settings(max_examples=500, deadline=None)
@given(st.from_regex(rf"(?:{LOOK})", fullmatch=True) | TEXTS)
def test_references_look_as_they_are_read(text: str) -> None:
    assert bool(re.fullmatch(LOOK, text)) == (parse_reference(text) is not None and text == text.strip())
