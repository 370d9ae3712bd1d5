"""A theme checked as a whole: its files are read, and every page is made once and thrown away."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from okrsite.building.dress import faults_of_pages, settings_of
from okrsite.building.pipeline import check_content, follower, page_of_file, published_company
from okrsite.building.report import Checked
from okrsite.building.theme_place import theme_folder
from okrsite.diagnostics import Diagnostic, Severity
from okrsite.keeping.aside import scratch
from okrsite.loading.today import today_in
from okrsite.rendering.themes import Theme, ThemeError, load_theme
from okrsite.starter import starter_files
from okrsite.translation.languages import language_of, speaking
from okrsite.views.pages import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeChecked:
    """What a check of a theme found. `pages` counts those that were made, `of` says of what; none are where
    the theme has errors that no page would survive."""

    name: str
    found: tuple[Diagnostic, ...]
    pages: int = 0
    of: str = ""


def check_theme(content: Path, theme: str | None, *, today: date | None = None) -> ThemeChecked:
    """Check the theme that is asked for, else the one of the settings. Pages are made of the content; where
    there is none that can be published, of what `okrsite init` writes. Raises ThemeError where there is no
    such theme."""
    with _something(content, today) as (checked, of):
        name = theme_folder(settings_of(content).theme, content, theme)
        try:
            dress = load_theme(name)
        except ThemeError as error:
            if not error.faults:
                raise
            return ThemeChecked(name=Path(name).name, found=error.faults)
        found = [*dress.warnings, *_of_templates(dress)]
        if any(d.severity is Severity.ERROR for d in found):
            return ThemeChecked(name=dress.name, found=tuple(found))
        pages, faults = _made(checked, content, dress)
        return ThemeChecked(name=dress.name, found=(*found, *faults), pages=pages, of=of)


def _of_templates(theme: Theme) -> tuple[Diagnostic, ...]:
    from okrsite.rendering.template_checks import check_templates

    return check_templates(theme)


@contextmanager
def _something(content: Path, today: date | None) -> Iterator[tuple[Checked, str]]:
    """Content to make pages of, and what it is called."""
    if (content / "okrsite.yml").is_file():
        checked = check_content(content, today=today)
        if not checked.errors:
            yield checked, str(content)
            return
    with scratch() as folder:
        for path, text in starter_files("Acme Cookware", today or today_in()).items():
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        yield check_content(folder / "content", today=today), "a small example"


def _made(checked: Checked, content: Path, theme: Theme) -> tuple[int, tuple[Diagnostic, ...]]:
    """How many pages were tried, and what kept some from being made."""
    from okrsite.building.site import all_pages, site_of
    from okrsite.rendering.environment import Renderer
    from okrsite.views.cards import Cards

    with speaking(language_of(checked.facts.portfolio.settings.language)):
        company = published_company(checked, content)
        cards = Cards(company)
        renderer = Renderer(
            theme=theme,
            site=site_of(company, cards),
            follow=follower(page_of_file(company)),
            drawing=lambda *_: "<svg></svg>",  # laying graphs out would find nothing and takes long
        )
        tried = 0

        def pages() -> Iterator[Page]:
            nonlocal tried
            for page in all_pages(company, cards):
                tried += 1
                yield page

        faults = tuple(faults_of_pages(renderer, pages()))
    return tried, faults
