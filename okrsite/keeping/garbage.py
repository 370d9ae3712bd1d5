"""When Python need not look for garbage: where much is made that stays."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_SELDOM = (20_000, 20, 50)
"""New objects until the youngest are looked at, and of those looks until older ones are, and the oldest."""


@contextmanager
def uncollected() -> Iterator[None]:
    """Without the collector of garbage, which would walk again and again over what is made in one go."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


def settle() -> None:
    """What is there stays as long as this process lives: the collector never looks at it again."""
    gc.collect()
    gc.freeze()


@contextmanager
def frozen() -> Iterator[None]:
    """What is there stays: the collector leaves it alone, and copies of this process share it. Of what comes
    little goes in circles, so it is looked at less often than Python would."""
    before, often = gc.get_freeze_count(), gc.get_threshold()
    gc.freeze()
    gc.set_threshold(*_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*often)
        if not before:
            gc.unfreeze()
