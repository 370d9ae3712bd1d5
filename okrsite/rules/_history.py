"""What the rules about the past share: words for who changed what, and when."""

from datetime import date

from okrsite.changes.compare import FieldChange
from okrsite.history.log import Commit
from okrsite.history.past import Version
from okrsite.rules.rule import Facts

LONGEST = 80
"""Characters of what somebody wrote that a message repeats."""


def told(facts: Facts, commit: Commit | None, day: date | None) -> str:
    """`on 2026-11-14 by Ada Chen (3f2a9c1d10 “Aim lower”)`, or that it is not committed yet."""
    commit = facts.changes.public(commit)
    if commit is None or day is None:
        return "just now, which is not committed yet"
    who = clipped(facts.changes.author(commit))
    author = f" by {who}" if who else ""
    subject = f" “{clipped(commit.subject)}”" if commit.subject else ""
    return f"on {day}{author} ({commit.short}{subject})"


def told_of(facts: Facts, version: Version) -> str:
    """The same of a version."""
    return told(facts, version.commit, version.day(facts.changes.zone))


def clipped(text: str) -> str:
    """A text as a message may repeat it: not too long, and without what messages set as code."""
    text = text.replace("`", "’")
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"


def became(change: FieldChange) -> str:
    """`` `to` 20 calls → 30 calls ``."""
    name = "measured as" if change.field == "kind" else f"`{change.field}`"
    return f"{name} {clipped(change.old) or 'nothing'} → {clipped(change.new) or 'nothing'}"
