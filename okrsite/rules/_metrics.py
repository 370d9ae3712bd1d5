"""What figure a title speaks of: its words without numbers, units and directions."""

from okrsite.rules._promises import Promise, words


def _stems(text: str) -> frozenset[str]:
    return frozenset(words(text))


UP = _stems(
    """
    increase increased increasing raise raised raising rise rising grow grown growing lift lifted lifting
    boost boosted boosting expand expanded expanding maximise maximize double doubled triple tripled more
    higher bigger
    """
)
DOWN = _stems(
    """
    decrease decreased decreasing reduce reduced reducing reduction lower lowered lowering cut cutting drop
    dropping shrink shrinking minimise minimize halve halved fall falling decline fewer less smaller shorten
    """
)
_PLAIN = _stems(
    """
    a an the our its their all each every of in on at for from to by per with within and is are be than up
    down under over above below least most keep keeps kept hold holds maintain stay stays remain remains
    reach reaches hit hits achieve achieves improve improves improving change changes move moves moving get
    gets bring take drive drives ensure make makes hand stable number total average mean median percent
    percentage pp point points
    """
)


def metric(promise: Promise) -> frozenset[str]:
    """The words of a title that say which figure is meant; empty where none is left."""
    own = promise.key_result.unit
    unit = words(own.unit_text) if own is not None else ()
    said = frozenset(w for w in words(promise.title) if not any(map(str.isdigit, w)))
    return said - UP - DOWN - _PLAIN - frozenset(unit)
