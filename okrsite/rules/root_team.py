"""There is no root team, or more than one.

Teams form one tree: exactly one of them, the company as a whole, has no `parent`. The company's objectives
are its objectives, and alignment ends there.

Fails: `teams/growth.md` and `teams/company.md` both have no `parent`.

Passes: `teams/growth.md` says

```yaml
parent: company
```
"""

from collections.abc import Iterator

from okrsite.diagnostics import Finding
from okrsite.rules.rule import Facts, error
from okrsite.rules.team_circle import circles
from okrsite.source import Place, SourceFile


def find(facts: Facts) -> Iterator[Finding]:
    roots = facts.roots
    if any(ghost.startswith("team:") for ghost in facts.portfolio.ghosts) and len(roots) < 2:
        return
    if not roots and not circles(facts):
        first = facts.portfolio.teams[0].source if facts.portfolio.teams else SourceFile(path="teams")
        yield Finding(
            place=Place(source=first),
            message="there is no root team: no team is without `parent`"
            if facts.portfolio.teams
            else "there is no team",
            hint="Write `teams/company.md` with the company's `name` and no `parent`.",
        )
    if len(roots) > 1:
        likely = max(roots, key=lambda root: sum(team.parent == root.id for team in facts.portfolio.teams))
        for team in roots:
            if team is likely:
                continue
            yield Finding(
                place=team.place,
                message=f"`{team.id}` is a second root team: it has no `parent`, and neither has"
                f" `{likely.id}`",
                hint=f"Write `parent: {likely.id}`, or the team above it.",
            )


RULE = error("root-team", __doc__, find)
