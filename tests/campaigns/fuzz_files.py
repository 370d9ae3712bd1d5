"""Fuzzed: files and whole companies. What is found wrong has a place inside of its file, in every report;
what can be mended is; a change can be told."""

import json
import re
from collections.abc import Iterable, Mapping
from xml.etree import ElementTree

from fuzz_companies import FILES, PLACES, TODAY, check
from fuzz_engine import Broken, Target
from fuzz_texts import EXAMPLE

from okrsite.building.report import Checked
from okrsite.cli.mending import ROUNDS
from okrsite.diagnostics import Diagnostic, Finding
from okrsite.exchange.diffs import documents, markdown, text as plain
from okrsite.exchange.reports import github, gitlab, json_report, junit, sarif, step_summary
from okrsite.exchange.reports.report import Report
from okrsite.loading.discover import ContentFile, classify
from okrsite.loading.one_file import DECODERS, findings_alone, read_one
from okrsite.loading.packing import packed, unpacked
from okrsite.loading.positions import locate
from okrsite.loading.reading import text_of
from okrsite.settings import Settings
from okrsite.source import Span
from okrsite.views.diff.parts import Revision
from okrsite.views.diff.view import diff_view
from okrsite.writing.fixing import put_in

UNREADABLE = frozenset({"front-matter-broken", "front-matter-missing", "unreadable-file", "unsupported-yaml"})
LINE_END = re.compile(r"\r\n|\r|\n")
REPORTS = (github, gitlab, json_report, junit, sarif, step_summary)


def readable(data: bytes) -> str:
    """The text of an input, as it is when it was read from a file; empty where it can't be read."""
    return text_of(data, "a file", lambda _: None) or ""


def place_of(data: bytes) -> str:
    """Which file of the company an input stands for: its first line says so, else chance."""
    first = data.partition(b"\n")[0].decode("utf-8", "replace")
    return first if first in FILES else PLACES[sum(data[:64]) % len(PLACES)]


def file_of(data: bytes) -> tuple[str, bytes]:
    """The path of the file that an input stands for, and what is in it."""
    path = place_of(data)
    first, _, rest = data.partition(b"\n")
    return path, rest if first.decode("utf-8", "replace") == path else data


def inside(span: Span, text: str) -> bool:
    """Whether a stretch lies in a text. What is missing at the end of a line is a sign behind it."""
    lines = LINE_END.split(text)
    begins = 1 <= span.line <= len(lines) and 1 <= span.column <= len(lines[span.line - 1]) + 1
    ends = (
        span.end_line <= len(lines) and span.end_column <= len(lines[min(span.end_line, len(lines)) - 1]) + 2
    )
    return begins and ends and (span.line, span.column) <= (span.end_line, span.end_column)


def _worded(one: Finding | Diagnostic) -> None:
    if not one.message.strip() or "\n" in one.message:
        raise Broken(f"a finding of {one.rule} has no message of one line")
    if not one.hint.strip():
        raise Broken(f"a finding of {one.rule} does not say what to do")


def one_file(data: bytes) -> None:
    """A file is read, or what is wrong with it is told with its place; what was read can be kept."""
    path, content = file_of(data)
    file = classify(EXAMPLE, path)
    assert file is not None
    told: list[Finding] = []
    text = text_of(content, path, told.append)
    if text is None:
        text = content.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
    else:
        told += findings_alone(file, text, Settings())
    for finding in told:
        _worded(finding)
        if not inside(locate(finding.place), text):
            raise Broken(f"a finding of {finding.rule} stands outside of its file")
    _kept(file, text)


def _kept(file: ContentFile, text: str) -> None:
    decode = DECODERS.get(file.kind)
    if decode is not None:
        outcome = read_one(file, text, decode)
        if unpacked(packed(outcome)) != outcome:
            raise Broken("what was kept of a file is read as something else")


def with_file(data: bytes) -> dict[str, str]:
    """The company, with the file that an input stands for."""
    path, content = file_of(data)
    return {**FILES, path: readable(content)}


def found_inside(files: Mapping[str, str], found: Iterable[Diagnostic]) -> None:
    """Every finding has words, and a place inside of the file that it names."""
    for one in found:
        _worded(one)
        if one.path in files and not inside(one.span, files[one.path]):
            raise Broken(f"a finding of {one.rule} stands outside of its file")
        folder = any(path.startswith(f"{one.path}/") for path in files)
        if one.path not in {*files, "okrsite.yml"} and not folder:
            raise Broken(f"a finding of {one.rule} names no file")


def company(data: bytes) -> None:
    """A company with such a file is checked, and every report of it can be written and read."""
    files = with_file(data)
    checked = check(files)
    found_inside(files, checked.diagnostics)
    _reports(checked)


def _reports(checked: Checked) -> None:
    report = Report(diagnostics=checked.diagnostics, prefix="content/", files=tuple(FILES), today=TODAY)
    for form in REPORTS:
        text = form.text(report)
        text.encode()
        if form in (gitlab, json_report, sarif):
            json.loads(text)
        elif form is junit:
            ElementTree.fromstring(text)
        elif form is github:
            for line in text.splitlines():
                if line and not line.startswith(("::error ", "::warning ", "::notice ")):
                    raise Broken("a line of the report is no command of okrsite's")


def fixes(data: bytes) -> None:
    """What is mended mechanically is mended: nothing of it is offered again, nothing else breaks."""
    files = with_file(data)
    before = check(files).diagnostics
    wanted: dict[str, list[Diagnostic]] = {}
    for one in before:
        if one.fix is not None:
            wanted.setdefault(one.path, []).append(one)
    if not wanted:
        return
    rounds = 0
    while wanted:
        rounds += 1
        if rounds > ROUNDS:
            raise Broken("corrections are offered again and again")
        for path, found in wanted.items():
            for one in found:
                if one.fix is not None and not inside(one.fix.span, files[path]):
                    raise Broken(f"a correction of {one.rule} stands outside of its file")
            files[path], count = put_in(files[path], (one.fix for one in found if one.fix is not None))
            if not count:
                raise Broken("corrections are offered and none can be put in")
        wanted = {}
        for one in check(files).diagnostics:
            if one.fix is not None:
                wanted.setdefault(one.path, []).append(one)
    after = check(files).diagnostics
    broken = {one.path for one in before if one.rule in UNREADABLE}
    if any(one.path not in broken for one in after if one.rule in UNREADABLE):
        raise Broken("a correction makes a file that can't be read")


def change(data: bytes) -> None:
    """What a change means can be told in every form, both ways, and a company does not differ from itself."""
    one, other = check(with_file(data)), check(FILES)
    for before, after in ((one, other), (other, one)):
        view = _difference(before, after)
        plain.text(view).encode("utf-8", "replace")
        markdown.markdown(view).encode("utf-8", "replace")
        json.loads(documents.document(view))
    same = _difference(one, one)
    if not same.nothing:
        raise Broken("a company differs from itself")


def _difference(before: Checked, after: Checked):
    return diff_view(
        (before.facts, before.diagnostics),
        (after.facts, after.diagnostics),
        base=Revision(name="before", commit="1" * 40),
        head=Revision(name="after", commit="2" * 40),
        renamed={},
    )


def _company_seeds() -> list[bytes]:
    return [f"{path}\n{text}".encode() for path, text in FILES.items()]


def _seeds_of(*paths: str) -> list[bytes]:
    return [f"{path}\n{FILES[path]}".encode() for path in paths]


def _example_seeds() -> list[bytes]:
    """The company's files, and those of the example company in the place of one like them."""
    found = _company_seeds()
    for file in sorted(EXAMPLE.rglob("*.md"))[::3]:
        near = "2026-Q4/ovens/checkins/2026-11-06.md" if file.parent.name == "checkins" else PLACES[9]
        found.append(f"{near}\n".encode() + file.read_bytes())
    return found


CHECK_INS = tuple(path for path in FILES if "/checkins/" in path)

TARGETS = (
    Target(
        name="front-matter",
        what="files of every kind: fields, positions of findings, what is kept of them",
        seeds=_example_seeds,
        attempt=one_file,
        share=20,
    ),
    Target(
        name="settings",
        what="okrsite.yml of a company",
        seeds=lambda: _seeds_of("okrsite.yml"),
        attempt=company,
        share=2,
        limit=5,
    ),
    Target(
        name="check-ins",
        what="check-ins and tables of KPIs, and which key result they read",
        seeds=lambda: _seeds_of(*CHECK_INS, "kpis/waste.csv", "2026-Q4/ovens/review.md"),
        attempt=company,
        share=3,
        limit=5,
    ),
    Target(
        name="companies",
        what="a company with any file changed: rules, every form of report",
        seeds=_company_seeds,
        attempt=company,
        share=4,
        limit=5,
    ),
    Target(
        name="fixes",
        what="`check --fix`: mends, and is done with it",
        seeds=_company_seeds,
        attempt=fixes,
        share=2,
        limit=10,
    ),
    Target(
        name="diff",
        what="what a change means, in every form",
        seeds=_company_seeds,
        attempt=change,
        share=2,
        limit=10,
    ),
)
