"""What a build did and what the check said, in short: all that is told of it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from okrsite.diagnostics import Diagnostic, Severity

if TYPE_CHECKING:
    from okrsite.rules.rule import Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What was found, in how much content. `unknown` says why git can't tell what was before, in all detail,
    and `told` in short; both are empty where it can."""

    diagnostics: tuple[Diagnostic, ...]
    objectives: int
    check_ins: int
    teams: int
    unknown: str
    told: str

    @property
    def errors(self) -> int:
        return sum(d.severity is Severity.ERROR for d in self.diagnostics)

    @property
    def warnings(self) -> int:
        """Those that are shown: not the silent ones of closed cycles."""
        return sum(d.severity is Severity.WARNING and not d.silent for d in self.diagnostics)

    def stops(self, *, strict: bool) -> bool:
        """Whether it keeps the site from being published."""
        return bool(self.errors or (strict and self.warnings))


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """Content that was loaded and checked."""

    facts: "Facts"
    diagnostics: tuple[Diagnostic, ...]

    @property
    def report(self) -> Report:
        """What was found, in short."""
        portfolio = self.facts.portfolio
        return Report(
            diagnostics=self.diagnostics,
            objectives=len(portfolio.objectives),
            check_ins=len(portfolio.check_ins),
            teams=len(portfolio.teams),
            unknown=self.facts.changes.unknown,
            told=self.facts.changes.told,
        )

    @property
    def errors(self) -> int:
        return self.report.errors

    def stops(self, *, strict: bool) -> bool:
        """Whether it keeps the site from being published."""
        return self.report.stops(strict=strict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """How many files a publication wrote, kept because nothing in them changed, and removed."""

    written: int
    kept: int
    removed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a build did, and what the check said. `published` is None where errors in content stopped it;
    `undrawn` counts the graphs that nobody could lay out; `remarks` are what of the theme is worth a look.
    `url` is where the settings say that the site is. `checked` is None where all was as at the last build."""

    report: Report
    url: str = ""
    checked: Checked | None = None
    published: Published | None = None
    pages: int = 0
    undrawn: int = 0
    remarks: tuple[Diagnostic, ...] = ()
