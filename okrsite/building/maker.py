"""Makes the pages and files of a company, some jobs at a time, from whatever is asked for."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from okrsite.building.pictures import Pictures
from okrsite.building.site import File, Job, all_jobs, site_of
from okrsite.rendering.environment import Follow, Renderer
from okrsite.rendering.themes import Theme
from okrsite.views.asked import AskedMapping, Question, Tape, asked
from okrsite.views.cards import Cards
from okrsite.views.company import Company
from okrsite.views.parts import Site

ABOUT = "about"
"""What is asked for each job: what it tells of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What a job became: its files, and what was `asked` for them. It is `whole` unless it lacks a graph that
    nobody could lay out."""

    job: Job
    files: tuple[File, ...]
    asked: frozenset[Question]
    whole: bool


class Maker:
    """Makes the jobs of one company in one theme. `pages` are the pages of content files, `follow` says by
    them where links lead, `pictures` lay out their graphs."""

    def __init__(
        self,
        company: Company,
        theme: Theme,
        pages: Mapping[str, str],
        follow: Callable[..., Follow],
        pictures: Pictures,
    ) -> None:
        self._tape = Tape()
        self._company = company
        self._cards = Cards(asked(company, self._tape))
        self.pictures = pictures
        self.site: Site = site_of(company, Cards(company))
        self.renderer = Renderer(
            theme=theme,
            site=asked(self.site, self._tape, "site"),
            follow=follow(AskedMapping(pages, "pages", self._tape)),
            drawing=self.pictures.draw,
            tape=self._tape,
        )

    @cached_property
    def jobs(self) -> tuple[Job, ...]:
        """All that is to be made of the company."""
        return tuple(all_jobs(self._cards.company, self._cards))

    def make(self, jobs: Iterable[Job]) -> Iterator[Made]:
        """Make some jobs together: one after the other, but for their graphs. Raises RenderError."""
        begun = []
        for job in jobs:
            with self._tape.listening() as questions:
                self._tape.put((ABOUT, job.key))
                begun.append((job, tuple(job.make()), questions))
        self.pictures.lay_out(page for _, made, _ in begun for page in made if not isinstance(page, tuple))
        for job, made, questions in begun:
            with self._tape.listening() as further:
                files = tuple(
                    one if isinstance(one, tuple) else (one.frame.url, self.renderer.page(one).encode())
                    for one in made
                )
            whole = all(map(self.pictures.drawn, made))
            yield Made(job=job, files=files, asked=frozenset(questions | further), whole=whole)
