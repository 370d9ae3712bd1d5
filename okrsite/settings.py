"""okrsite.yml as one frozen value."""

from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal

from okrsite.source import SourceFile
from okrsite.theme_names import DEFAULT_THEME


@dataclass(frozen=True, slots=True, kw_only=True)
class Cadence:
    """How often a team checks in: a number of days, or whole calendar months (1)."""

    days: int = 14
    months: int = 0

    @property
    def length(self) -> timedelta:
        """The longest wait it allows; a month counts 31 days."""
        return timedelta(days=self.days + 31 * self.months)

    @property
    def text(self) -> str:
        """`every 2 weeks`, `every 10 days`, `every month`."""
        if self.months:
            number, unit = self.months, "month"
        elif self.days % 7 == 0:
            number, unit = self.days // 7, "week"
        else:
            number, unit = self.days, "day"
        return f"every {unit}" if number == 1 else f"every {number} {unit}s"


MONTHLY = Cadence(days=0, months=1)
LONG = 200
"""A cycle of more days is a long one: a year is, half a year is not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSetting:
    """What the settings say of one rule: a level (`off`, `warning`, `error`, empty for the rule's own)
    and options, as written."""

    level: str = ""
    options: tuple[tuple[str, str], ...] = ()


AUTHORS = ("name", "email", "nobody")
"""How the authors of commits are published: by their full name alone, with their e-mail address, or not."""

PRESETS = ("strict", "customer-centric")
"""Sets of levels and options of rules that a company can choose; `okrsite.rules.presets` has what is in
them."""


FORGES = ("github", "gitlab", "gitea", "forgejo", "bitbucket")
"""Kinds of forges whose pages the site can link to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bands:
    """From which score on a key result is delivered or only falls short, and above which it is exceeded.

    Scores are shares, 1 at the target: below `fell_short` it failed to deliver.
    """

    exceeded: Decimal
    delivered: Decimal
    fell_short: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Grades:
    """The bands of grades. A roofshot succeeds at 100 %, a moonshot at 60 to 70 % (Jellyvision)."""

    roofshot: Bands = Bands(exceeded=Decimal("1.05"), delivered=Decimal("0.95"), fell_short=Decimal("0.3"))
    moonshot: Bands = Bands(exceeded=Decimal("0.8"), delivered=Decimal("0.6"), fell_short=Decimal("0.3"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings of a site. `fiscal_start` is a month, 1 to 12; `fiscal_named_for` is `start` or `end`:
    the calendar year that gives a fiscal year its name. `forge` is one of FORGES, or empty where the
    repository's address tells it. `language` is what the site speaks, `content_language` what the content is
    written in, empty where it is the same. `authors` is one of AUTHORS. `source` is the file itself."""

    company: str = ""
    url: str = ""
    language: str = "en"
    content_language: str = ""
    time_zone: str = "UTC"
    fiscal_start: int = 1
    fiscal_named_for: str = "end"
    check_in_every: Cadence = Cadence()
    repository: str = ""
    branch: str = "main"
    forge: str = ""
    authors: str = "name"
    theme: str = DEFAULT_THEME
    presets: tuple[str, ...] = ()
    rules: tuple[tuple[str, RuleSetting], ...] = ()
    grades: Grades = Grades()
    source: SourceFile = field(default_factory=lambda: SourceFile(path="okrsite.yml"))

    @property
    def written_language(self) -> str:
        """The language that the content is written in."""
        return self.content_language or self.language

    def cadence_in(self, days: int) -> Cadence:
        """How often teams check in during a cycle of so many days. In a long one a check-in a month is
        enough: what is meant to take a year is reviewed each month (Gothelf and Seiden)."""
        return max(self.check_in_every, MONTHLY, key=_length) if days > LONG else self.check_in_every


def _length(cadence: Cadence) -> timedelta:
    return cadence.length
