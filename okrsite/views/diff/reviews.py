"""Teams' reviews that a change adds, takes out or rewrites."""

from collections.abc import Iterator, Mapping

from okrsite.alignment import Target
from okrsite.changes.compare import spelling_only
from okrsite.changes.states import Written
from okrsite.model.reference import Reference, parse_reference
from okrsite.model.review import Review, Verdict
from okrsite.views.diff.fields import plain_diffs, texts
from okrsite.views.diff.links import Side
from okrsite.views.diff.pairing import paired_by
from okrsite.views.diff.parts import Named, ReviewDiff, VerdictDiff, What
from okrsite.views.words import plain

Place = tuple[str, str]
"""What a verdict is about, by the id of today, and its title."""


class Reviews:
    """Compares the reviews of two sides; `spelling` counts texts that say the same, spelt otherwise."""

    def __init__(self, before: Side, after: Side) -> None:
        self.before = before
        self.after = after
        self.spelling = 0

    def diffs(self) -> Iterator[ReviewDiff]:
        now = self.before.pairs.teams_now
        for old, new in paired_by(
            self.before.facts.portfolio.reviews,
            self.after.facts.portfolio.reviews,
            lambda review: f"{review.cycle}/{review.team}",
            lambda review: f"{review.cycle}/{now.get(review.team, review.team)}",
        ):
            review, side = (new, self.after) if new else (old, self.before)
            other = self.before if new else self.after
            assert review is not None
            if (old is None or new is None) and review.source.path in other.facts.portfolio.unread:
                continue
            what: What = "new" if old is None else "removed" if new is None else "changed"
            verdicts = tuple(self.verdicts(old, new)) if new else ()
            one, another = (r.source.body.strip() if r else "" for r in (old, new))
            slip = what == "changed" and one != another and spelling_only(one, another)
            self.spelling += slip
            prose = what == "changed" and one != another and not slip
            if what != "changed" or verdicts or prose:
                yield ReviewDiff(
                    what=what,
                    path=review.source.path,
                    cycle=review.cycle,
                    team=side.team(review.team),
                    verdicts=verdicts,
                    prose=prose,
                )

    def verdicts(self, old: Review | None, new: Review) -> Iterator[VerdictDiff]:
        before = {self.about(self.before, old, v)[0]: v for v in old.verdicts} if old else {}
        for verdict in new.verdicts:
            id, title = self.about(self.after, new, verdict)
            one = before.pop(id, None)
            fields = plain_diffs(
                self.written(self.before, old, one) if old and one else {},
                self.written(self.after, new, verdict),
            )
            if fields:
                what: What = "changed" if one else "new"
                yield VerdictDiff(what=what, objective=Named(id=id, title=title), fields=fields)
        for verdict in before.values():
            if old is not None:
                id, title = self.about(self.before, old, verdict)
                yield VerdictDiff(what="removed", objective=Named(id=id, title=title), fields=())

    @staticmethod
    def about(side: Side, review: Review, verdict: Verdict) -> Place:
        found = _find(side, review, parse_reference(verdict.objective))
        if found is None:
            return verdict.objective, verdict.objective
        return side.now(found)[0], side.objective(found.objective).title

    @staticmethod
    def written(side: Side, review: Review, verdict: Verdict) -> Mapping[str, Written]:
        """What a verdict says, field by field: each self-grade is one."""
        target = _find(side, review, verdict.carried_to)
        carried_to = verdict.carried_to.text if verdict.carried_to else ""
        return {
            **texts(decision=verdict.decision, carried_to=side.now(target)[0] if target else carried_to),
            **{f"score of {key_result}": plain(score) for key_result, score in verdict.scores},
        }


def _find(side: Side, review: Review, reference: Reference | None) -> Target | None:
    if reference is None:
        return None
    found = side.facts.directory.find(reference, cycle=review.cycle, team=review.team)
    return found if isinstance(found, Target) else None
