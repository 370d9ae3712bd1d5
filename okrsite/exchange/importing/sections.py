"""What stands above the rows of a table, or between them: headings of teams, cycles and objectives."""

import re
from collections.abc import Iterator, Sequence

from okrsite.exchange.importing.columns import plain_name
from okrsite.exchange.importing.labels import spoken
from okrsite.exchange.importing.shapes import Shapes
from okrsite.model.cycle import nearest_cycle_name

ACROSS = 3
"""In so many cells a text stands that reaches across the table."""

PART = re.compile(r"[HQ]\s?[1-4]", re.I)
"""A cycle without its year: `Q4`."""


def section_in(row: Sequence[str]) -> tuple[str, bool]:
    """The one text that a row holds, empty where it holds several, and whether it reaches across the table,
    as merged cells do."""
    filled = [cell for cell in row if cell.strip()]
    if len(set(filled)) != 1:
        return "", False
    return spoken(filled[0]), len(filled) >= ACROSS


def same_titles(row: Sequence[str], titles: Sequence[str]) -> bool:
    """Whether a row has the same titles of columns as another."""
    first, second = ([plain_name(cell) for cell in cells] for cells in (row, titles))
    width = max(len(first), len(second))
    return first + [""] * (width - len(first)) == second + [""] * (width - len(second))


def named_in(name: str) -> tuple[str, str]:
    """The team and the cycle that a heading or the name of a sheet tells: `Growth Q4 2026`; empty for what it
    does not tell. A cycle may lack its year."""
    if PART.fullmatch(name.strip()):
        return "", name.strip()
    return Shapes(frozenset()).named(name)


def cycle_in(words: str) -> str:
    """The cycle that a text names, empty without one."""
    return next(filter(None, map(nearest_cycle_name, _parts(words))), "")


def year_of(year: str, cycle: str) -> str:
    """A cycle with its year, where the two stand in columns of their own."""
    if not year or (cycle and not PART.fullmatch(cycle)):
        return cycle
    both = f"{year} {cycle}".strip()
    return nearest_cycle_name(both) or both


def _parts(words: str) -> Iterator[str]:
    """A text, and each two or one words of it, as may name a cycle."""
    pieces = re.findall(r"[\w-]+", words)
    yield words
    yield from (" ".join(pieces[i : i + 2]) for i in range(len(pieces) - 1))
    yield from pieces
