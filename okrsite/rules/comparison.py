"""Which findings a change adds, and which it settles.

A finding is the same one before and after where its rule, severity, file and message are: lines shift when
something else is written above. Its figures count, so that what a change makes worse is told anew.
"""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from okrsite.diagnostics import Diagnostic

Identity = tuple[str, str, bool, str, str]


class Comparison(NamedTuple):
    """Findings that are there after a change only, and before it only; each in the order it was given."""

    added: tuple[Diagnostic, ...]
    settled: tuple[Diagnostic, ...]


def compare(
    before: Iterable[Diagnostic], after: Iterable[Diagnostic], renamed: Mapping[str, str] | None = None
) -> Comparison:
    """Compare the findings of two versions of the content, both seen from the same day.

    `renamed` gives the new path of a file by its old one, both below the content folder. What becomes an
    error is added, and what was silent or allowed and is no longer. Of equal findings in a file, those on the
    same line are taken for the same.
    """
    then, now = tuple(before), tuple(after)
    follow = _Renaming(renamed or {})
    left: dict[Identity, list[int]] = {}
    for number, diagnostic in enumerate(then):
        left.setdefault(follow.identity(diagnostic), []).append(number)
    moved = []
    for number, diagnostic in enumerate(now):
        same = left.get(_NOTHING_RENAMED.identity(diagnostic), [])
        there = next((n for n in same if then[n].span.line == diagnostic.span.line), None)
        if there is None:
            moved.append(number)
        else:
            same.remove(there)
    added = []
    for number in moved:
        same = left.get(_NOTHING_RENAMED.identity(now[number]), [])
        if same:
            del same[0]
        else:
            added.append(now[number])
    settled = sorted(number for numbers in left.values() for number in numbers)
    return Comparison(added=tuple(added), settled=tuple(then[number] for number in settled))


class _Renaming:
    """Names in findings as they are after files were renamed. Messages name objectives by their id, which is
    the path without `.md`."""

    def __init__(self, renamed: Mapping[str, str]) -> None:
        self.paths = renamed
        self.ids = {old.removesuffix(".md"): new.removesuffix(".md") for old, new in renamed.items()}
        longest_first = sorted(self.ids, key=len, reverse=True)
        names = "|".join(map(re.escape, longest_first))
        self.names = re.compile(rf"(?<![\w/-])(?:{names})(?![\w/-])") if names else None

    def identity(self, diagnostic: Diagnostic) -> Identity:
        """What makes a finding the same as another."""
        message = diagnostic.message
        if self.names is not None:
            message = self.names.sub(lambda found: self.ids[found[0]], message)
        path = self.paths.get(diagnostic.path, diagnostic.path)
        return diagnostic.rule, diagnostic.severity.value, diagnostic.silent, path, message


_NOTHING_RENAMED = _Renaming({})
