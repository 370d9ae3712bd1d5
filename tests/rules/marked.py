"""Reads the marked Markdown files of this folder; `test_rules.py` says how they are written."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from okrsite.diagnostics import Diagnostic

TODAY = date(2026, 11, 20)

_FENCE = re.compile(r"(?P<fence>`{3,})(?P<kind>yaml|file) (?P<path>\S.*?)\s*")
_MARK = re.compile(
    r"(?P<severity>error|warning)(?P<flags>(?: (?:private|silent))*) (?P<rule>[a-z-]+)"
    r"(?:(?P<at>:[0-9]+)| (?P<path>[^\"]+?)(?P<spot>:[0-9]+:[0-9]+)?): (?P<words>\".*)"
)
_SPLIT = re.compile(r"[ \t]*<-- (?=(?:error|warning) )")
_WORDS = re.compile(r"\"(?P<message>.*?)\"(?: \| \"(?P<hint>.*)\")?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What a section says will be found."""

    severity: str
    rule: str
    path: str
    line: int
    column: int
    message: str
    hint: str
    flags: frozenset[str]

    def fits(self, found: Diagnostic) -> bool:
        """Whether a diagnostic is the marked one."""
        return (
            (self.severity, self.rule, self.path) == (found.severity.value, found.rule, found.path)
            and (self.line, self.column) == (found.span.line, found.span.column)
            and self.flags == flags_of(found)
            and self.message in found.message
            and self.hint in found.hint
        )

    def __str__(self) -> str:
        flags = "".join(f" {flag}" for flag in sorted(self.flags))
        return (
            f'{self.path}:{self.line}:{self.column} {self.severity}{flags} {self.rule} "{self.message}"'
            f' | "{self.hint}"'
        )


def flags_of(found: Diagnostic) -> frozenset[str]:
    flags = (("private", found.private), ("silent", found.silent))
    return frozenset(name for name, is_set in flags if is_set)


def shown(found: Diagnostic) -> str:
    """A diagnostic in the form of a mark."""
    return str(
        Mark(
            severity=found.severity.value,
            rule=found.rule,
            path=found.path,
            line=found.span.line,
            column=found.span.column,
            message=found.message,
            hint=found.hint,
            flags=flags_of(found),
        )
    )


@dataclass(slots=True, kw_only=True)
class Case:
    """A section: the files it lays over the base, and what will be found in them."""

    file: str
    title: str
    line: int
    today: date = TODAY
    files: dict[str, str] = field(default_factory=dict)
    without: list[str] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)

    def write(self, folder: Path, base: Mapping[str, str]) -> None:
        """Write the content folder: the base, less what the section does without, and its own files."""
        laid = {
            path: text
            for path, text in base.items()
            if not any(path.startswith(gone) for gone in self.without)
        }
        for path, text in (laid | self.files).items():
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode())


def read_cases(file: Path) -> Iterator[Case]:
    """The sections of a marked file."""
    case: Case | None = None
    lines = iter(enumerate(file.read_text(encoding="utf-8").split("\n"), start=1))
    for number, line in lines:
        if line.startswith("## "):
            if case is not None:
                yield case
            case = Case(file=file.stem, title=line[3:].strip(), line=number)
        elif case is None:
            continue
        elif line.startswith("!! "):
            case.marks.append(_mark(line[3:], file, number))
        elif line.startswith("today: "):
            case.today = date.fromisoformat(line[7:].strip())
        elif line.startswith("without: "):
            case.without += line[9:].split()
        elif line.startswith("```"):
            match = _FENCE.fullmatch(line)
            assert match, f"{file.name}:{number}: a block is `yaml PATH` or `file PATH`: {line}"
            block = []
            for _, inner in lines:
                if inner.rstrip() == match["fence"]:
                    break
                block.append(inner)
            _take(case, match["kind"], match["path"], block, file, number)
    if case is not None:
        yield case


def _take(case: Case, kind: str, path: str, block: list[str], file: Path, number: int) -> None:
    fenced = kind == "yaml" and path.endswith(".md")
    clean = []
    for i, line in enumerate(block, start=1):
        text, *marks = _SPLIT.split(line)
        clean.append(text)
        for mark in marks:
            case.marks.append(_mark(mark, file, number + i, path=path, line=i + fenced))
    if fenced:
        clean = ["---", *clean, "---"]
    case.files[path] = "\n".join(clean) + "\n"


def _mark(text: str, file: Path, number: int, *, path: str = "", line: int = 1) -> Mark:
    match = _MARK.fullmatch(text.rstrip())
    words = _WORDS.fullmatch(match["words"]) if match else None
    assert match and words, f"{file.name}:{number}: this mark can't be read: {text}"
    assert bool(path) == bool(match["at"]), (
        f"{file.name}:{number}: a mark on a line has a column, `!!` a path"
    )
    spot = match["spot"] or ":1:1"
    return Mark(
        severity=match["severity"],
        rule=match["rule"],
        path=path or match["path"],
        line=line if path else int(spot.split(":")[1]),
        column=int(match["at"][1:]) if path else int(spot.split(":")[2]),
        message=words["message"],
        hint=words["hint"] or "",
        flags=frozenset(match["flags"].split()),
    )
