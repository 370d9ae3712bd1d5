"""Fuzzed: the language server's answers, while somebody writes a text that is not right yet."""

import random
from collections.abc import Iterable

from fuzz_companies import FILES, TODAY, UNKNOWN, folder_with
from fuzz_engine import Broken, Target
from fuzz_files import file_of

from okrsite.building.pipeline import check_content
from okrsite.language_server.cursor import cursor_at
from okrsite.language_server.edits import edited
from okrsite.language_server.findings import Findings, at_once, shown
from okrsite.language_server.lines import Stretch, lines_of, whole
from okrsite.language_server.new_ids import CannotRename
from okrsite.language_server.outline import Entry, outline
from okrsite.language_server.parsed import parse
from okrsite.language_server.renaming import rename
from okrsite.language_server.snapshot import Snapshot
from okrsite.language_server.suggesting import Here, suggest
from okrsite.settings import Settings

NAMES = ("warm", "a", "null", "2026", "2026-10-16", "on-time", "vans", "Bad Name", "", "x" * 300, "y-1")


def seen(texts: dict[str, str]) -> Snapshot:
    """The company with texts that are not saved, as the server sees it."""
    checked = check_content(folder_with(True), today=TODAY, past=UNKNOWN, overlay=texts)
    return Snapshot(
        content=folder_with(True), texts=texts, facts=checked.facts, diagnostics=checked.diagnostics
    )


def held(stretch: Stretch, lines: Iterable[str], what: str) -> None:
    """A stretch lies in the lines of its file. What is missing at the end of one is a sign behind it."""
    each = tuple(lines) or ("",)
    for line, column in ((stretch.line, stretch.start), (stretch.end_line, stretch.end)):
        if not (0 <= line < len(each) and 0 <= column <= len(each[line]) + 1):
            raise Broken(f"{what} stands outside of its file")


def typing(data: bytes) -> None:
    """While somebody types: what is suggested, outlined and found is told without the company."""
    path, text = _typed(data)
    chance = random.Random(data)
    lines = tuple(lines_of(text))
    snapshot = _whole_company()
    file = snapshot.file(path)
    assert file is not None
    fenced = path.endswith(".md")
    for _ in range(4):
        line = chance.randrange(len(lines) + 1)
        column = chance.randrange(len(lines[line]) + 1) if line < len(lines) else 0
        cursor = cursor_at(lines, line, column, fenced=fenced)
        if cursor is not None:
            held(cursor.stretch, lines, "what a completion replaces")
        for one in suggest(Here(file=file, lines=lines, facts=snapshot.facts), cursor).items:
            if "\n" in one.written.rstrip("\n") and not one.written.strip():
                raise Broken("a suggestion writes nothing")
    _outlined(outline(file, parse(text, fenced=fenced)), lines)
    for finding in at_once(file, text, (), (), Settings()):
        held(finding.at, lines, "a finding")


def _outlined(entries: Iterable[Entry], lines: tuple[str, ...]) -> None:
    for entry in entries:
        held(entry.at, lines, "an entry of the outline")
        held(entry.whole, lines, "an entry of the outline")
        _outlined(entry.inner, lines)


def _typed(data: bytes) -> tuple[str, str]:
    path, content = file_of(data)
    return path, whole(content.decode("utf-8", "surrogateescape"))


_COMPANY: list[Snapshot] = []


def _whole_company() -> Snapshot:
    """The company as it is saved; read once."""
    if not _COMPANY:
        _COMPANY.append(seen({}))
    return _COMPANY[0]


def asking(data: bytes) -> None:
    """When somebody asks: where an id is defined and mentioned, and what renaming it would change."""
    path, text = _typed(data)
    chance = random.Random(data)
    snapshot = seen({path: text})
    found: Findings = shown(snapshot)
    for name, each in found.by_file.items():
        for one in each:
            held(one.at, found.lines[name], "a finding")
    mentions = snapshot.mentions_in(path)
    for mention in mentions:
        held(mention.stretch, snapshot.lines(path), "a mention")
    for mention in chance.sample(mentions, min(2, len(mentions))):
        if (place := snapshot.definition(mention.symbol)) is not None:
            held(place[1], snapshot.lines(place[0]), "a definition")
        try:
            change = rename(snapshot, mention.symbol, chance.choice(NAMES))
        except CannotRename as refusal:
            if not str(refusal).strip():
                raise Broken("a new name is refused without a word") from refusal
            continue
        for place_of_edit in {edit.path for edit in change.edits}:
            edits = [edit for edit in change.edits if edit.path == place_of_edit]
            for edit in edits:
                held(edit.stretch, snapshot.lines(place_of_edit), "an edit")
            edited(snapshot.text(place_of_edit), edits)


def _seeds() -> list[bytes]:
    return [f"{path}\n{text}".encode() for path, text in FILES.items() if not path.endswith(".csv")]


TARGETS = (
    Target(
        name="typing",
        what="the language server while somebody types: completion, outline, findings",
        seeds=_seeds,
        attempt=typing,
        share=12,
        limit=3,
    ),
    Target(
        name="asking",
        what="the language server when somebody asks: definitions, mentions, renaming",
        seeds=_seeds,
        attempt=asking,
        share=1,
        limit=5,
    ),
)
