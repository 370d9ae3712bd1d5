"""A file or folder does not fit the content's tree.

A typo in a folder's name must not make a team's OKRs disappear, so nothing is skipped silently. Names that
start with `_` or `.`, and `README.md`, are not content.

Fails: `2026-Q4/growth/onbording notes.txt`

Passes: `2026-Q4/growth/_notes.txt`
"""

from okrsite.rules.rule import error

RULE = error("file-out-of-place", __doc__)
