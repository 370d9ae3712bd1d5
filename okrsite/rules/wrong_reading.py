"""A reading is of another kind than its key result.

A figure that moves or is kept takes `value`, milestones take `done`, a binary key result takes `done: true`
and before that `chance`, and a key result without a measure takes `score`.

Fails, where `crm` has three milestones:

```yaml
key_results:
  onboarding#crm:
    value: 66%
```

Passes:

```yaml
key_results:
  onboarding#crm:
    done: 2
```
"""

from collections.abc import Iterator
from dataclasses import replace

from okrsite.diagnostics import Finding, corrected, meant, near_names
from okrsite.observations import Problem
from okrsite.rules.rule import Facts, error

KINDS = {
    "move": "is a figure to move",
    "keep": "is a figure to keep",
    "milestones": "has milestones",
    "binary": "is done or not done",
    "graded": "has no measure, so the team scores it",
}


def find(facts: Facts) -> Iterator[Finding]:
    for problem in facts.readings.problems:
        if problem.key_result is None:
            continue
        private = facts.is_draft(problem.objective)
        if problem.kind == "wrong-kind":
            yield replace(_wrong_kind(problem), private=private)
        elif problem.kind == "unknown-milestone":
            near = near_names(problem.text, problem.names)
            yield Finding(
                place=problem.place,
                message=f"`{problem.key_result.id}` has no milestone `{problem.text[:60]}`",
                hint=meant(near) or "Its milestones are " + ", ".join(f"`{n}`" for n in problem.names) + ".",
                private=private,
                correction=corrected(problem.text, near),
            )


def _wrong_kind(problem: Problem) -> Finding:
    assert problem.key_result is not None
    field = problem.names[0]
    return Finding(
        place=problem.place,
        message=f"`{field}` does not fit: `{problem.key_result.id}` {KINDS[problem.key_result.kind]}",
        hint=f"Write {problem.text}.",
    )


RULE = error("wrong-reading", __doc__, find)
