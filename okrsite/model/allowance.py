"""What one file is allowed, against a rule."""

from dataclasses import dataclass

from okrsite.source import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """A rule that may be broken in the file of `place`, and the reason for it."""

    rule: str
    reason: str
    place: Place

    @property
    def path(self) -> str:
        return self.place.source.path
