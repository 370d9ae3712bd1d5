"""The pages of changes as rich as real ones, built by hand."""

from okrsite.views.commits import CommitLine
from okrsite.views.journal.parts import (
    ChangeDay,
    ChangeDetail,
    ChangedField,
    ChangeEntry,
    ChangeEvent,
    ChangesView,
    ChangeWeek,
)
from okrsite.views.parts import Day, Frame, Link, TeamBadge

HOME = Link(text="Acme Cookware", url="index.html")
GROWTH = TeamBadge(name="Growth", url="teams/growth.html", hue=2)
COMMIT = CommitLine(
    day="14 Nov 2026",
    iso="2026-11-14",
    author="Ada Chen",
    subject="Aim lower <the vendor slipped>",
    id="3f2a9c1d10",
    url="https://github.com/acme/okrs/commit/3f2a9c1d10",
)
MOVED = ChangeEvent(
    kind="goalpost",
    label="Goalpost moved",
    titles=(Link(text="Make the first week feel effortless", url="2026-Q4/growth/onboarding.html"),),
    team=GROWTH,
    where="Q4 2026",
    remark="after the cycle closed",
    details=(
        ChangeDetail(
            about=Link(text="Admins finish on day one", url="2026-Q4/growth/onboarding.html#activation"),
            fields=(
                ChangedField(label="Target", old="70%", new="65%", moved=True),
                ChangedField(label="Owner", old="Jo Malik", new=""),
            ),
        ),
        ChangeDetail(about=Link(text="Two hundred admins join", url=""), said="taken out", moved=True),
        ChangeDetail(about=Link(text="Webinars", url=""), said="dropped", because="Nobody came"),
        ChangeDetail(said="The reasons were rewritten"),
    ),
    more=4,
)
CHECK_IN = ChangeEvent(
    kind="check-in",
    label="Check-in",
    titles=(Link(text="Growth, 13 Nov 2026", url="2026-Q4/growth/index.html#check-in-2026-11-13"),),
    where="Q4 2026",
)
GONE = ChangeEvent(
    kind="withdrawn", label="Withdrawn", titles=(Link(text="Do everything at once", url=""),), team=GROWTH
)


def entry(anchor: str, *events: ChangeEvent, commit: CommitLine = COMMIT, more: int = 0) -> ChangeEntry:
    return ChangeEntry(
        anchor=anchor,
        day=Day(text="14 Nov 2026", iso="2026-11-14"),
        updated="2026-11-14T09:00:00Z",
        authors="Ada Chen and Jo Malik",
        commit=commit,
        events=events,
        more=more,
    )


WEEKS = (
    ChangeWeek(
        id="2026-w46",
        title="Week of 9 November 2026",
        summary=("1 goalpost moved", "1 check-in"),
        days=(
            ChangeDay(
                title="Saturday 14 November", iso="2026-11-14", entries=(entry("c-1", MOVED, CHECK_IN),)
            ),
            ChangeDay(
                title="Friday 13 November",
                iso="2026-11-13",
                entries=(
                    entry("c-2", GONE, commit=CommitLine(id="9b1c77e0aa", author="Ada Chen")),
                    entry("c-3", CHECK_IN, more=1200),
                ),
            ),
        ),
    ),
)

CHANGES = (
    ChangesView(
        frame=Frame(
            url="changes.html", title="Changes", description="Changes", section="changes", crumbs=(HOME,)
        ),
        team=None,
        weeks=WEEKS,
        volumes=(
            Link(text="April to June 2026", url="changes.2026-q2.html"),
            Link(text="January to March 2026", url="changes.2026-q1.html"),
        ),
        feed="changes.xml",
    ),
    ChangesView(
        frame=Frame(
            url="changes.2026-q2.html",
            title="Changes, April to June 2026",
            description="Changes, April to June 2026",
            section="changes",
            crumbs=(HOME, Link(text="Changes", url="changes.html")),
        ),
        team=None,
        weeks=WEEKS,
        period="April to June 2026",
        volumes=(
            Link(text="Latest changes", url="changes.html"),
            Link(text="April to June 2026", url=""),
        ),
        feed="changes.xml",
    ),
    ChangesView(
        frame=Frame(
            url="teams/growth.changes.html",
            title="Changes of Growth",
            description="Changes of Growth",
            section="teams",
            crumbs=(HOME, Link(text="Teams", url="teams/index.html")),
        ),
        team=GROWTH,
        weeks=(),
        unknown="This clone is shallow: get the rest with `git fetch --unshallow`.",
    ),
)
"""A full one, one further back, and one of a team where nothing can be known."""
