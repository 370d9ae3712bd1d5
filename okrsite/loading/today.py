"""Which day it is, where nobody says: that of the clock, or the one that a reproducible build is told."""

import os
from datetime import UTC, date, datetime, tzinfo

VARIABLE = "SOURCE_DATE_EPOCH"
"""Seconds since 1970 that stand for now (https://reproducible-builds.org/specs/source-date-epoch/)."""


class ClockError(Exception):
    """What is said to be now is no moment; the message says what to do."""


def today_in(zone: tzinfo = UTC) -> date:
    """The day in a time zone. Raises ClockError where SOURCE_DATE_EPOCH is no moment."""
    told = os.environ.get(VARIABLE, "").strip()
    if not told:
        return datetime.now(zone).date()
    try:
        if not (told.isascii() and told.isdigit()):
            raise ValueError(told)
        return datetime.fromtimestamp(int(told), zone).date()
    except (ValueError, OverflowError, OSError):
        raise ClockError(
            f"{VARIABLE} is {told[:40]!r}, which is no moment: it takes seconds since 1970, as"
            " `git log -1 --format=%ct` prints them. Set it so, or unset it."
        ) from None
