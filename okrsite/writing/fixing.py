"""Fixes put into their files: to the letter, shown as a patch, and all written or none."""

import difflib
import os
import re
import stat
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from pathlib import Path

from okrsite.diagnostics import Diagnostic, Fix
from okrsite.keeping.aside import clear_aside, replace_whole, written_aside
from okrsite.writing.files import WritingError

_LINE_END = re.compile(r"\r\n|\r|\n")
_PLAIN_PATH = re.compile(r'[^\x00-\x1f"\\\x7f\ud800-\udfff]*')
_MARK = "\ufeff"
"""What some editors put before the first line; no column counts it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """A file with its fixes put in: its path below the content folder, its text as it is and as it will be,
    and how many fixes that takes."""

    path: str
    before: str
    after: str
    fixes: int


def put_in(text: str, fixes: Iterable[Fix]) -> tuple[str, int]:
    """A file's text with its fixes put in, and how many there were.

    Everything else stays as it is: line ends, quotes, comments. Of two that overlap only the first is put in.
    """
    body = text.removeprefix(_MARK)
    starts = [0, *(match.end() for match in _LINE_END.finditer(body))]

    def at(line: int, column: int) -> int:
        return min(starts[line - 1] + column - 1, len(body)) if line <= len(starts) else len(body)

    edits = sorted(
        {
            (at(fix.span.line, fix.span.column), at(fix.span.end_line, fix.span.end_column), fix.text)
            for fix in fixes
        }
    )
    parts, done, count = [text[: len(text) - len(body)]], 0, 0
    for begin, end, new in edits:
        if begin < done:
            continue
        parts += [body[done:begin], new]
        done, count = end, count + 1
    return "".join([*parts, body[done:]]), count


def mend(content: Path, diagnostics: Iterable[Diagnostic]) -> tuple[Mended, ...]:
    """What the fixes of some findings make of their files. Nothing is written.

    A file that is there under two paths is mended once. Raises WritingError where one can't be read.
    """
    fixes: dict[Path, tuple[str, list[Fix]]] = {}
    for diagnostic in diagnostics:
        if diagnostic.fix is not None:
            file = (content / diagnostic.path).resolve()
            fixes.setdefault(file, (diagnostic.path, []))[1].append(diagnostic.fix)
    found = []
    for file, (path, wanted) in fixes.items():
        before = _read(file)
        after, count = put_in(before, wanted)
        if after != before:
            found.append(Mended(path=path, before=before, after=after, fixes=count))
    return tuple(found)


def patch(mended: Iterable[Mended], prefix: str = "") -> Iterator[str]:
    """The lines of a unified diff, as `git apply` takes it. `prefix` stands before the files' paths."""
    for file in mended:
        before, after = _lines(file.before), _lines(file.after)
        body = list(difflib.unified_diff(before, after, n=3))[2:]
        yield f"--- {_named(f'a/{prefix}{file.path}')}\n"
        yield f"+++ {_named(f'b/{prefix}{file.path}')}\n"
        for line in body:
            yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _named(path: str) -> str:
    """A path as git writes it above a patch: in quotes where it would seem to go on, or to end too early."""
    if _PLAIN_PATH.fullmatch(path):
        return f"{path}\t" if " " in path else path
    escaped = "".join(
        chr(byte) if 0x20 <= byte < 0x7F and byte not in b'"\\' else f"\\{byte:03o}"
        for byte in os.fsencode(path)
    )
    return f'"{escaped}"'


def _lines(text: str) -> list[str]:
    """Lines as git counts them, with their ends."""
    lines = [f"{line}\n" for line in text.split("\n")]
    lines[-1] = lines[-1][:-1]
    return lines if lines[-1] else lines[:-1]


def write_mended(content: Path, mended: Sequence[Mended]) -> None:
    """Write mended files in place of what they were: each in one step, and all or none.

    Raises WritingError where one can't be written, or was changed in the meantime; nothing is changed then.
    """
    replaced: list[Mended] = []
    try:
        with ExitStack() as stack:
            ready = []
            for file in mended:
                target = (content / file.path).resolve()
                if _read(target) != file.before:
                    raise WritingError(f"{target} was changed in the meantime; nothing was written.")
                ready.append((stack.enter_context(_written_beside(target, file.after)), target, file))
            for new, target, file in ready:
                new.replace(target)
                replaced.append(file)
    except BaseException as error:
        for file in replaced:
            replace_whole(content / file.path, file.before.encode())
        if isinstance(error, OSError):
            raise WritingError(
                f"{target} can't be written: {error.strerror}. Nothing was written."
            ) from error
        raise


def _written_beside(target: Path, text: str) -> AbstractContextManager[Path]:
    """A new file beside one, with its rights."""
    if not os.access(target, os.W_OK):
        raise PermissionError(0, "it is write-protected")
    clear_aside(target.parent)
    return written_aside(target, [text.encode()], mode=stat.S_IMODE(target.stat().st_mode), lasting=True)


def _read(file: Path) -> str:
    try:
        return file.read_bytes().decode()
    except (OSError, UnicodeDecodeError) as error:
        raise WritingError(f"{file} can't be read; nothing was written.") from error
