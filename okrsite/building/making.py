"""Makes the jobs of a site, those only whose answers are not what they were in the last build."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from okrsite.building.digests import Answer, Digests
from okrsite.building.dress import fingerprint
from okrsite.building.maker import ABOUT, Maker
from okrsite.building.output import umask
from okrsite.building.pictures import Pictures
from okrsite.building.publish import Publication, Stamp
from okrsite.building.record import Record
from okrsite.building.site import Job
from okrsite.keeping.garbage import frozen
from okrsite.rendering import graph_engine
from okrsite.rendering.environment import Follow
from okrsite.rendering.layouts import Layouts
from okrsite.rendering.themes import Theme
from okrsite.spreading import processes, spread
from okrsite.translation.languages import spoken
from okrsite.views.asked import FREE, Answers, Question
from okrsite.views.company import Company

BATCH = 64
"""Jobs that are made together: enough to keep the layout of graphs busy, few enough to keep memory small."""

PARTS = 8
"""Batches that few jobs of a large company are cut into, for several processes to share."""

LARGE = 300
"""Objectives of a company whose overviews are worth a process of their own."""

ROUND = 128
"""Batches after which processes end and others take over: what one remembers is not to fill the memory."""

QUESTIONS = 4096
"""Questions that are answered together, where there are many."""

FEW = 0.2
"""The share of jobs up to which the files of a site are replaced one by one."""

Step = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """What a build has to do: the jobs to make, and the files of the others, by job."""

    jobs: tuple[Job, ...]
    kept: Mapping[str, tuple[Stamp, ...]]

    @property
    def few(self) -> bool:
        """Whether little of the site is made anew."""
        return len(self.jobs) <= FEW * (len(self.jobs) + len(self.kept))


class Making:
    """The making of one site. `known` is the record of what the last build made, `layouts` how graphs were
    laid out."""

    def __init__(
        self,
        company: Company,
        theme: Theme,
        pages: Mapping[str, str],
        follow: Callable[..., Follow],
        known: Record,
        layouts: bytes = b"",
        digests: Digests | None = None,
    ) -> None:
        self._company = company
        self._known = known
        self._digests = digests or Digests()
        self._told: dict[Question, Answer] = {}
        self._pictures = Pictures(Layouts(layouts))
        self._maker = Maker(company, theme, pages, follow, self._pictures)
        self._others: dict[str, Any] = {"site": self._maker.site, "pages": pages}
        self._answers = Answers(company, self._others)
        engines = graph_engine.identity(graph_engine.engines())
        self._ground = self._digests.of((self._free(), fingerprint(theme), spoken().tag, umask(), engines))
        self.pages = 0
        self._learned = False

    @property
    def undrawn(self) -> int:
        """How many graphs nobody could lay out."""
        return self._pictures.undrawn

    def due(self, output: Path) -> Due:
        """What has to be made, as things stand in the output folder."""
        jobs = self._maker.jobs
        self._others[ABOUT] = {job.key: job.about for job in jobs}
        if self._known.ground != self._ground:
            return Due(jobs=jobs, kept={})
        self._ask(tuple(self._known.questions))
        names = {job.key for job in jobs}
        standing = {key: files for key, files in self._known.standing(self.told, output) if key in names}
        return Due(jobs=tuple(job for job in jobs if job.late or job.key not in standing), kept=standing)

    def make(self, due: Due, publication: Publication, step: Step | None, *, remember: bool) -> Record:
        """Make what is due, and keep the rest. Returns the record of this build, which is empty unless
        somebody will `remember` it."""
        record = self._known.only(due.kept, self.told) if due.kept else Record()
        record.ground = self._ground
        for files in due.kept.values():
            for path, _, _ in files:
                publication.keep(path)
                self.pages += path.endswith(".html")
        done, total = 0, len(due.jobs)

        def count(jobs: int) -> None:
            nonlocal done
            done += jobs
            if step is not None:
                step(done, total)

        batches = self._batches([job for job in due.jobs if not job.late])
        workers = processes(len(batches))
        if workers > 1:
            self._maker.renderer.prepare()  # once, not in each of them
            for at in range(0, len(batches), ROUND):
                part = batches[at : at + ROUND]
                self._spread(workers, part, publication, record, count, remember=remember)
        else:
            for batch in batches:
                self._make(batch, publication, record)
                count(len(batch))
        late = [job for job in due.jobs if job.late]
        self._make(late, publication, record)
        count(len(late))
        self._pictures.close()
        if remember:
            self._ask(record.untold)
            record.tell(self.told)
        return record

    def _batches(self, jobs: Sequence[Job]) -> list[Sequence[Job]]:
        """Jobs that are made together; in a large company each that is wide for itself."""
        if len(self._company.objectives) < LARGE:
            return [jobs[at : at + BATCH] for at in range(0, len(jobs), BATCH)]
        narrow = [job for job in jobs if not job.wide]
        size = min(BATCH, len(narrow) // PARTS + 1)
        alone = [(job,) for job in jobs if job.wide]
        return [*alone, *(narrow[at : at + size] for at in range(0, len(narrow), size))]

    def layouts(self) -> bytes:
        """How all graphs were laid out, if something of it is new; else nothing."""
        known = self._pictures.known
        return known.dump() if self._learned or known.news() else b""

    def told(self, question: Question) -> Answer:
        """What is noted of the answer to a question."""
        if question not in self._told:
            self._told[question] = self._digests.of(self._answers.to(question))
        return self._told[question]

    def _ask(self, questions: Sequence[Question]) -> None:
        """Put questions to the company, in several processes if there are many."""
        count = -(-len(questions) // QUESTIONS)
        workers = processes(count)
        if workers < 2:
            return  # each is put when it is wanted
        answers: dict[int, list[Answer]] = {}

        def work(number: int) -> int:
            part = questions[number * QUESTIONS : (number + 1) * QUESTIONS]
            answers[number] = [self.told(question) for question in part]
            return 0

        with frozen():
            for found in (answers, *spread(workers, count, work, lambda: answers, lambda _: None)):
                for number, told in found.items():
                    part = questions[number * QUESTIONS : (number + 1) * QUESTIONS]
                    self._told.update(zip(part, told, strict=True))

    def _free(self) -> tuple[Any, ...]:
        return tuple(self._answers.to((path,)) for path in sorted(FREE))

    def _spread(
        self,
        workers: int,
        batches: Sequence[Sequence[Job]],
        publication: Publication,
        record: Record,
        count: Callable[[int], None],
        *,
        remember: bool,
    ) -> None:
        """Make some batches in several processes."""
        self._pictures.close()  # each has its own
        own, before = Record(), publication.added()
        pages, undrawn = self.pages, self.undrawn

        def work(number: int) -> int:
            self._make(batches[number], publication, own)
            return len(batches[number])

        def found() -> tuple[Any, ...]:
            news = self._pictures.known.news()
            return (
                own if remember else None,
                publication.added(),
                self.pages - pages,
                self.undrawn - undrawn,
                news,
            )

        with frozen():
            results = spread(workers, len(batches), work, found, count)
        if remember:
            record.absorb(own)
        for theirs, added, made, left, news in results:
            self._pictures.known.learn(news)
            self._learned |= bool(news)
            publication.take_in(before, added)
            if theirs is not None:
                record.absorb(theirs)
            self.pages += made
            self._pictures.undrawn += left

    def _make(self, jobs: Sequence[Job], publication: Publication, record: Record) -> None:
        """Make some jobs, and enter them in a record."""
        for made in self._maker.make(jobs):
            stamps = []
            for path, data in made.files:
                if not made.job.late or path not in publication.paths:
                    stamps.append(publication.add(path, data))
                    self.pages += path.endswith(".html")
            if not made.job.late and made.whole:
                record.enter(made.job.key, made.asked, stamps)
