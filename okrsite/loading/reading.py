"""From a file on disk to its text, front matter and prose."""

import os
import re
import time
from codecs import BOM_UTF8
from collections.abc import Callable
from hashlib import blake2b
from io import FileIO
from pathlib import Path

from okrsite.diagnostics import Finding
from okrsite.loading.comments import uncommented
from okrsite.loading.prose_limits import excess
from okrsite.source import Place, SourceFile, Span

LARGEST = 1_000_000
"""Bytes a content file may have."""

_READINGS = 5
_PAUSE = 0.02
"""How often a file is read that somebody writes meanwhile, and seconds between."""

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_FIELD = re.compile(
    r"(?:title|owner|parent|supports|depends_on|with|status|key_results|initiatives|objectives|author|name|lead"
    r"|members|attendees|at_least|at_most|unit|starts|ends)[ \t]*:(?:\s|$)"
)
_FENCE = re.compile(r"---[ \t]*")
_NEARLY_FENCE = re.compile(r"[ \t]*(?:[-–—]{2,}|—|–|- - -|\*\*\*|___|\+\+\+)[ \t]*")
ODD_BREAKS = str.maketrans({"\x85": " ", "\u2028": " ", "\u2029": " "})
"""What YAML takes for line breaks and editors do not show as such."""

Report = Callable[[Finding], None]


def read_text(file: Path | str, path: str, report: Report) -> str | None:
    """The text of a content file with `\\n` line ends, or None after a report of why it can't be read.

    `path` is what reports call it.
    """
    refuse = _refusal(path, report)
    try:
        for reading in range(_READINGS):
            if reading:
                time.sleep(_PAUSE)
            with FileIO(str(file)) as stream:
                before = os.fstat(stream.fileno())
                if before.st_size > LARGEST:
                    _refuse_size(before.st_size, path, report)
                    return None
                data = stream.readall()
                after = os.fstat(stream.fileno())
            if before.st_size == after.st_size == len(data) and before.st_mtime_ns == after.st_mtime_ns:
                return text_of(data, path, report)
    except OSError as error:
        refuse(f"the file can't be read: {error.strerror or error}", "Check that it exists and may be read.")
        return None
    refuse("the file is being written while it is read", "Try again once it is saved.")
    return None


def unsaved_text(text: str, path: str, report: Report) -> str | None:
    """The text that an editor holds for a content file, as `read_text` would give it once it is saved."""
    data = text.encode("utf-8", "replace")
    if len(data) > LARGEST:
        _refuse_size(len(data), path, report)
        return None
    return text_of(data, path, report)


def text_of(data: bytes, path: str, report: Report) -> str | None:
    """The text that a content file's bytes are, as `read_text` gives it."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        _refusal(path, report)("the file is written in UTF-16", "Save it as UTF-8.")
        return None
    data = data.removeprefix(BOM_UTF8)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = _with_plain_ends(data[: error.start].decode("utf-8", "replace"))
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        _refusal(path, report)(
            f"the byte 0x{data[error.start]:02x} is not UTF-8",
            "Save the file as UTF-8 (in most editors: Save with encoding).",
            Span(line=line, column=column, end_line=line, end_column=column + 1),
        )
        return None
    text = _with_plain_ends(text)
    if bad := _FORBIDDEN.search(text):
        line, column = text.count("\n", 0, bad.start()) + 1, bad.start() - text.rfind("\n", 0, bad.start())
        _refusal(path, report)(
            f"an invisible control character (U+{ord(bad[0]):04X}) stands here",
            "Delete it; it often comes along with text copied from another program.",
            Span(line=line, column=column, end_line=line, end_column=column + 1),
        )
        return None
    return text


def _with_plain_ends(text: str) -> str:
    """A text whose lines end in `\\n`, whatever ended them."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def digest_of(text: str) -> bytes:
    """What tells a text from all others."""
    return blake2b(text.encode(), digest_size=16).digest()


def _refuse_size(size: int, path: str, report: Report) -> None:
    _refusal(path, report)(
        f"the file has {size:,} bytes; a content file has at most {LARGEST:,}",
        "Keep it to the OKR and its reasons; put long material elsewhere and link to it.",
    )


def _refusal(path: str, report: Report) -> Callable[..., None]:
    """Reports that a file can't be read, with the reason, what to do, and where."""

    def refuse(message: str, hint: str, span: Span | None = None) -> None:
        place = Place(source=SourceFile(path=path), span=span or Span())
        report(Finding(rule="unreadable-file", place=place, message=message, hint=hint))

    return refuse


def split_front_matter(text: str, path: str, report: Report, *, needed: bool) -> SourceFile:
    """Cut a file into front matter and prose.

    Reports `front-matter-missing` where it is `needed` and not there, and `front-matter-broken` where it
    is never closed.
    """
    lines = text.split("\n")
    first = next((i for i, line in enumerate(lines) if line.strip()), 0)
    if not _FENCE.fullmatch(lines[first]):
        if needed:
            begin = lines[first]
            close = bool(_NEARLY_FENCE.fullmatch(begin))
            report(
                Finding(
                    rule="front-matter-missing",
                    place=Place(source=SourceFile(path=path), span=Span(line=first + 1, end_line=first + 1)),
                    message="the file does not begin with a block of fields between two lines of `---`",
                    hint=f"Write `---` instead of `{begin.strip()}` on the first line."
                    if close
                    else "Begin the file with a line `---`, then the fields, then another line `---`.",
                )
            )
        if _refuse_long_prose(lines, 0, path, report):
            return SourceFile(path=path, front=None, body="", body_line=1)
        body, cut = uncommented(text)
        return SourceFile(path=path, front=None, body=body, body_line=1, cut=cut)
    for number in range(first + 1, len(lines)):
        if _FENCE.fullmatch(lines[number]):
            _refuse_second_block(lines, number + 1, path, report)
            if _refuse_long_prose(lines, number + 1, path, report):
                return SourceFile(path=path, front=None, body="", body_line=1)
            body, cut = uncommented("\n".join(lines[number + 1 :]))
            return SourceFile(
                path=path,
                front="\n".join(lines[first + 1 : number]).translate(ODD_BREAKS),
                front_line=first + 2,
                body=body,
                body_line=number + 2,
                cut=cut,
            )
    near = next((i for i in range(first + 1, len(lines)) if _NEARLY_FENCE.fullmatch(lines[i])), None)
    line = (near if near is not None else first) + 1
    report(
        Finding(
            rule="front-matter-broken",
            place=Place(source=SourceFile(path=path), span=Span(line=line, end_line=line)),
            message="the block of fields that begins with `---` is never closed",
            hint=f"Write `---` instead of `{lines[near].strip()}`."
            if near is not None
            else "Put a line `---` below the last field, before the prose.",
        )
    )
    return SourceFile(path=path, front=None, body="", body_line=1)


def _refuse_long_prose(lines: list[str], begin: int, path: str, report: Report) -> bool:
    """Report prose that is too long, where it becomes so; whether it is."""
    if (found := excess(lines[begin:])) is None:
        return False
    line = begin + found[0] + 1
    _refusal(path, report)(
        found[1],
        "Keep it to the OKR and its reasons; put long material elsewhere and link to it.",
        Span(line=line, end_line=line),
    )
    return True


def _refuse_second_block(lines: list[str], begin: int, path: str, report: Report) -> None:
    """Report fields that stand below the closing `---`, where they would be shown as prose."""
    first = next((i for i in range(begin, len(lines)) if lines[i].strip()), None)
    if first is None or not _FIELD.match(lines[first]):
        return
    if any(_FENCE.fullmatch(line) for line in lines[first:]):
        name = lines[first].partition(":")[0]
        span = Span(line=first + 1, end_line=first + 1, end_column=len(name) + 1)
        report(
            Finding(
                rule="unsupported-yaml",
                place=Place(source=SourceFile(path=path), span=span),
                message=f"a second block of fields begins here with `{name}`",
                hint="A file has one block of fields: delete the `---` above this line.",
            )
        )
