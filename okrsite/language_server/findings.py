"""Findings as an editor shows them, each at its place in a file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from okrsite.diagnostics import Diagnostic, Severity
from okrsite.language_server.content_folders import SETTINGS
from okrsite.language_server.lines import Stretch, lines_of
from okrsite.language_server.snapshot import Snapshot
from okrsite.loading.discover import ContentFile
from okrsite.loading.one_file import findings_alone, says_draft
from okrsite.loading.positions import locate_all
from okrsite.rules.configuration import configure
from okrsite.rules.registry import BY_NAME
from okrsite.settings import Settings
from okrsite.views.urls import RULES


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A finding where it is shown.

    `about` is the path of another file that it speaks of; `page` the address of the rule's page, where
    there is one; `fix` what mends it: a text in place of a stretch.
    """

    at: Stretch
    severity: Severity
    rule: str
    message: str
    about: str = ""
    page: str = ""
    fix: tuple[Stretch, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What is shown, by the path of the file that shows it, with the lines that those files had."""

    by_file: Mapping[str, tuple[Shown, ...]] = field(default_factory=dict)
    lines: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def shown(snapshot: Snapshot) -> Findings:
    """All that the check found and does not keep silent about."""
    page = page_of_rules(snapshot.facts.portfolio.settings)
    found: dict[str, list[Shown]] = {}
    lines: dict[str, tuple[str, ...]] = {}
    for diagnostic in snapshot.diagnostics:
        if diagnostic.silent:
            continue
        path = diagnostic.path
        if path not in snapshot.files and not (snapshot.content / path).is_file():
            path = SETTINGS  # it is about a folder, and editors show findings in files only
            diagnostic = replace(diagnostic, message=f"`{diagnostic.path}`: {diagnostic.message}")
        if path not in lines:
            lines[path] = snapshot.lines(path)
        found.setdefault(path, []).append(_shown(diagnostic, lines[path], page))
    return Findings(by_file={path: tuple(each) for path, each in found.items()}, lines=lines)


def page_of_rules(settings: Settings) -> str:
    """Where the published site explains the rules; empty where nobody knows its address."""
    return f"{settings.url.rstrip('/')}/{RULES}" if settings.url else ""


def at_once(
    file: ContentFile, text: str, before: Sequence[Shown], old: Sequence[str], settings: Settings
) -> tuple[Shown, ...]:
    """What to show of a file while the whole is still being checked.

    What its text alone gives away is new; what only all files together can tell is as `before`, moved along
    with the lines that it stood on when they were `old`, and left out where those were changed.
    """
    lines = lines_of(text)
    alone = findings_alone(file, text, settings)
    draft = file.kind == "objective" and says_draft(text)
    page = page_of_rules(settings)
    made = []
    for finding, span in zip(alone, locate_all(f.place for f in alone), strict=True):
        severity = configure(BY_NAME[finding.rule], settings).severity
        if severity is not None:
            told = Diagnostic(
                rule=finding.rule,
                severity=Severity.WARNING if draft else severity,
                path=file.path,
                span=span,
                message=finding.message,
                hint=finding.hint,
            )
            made.append(_shown(told, lines, page))
    if any(finding.rule in UNREADABLE for finding in alone):
        return tuple(sorted(made, key=_order))
    drift = _Drift(old, lines)
    moved = (drift.moved(one) for one in before if BY_NAME[one.rule].find is not None)
    kept = [one for one in moved if one is not None and one not in made]
    return tuple(sorted((*made, *kept), key=_order))


UNREADABLE = frozenset({"unreadable-file", "front-matter-broken", "front-matter-missing", "unsupported-yaml"})
"""What is found of a file of which nothing else can be said."""


def _order(one: Shown) -> tuple[int, int, str, str]:
    return one.at.line, one.at.start, one.rule, one.message


def _shown(diagnostic: Diagnostic, lines: Sequence[str], page: str) -> Shown:
    span = diagnostic.span
    at = Stretch(span.line - 1, span.column - 1, span.end_line - 1, span.end_column - 1)
    fix = None
    if diagnostic.fix is not None:
        of = diagnostic.fix.span
        whole = Stretch(of.line - 1, of.column - 1, of.end_line - 1, of.end_column - 1)
        fix = (whole, diagnostic.fix.text)
    return Shown(
        at=_on_one_line(at, lines),
        severity=diagnostic.severity,
        rule=diagnostic.rule,
        message=_sentences(diagnostic),
        about=diagnostic.about,
        page=f"{page}#{diagnostic.rule}" if page else "",
        fix=fix,
    )


def _sentences(diagnostic: Diagnostic) -> str:
    message = diagnostic.message[:1].upper() + diagnostic.message[1:]
    return f"{message}\n{diagnostic.hint}" if diagnostic.hint else message


def _on_one_line(at: Stretch, lines: Sequence[str]) -> Stretch:
    """The first line of a stretch; all of the line where the stretch is empty."""
    if at.line >= len(lines):
        return Stretch.within(max(len(lines) - 1, 0), 0, len(lines[-1]) if lines else 0)
    text = lines[at.line]
    end = at.end if at.end_line == at.line else len(text.rstrip())
    start = min(at.start, len(text))
    return Stretch.within(at.line, start, end if end > start else len(text))


class _Drift:
    """Where lines are now: those above and below what was changed are the same ones."""

    def __init__(self, old: Sequence[str], new: Sequence[str]) -> None:
        self.above = _alike(old, new)
        self.below = min(_alike(old[::-1], new[::-1]), min(len(old), len(new)) - self.above)
        self.old, self.new = len(old), len(new)

    def moved(self, one: Shown) -> Shown | None:
        """A finding on the line where its line is now; None where that was changed."""
        line = one.at.line
        if line < self.above:
            return replace(one, fix=None)
        if line < self.old - self.below:
            return None
        return replace(one, at=Stretch.within(line + self.new - self.old, one.at.start, one.at.end), fix=None)


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """How many lines are the same at the beginning."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((number for number, (a, b) in pairs if a != b), min(len(one), len(other)))
