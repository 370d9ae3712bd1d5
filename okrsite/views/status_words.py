"""The words for how something stands. Views carry them in English, as names; pages show them translated."""

from okrsite.translation.words import N_, _

MEANINGS = (
    N_("on track"),
    N_("at risk"),
    N_("off track"),
    N_("stale"),
    N_("no reading yet"),
    N_("exceeded"),
    N_("delivered"),
    N_("fell short"),
    N_("failed to deliver"),
    N_("no reading"),
    N_("dropped"),
    N_("planned"),
    N_("active"),
    N_("closed"),
    N_("doing"),
    N_("done"),
    N_("moonshot"),
    N_("roofshot"),
)
"""All of them, for the catalogues."""


def headed(word: str) -> str:
    """A word as it stands alone, in a list to choose from: `On track`."""
    shown = _(word)
    return shown[:1].upper() + shown[1:]
