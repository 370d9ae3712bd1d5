"""A site whose pages are made when somebody asks for them: what a preview shows.

What stands at an address is, byte for byte, what would be published there.
"""

import threading
from fnmatch import fnmatchcase
from functools import cached_property
from pathlib import Path

from okrsite.building import pipeline
from okrsite.building.dress import checked_theme
from okrsite.building.maker import Maker
from okrsite.building.pictures import Pictures
from okrsite.building.report import Checked
from okrsite.building.site import Job
from okrsite.diagnostics import Diagnostic
from okrsite.rendering.themes import STYLES, Theme, static_files, stylesheet
from okrsite.translation.languages import Language, language_of, speaking
from okrsite.views.company import Company


class LiveSite:
    """The site of content that was checked and has nothing that stops it. May be asked by several threads.

    Raises ThemeError where there is no such theme, or where it has faults.
    """

    def __init__(self, checked: Checked, content: Path, theme: str | None, pictures: Pictures) -> None:
        self._checked = checked
        self._content = content
        self._pictures = pictures
        self._lock = threading.RLock()
        self._made: dict[str, bytes] = {}
        self._tried: set[str] = set()
        self._theme: Theme
        self._theme, self.remarks = self._dressed(theme)

    def _dressed(self, theme: str | None) -> tuple[Theme, tuple[Diagnostic, ...]]:
        with speaking(self._language):
            return checked_theme(pipeline.theme_of(self._checked, self._content, theme))

    def prepare(self) -> None:
        """Work out what all pages rest on, so that the first one need not wait for it."""
        with self._lock, speaking(self._language):
            assert self._files is not None and self._exact is not None

    def find(self, path: str) -> Path | bytes | None:
        """What is published at a path of the site, or the file that is published there as it is; None where
        nothing is. Raises RenderError where a template of the theme does not work."""
        file = self._files.get(path)
        if file is not None:
            return file
        with self._lock, speaking(self._language):
            if path == f"_static/{STYLES}" and self._theme.look.stylesheet:
                return stylesheet(self._theme).encode()
            if path not in self._made:
                self._make(path)
            return self._made.get(path)

    @property
    def _language(self) -> Language:
        return language_of(self._checked.facts.portfolio.settings.language)

    @cached_property
    def _company(self) -> Company:
        return pipeline.published_company(self._checked, self._content)

    @cached_property
    def _maker(self) -> Maker:
        pages = pipeline.page_of_file(self._company)
        return Maker(self._company, self._theme, pages, pipeline.follower, self._pictures)

    @cached_property
    def _exact(self) -> dict[str, Job]:
        return {job.at: job for job in self._maker.jobs if "*" not in job.at}

    @cached_property
    def _several(self) -> tuple[Job, ...]:
        return tuple(job for job in self._maker.jobs if "*" in job.at)

    @cached_property
    def _files(self) -> dict[str, Path]:
        """The files that are published as they are."""
        with self._lock, speaking(self._language):
            assets = {path: self._content / path for path in self._company.portfolio.assets}
            return assets | dict(static_files(self._theme))

    def _make(self, path: str) -> None:
        """Make what is at a path. Of several that may stand there, those that are made first stay."""
        job = self._exact.get(path)
        for one in [job] if job else self._several:
            if one.key in self._tried or not (job or fnmatchcase(path, one.at)):
                continue
            for made in self._maker.make([one]):
                for at, data in made.files:
                    if at == path or not one.late:  # what is late stands where nothing else does
                        self._made.setdefault(at, data)
            if not one.late:
                self._tried.add(one.key)
            if path in self._made:
                return
