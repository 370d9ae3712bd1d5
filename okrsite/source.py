"""Where a value was written.

A place names a value by its path inside the file's front matter (`("key_results", 2, "to")`), not by
line and column: lines are needed only where something is wrong, and are then looked up again
(`okrsite.loading.positions`). Nothing else in the model has to carry positions.
"""

from dataclasses import dataclass, field

Pointer = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of a file. Lines and columns count from 1, in characters; the end is exclusive."""

    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """A file of the content folder as it was read.

    `path` is relative to the content folder, with `/`. `front` is the front matter's YAML (None where
    there is none), which begins at line `front_line`; `body` is the prose, from line `body_line` on, without
    its comments. `cut` are the lines of it, from 0, where columns are not those of the file, for want of a
    comment.
    """

    path: str
    front: str | None = field(default=None, compare=False, repr=False)
    front_line: int = field(default=2, compare=False)
    body: str = field(default="", compare=False, repr=False)
    body_line: int = field(default=1, compare=False)
    cut: frozenset[int] = field(default=frozenset(), compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A value of a file: by pointer, or by span where that is known already.

    `key` means the name of the field rather than its value.
    """

    source: SourceFile
    pointer: Pointer = ()
    key: bool = False
    span: Span | None = None

    def of(self, *steps: str | int) -> "Place":
        """The place of a value inside this one."""
        return Place(source=self.source, pointer=self.pointer + steps)

    def name_of(self, *steps: str | int) -> "Place":
        """The place of a field's name inside this one."""
        return Place(source=self.source, pointer=self.pointer + steps, key=True)
