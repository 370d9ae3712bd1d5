"""Imported prose, as a content file may hold it."""

import re

from okrsite.prose.addresses import is_local

_LOCAL_LINK = re.compile(r"!?\[([^\[\]]*)\]\(\s*<?([^\s()<>]*)>?[^()]*\)")
_DEFINITION = re.compile(r"^ {0,3}\[[^\[\]]+\]:.*$", re.MULTILINE)


def prose_of(text: str) -> str:
    """A text without what a content file can't hold, and without links to files that are not there."""
    text = "".join(c if c.isprintable() or c in "\n\u200c\u200d" else " " for c in text.replace("\r\n", "\n"))

    def unlinked(found: re.Match[str]) -> str:
        return found[1] if is_local(found[2]) else found[0]

    return _DEFINITION.sub("", _LOCAL_LINK.sub(unlinked, text)).strip()
