"""How much prose a file may have.

Markdown can be written so that each character costs more than the one before: of what these limits let
through, all together costs little. People who write for people never meet them.
"""

from collections.abc import Sequence
from itertools import groupby

LONGEST_PROSE = 40_000
"""Characters: some fifteen printed pages."""
MOST_LINES = 2_000
MOST_BRACKETS = 2_000
"""Brackets `[`: each may begin a link, and what follows is searched for its end."""
MOST_CELLS = 10_000
"""Cells of the tables, where every row had as many as the longest: a reader fills shorter rows up."""


def excess(lines: Sequence[str]) -> tuple[int, str] | None:
    """Which line is too much, counted from 0, and of what; None where all is well."""
    size = brackets = 0
    for number, line in enumerate(lines):
        size += len(line) + 1
        brackets += line.count("[")
        if size > LONGEST_PROSE:
            return number, f"the prose gets longer than {LONGEST_PROSE:,} characters here"
        if number == MOST_LINES and any(below.strip() for below in lines[number:]):
            return number, f"the prose gets longer than {MOST_LINES:,} lines here"
        if brackets > MOST_BRACKETS:
            return number, f"the prose has more than {MOST_BRACKETS:,} brackets `[` up to here"
    return _too_many_cells(lines)


def _too_many_cells(lines: Sequence[str]) -> tuple[int, str] | None:
    """Where the tables get too large: each is among lines that follow each other without a blank one."""
    cells = number = 0
    for blank, block in groupby(lines, lambda line: not line.strip()):
        rows = list(block)
        widest = 0 if blank else max(line.count("|") for line in rows)
        cells += widest * len(rows)
        if cells > MOST_CELLS:
            return number, f"with this table, the tables get more than {MOST_CELLS:,} cells"
        number += len(rows)
    return None
