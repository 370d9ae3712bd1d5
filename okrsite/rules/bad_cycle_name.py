"""A folder is named like no cycle.

`2026` is a year, `2026-H2` a half, `2026-Q4` a quarter; `FY27`, `FY27-H1`, `FY27-Q2` the same by the fiscal
year. Any other lower-case name is a cycle if its `index.md` gives `starts` and `ends`.

Fails: `2026-Q5/` or `Q4-2026/`

Passes: `2026-Q4/`
"""

from okrsite.rules.rule import error

RULE = error("bad-cycle-name", __doc__)
