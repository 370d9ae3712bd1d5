"""A company that is measured: a copy of its own, so that it can be edited."""

import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle, product
from pathlib import Path
from random import Random
from typing import Self

from company import AIMS, MATTERS, write_company

_TITLE = re.compile(r"^title: .*$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """An objective's file with another title, which no other file has."""

    file: Path
    title: str
    text: str

    def save(self) -> None:
        """Write it as an editor does that keeps the file."""
        self.file.write_text(self.text, "utf-8")


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """Content, and how much there is of it."""

    content: Path
    name: str
    objectives: int
    teams: int
    check_ins: int

    @classmethod
    def of(cls, wanted: int | Path, folder: Path) -> Self:
        """Write a made-up company with so many objectives into a new folder, or a copy of this content."""
        if isinstance(wanted, Path):
            if not wanted.is_dir():
                sys.exit(f"There is no content folder at {wanted}")
            shutil.copytree(wanted, folder, ignore=shutil.ignore_patterns(".git"))
        else:
            write_company(folder, wanted)
        return cls(
            content=folder,
            name=str(wanted) if isinstance(wanted, Path) else "A made-up company",
            objectives=len(_objectives(folder)),
            teams=len(list(folder.glob("teams/*.md"))),
            check_ins=len(list(folder.glob("*/*/checkins/*.md"))),
        )

    def __str__(self) -> str:
        size = f"{self.objectives:,} objectives in {self.teams:,} teams, {self.check_ins:,} check-ins"
        return f"{self.name}: {size}"

    def edits(self) -> Iterator[Edit]:
        """Edits without end, of objectives of the last cycle in a random order that is always the same. Each
        is worked out when it is asked for."""
        files = _objectives(self.content)
        last = max((file.parts[-3] for file in files), default=None)
        files = [file for file in files if file.parts[-3] == last]
        if not files:
            sys.exit(f"There is no objective in {self.content}")
        Random(7).shuffle(files)
        titles = cycle(f"{aim} {matter} for everyone at home" for aim, matter in product(AIMS, MATTERS))
        for file, title in zip(cycle(files), titles, strict=False):
            text = _TITLE.sub(f"title: {title}", file.read_text("utf-8"), count=1)
            yield Edit(file=file, title=title, text=text)


def _objectives(content: Path) -> list[Path]:
    """Their files, in the order of their paths; those with a title, as other files beside them have none."""
    return sorted(
        file for file in content.glob("*/*/*.md") if _TITLE.search(file.read_text("utf-8", "replace"))
    )
