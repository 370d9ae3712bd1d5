"""How content becomes a published site: the stages in their order, each from values to values.

load -> check -> take drafts out -> view -> lay out -> render -> publish
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from okrsite.alignment import align, without_drafts
from okrsite.building.pictures import Pictures
from okrsite.changes.changes import NO_CHANGES, Changes, changes_of
from okrsite.diagnostics import Diagnostic, Severity
from okrsite.history.past import Past, Unknown, recall
from okrsite.loading.load import load
from okrsite.loading.memory import Memory
from okrsite.model.portfolio import Portfolio
from okrsite.readings import collect
from okrsite.rules.rule import Facts
from okrsite.rules.runner import check
from okrsite.scoring.progress import score_all
from okrsite.translation.languages import language_of, speaking
from okrsite.views.company import Company
from okrsite.views.history_lines import commit_line
from okrsite.views.pages import Page
from okrsite.views.urls import resolve

if TYPE_CHECKING:
    from okrsite.building.earlier import Earlier
    from okrsite.building.publish import Published

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and of how much."""

BATCH = 2000
"""Pages that are viewed, laid out and rendered together: enough to keep the layout busy, few enough to
keep memory small."""


class ContentError(Exception):
    """There is no content to build; the message says where it was sought and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """Content that was loaded and checked."""

    facts: Facts
    diagnostics: tuple[Diagnostic, ...]

    @property
    def errors(self) -> int:
        return sum(d.severity is Severity.ERROR for d in self.diagnostics)

    @property
    def warnings(self) -> int:
        """Those that are shown: not the silent ones of closed cycles."""
        return sum(d.severity is Severity.WARNING and not d.silent for d in self.diagnostics)

    def stops(self, *, strict: bool) -> bool:
        """Whether it keeps the site from being published."""
        return bool(self.errors or (strict and self.warnings))


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a build did. `published` is None where errors in content stopped it; `undrawn` counts the
    graphs that nobody could lay out; `remarks` are what of the theme is worth a look."""

    checked: Checked
    published: "Published | None" = None
    pages: int = 0
    undrawn: int = 0
    remarks: tuple[Diagnostic, ...] = ()


def check_content(
    content: Path,
    *,
    today: date | None = None,
    progress: Progress | None = None,
    past: Past | Unknown | None = None,
    overlay: Mapping[str, str] | None = None,
    memory: Memory | None = None,
) -> Checked:
    """Load and check a content folder. Raises ContentError where there is none.

    `past` is what is known of its past, by default what git knows of the folder. `overlay` has texts that
    stand for files, by path; `memory` spares whoever checks again and again reading what is as it was.
    """
    refuse_no_content(content)
    step = _step(progress, "Reading")
    loaded = load(content, today=today, progress=step, overlay=overlay, memory=memory)
    facts = facts_of(loaded.portfolio, changes_of(loaded.portfolio, past or recall(content)))
    diagnostics = check(facts, loaded.findings, broken_drafts=loaded.broken_drafts)
    return Checked(facts=facts, diagnostics=diagnostics)


def facts_of(portfolio: Portfolio, changes: Changes = NO_CHANGES) -> Facts:
    """A portfolio with all that follows from it, and what is known of its past."""
    alignment = align(portfolio)
    readings = collect(portfolio, alignment.directory)
    scores = score_all(portfolio, readings)
    return Facts(portfolio=portfolio, alignment=alignment, readings=readings, scores=scores, changes=changes)


def published_company(checked: Checked, content: Path, at: "Earlier | None" = None) -> Company:
    """What the site may show: everything that does not name a draft, and no check-in that says nothing. It is
    the content of today, or that of an earlier commit."""
    written = checked.facts
    shown = without_drafts(written.portfolio, written.directory)
    facts = facts_of(replace(shown, check_ins=written.check_ins))
    company = Company(
        portfolio=replace(facts.portfolio, assets=_shown_assets(facts)),
        alignment=facts.alignment,
        readings=facts.readings,
        scores=facts.scores,
        diagnostics=tuple(d for d in checked.diagnostics if not d.private),
        changes=written.changes,
        content_path=content_path(content),
        as_of=commit_line(shown.settings, at.commit, at.day) if at else None,
    )
    if not shown.settings.repository:  # and so no link to a new file
        return company
    from okrsite.building.new_texts import new_texts

    return replace(company, new_texts=new_texts(facts, company))


def _shown_assets(facts: Facts) -> tuple[str, ...]:
    """The files in `assets/` that published prose shows or links to: others may belong to a draft."""
    named = {resolve(source.path, link.href)[0] for source, link in facts.prose_links}
    return tuple(path for path in facts.portfolio.assets if path in named)


def content_path(content: Path) -> str:
    """The content folder's path in its repository, or its own name outside of one."""
    folder = content.resolve()
    for above in (folder, *folder.parents):
        if (above / ".git").exists():
            return "" if above == folder else folder.relative_to(above).as_posix()
    return folder.name


def build(
    content: Path,
    output: Path,
    *,
    theme: str | None = None,
    today: date | None = None,
    strict: bool = False,
    at: "Earlier | None" = None,
    progress: Progress | None = None,
) -> Built:
    """Check the content and publish it as a site: that of an earlier commit if `at` has it, seen from its day
    where no other is given.

    Where the content has errors (or warnings, if `strict`), nothing is published and what was published
    stays. Raises ContentError, ThemeError, RenderError, PublishError.
    """
    refuse_overlap(content, output)
    if at is None:
        checked = check_content(content, today=today, progress=progress)
    else:
        checked = check_content(at.folder, today=today or at.day, progress=progress, past=at.past)
    if checked.stops(strict=strict):
        return Built(checked=checked)
    return publish_checked(checked, content, output, theme=theme, at=at, progress=progress)


def publish_checked(
    checked: Checked,
    content: Path,
    output: Path,
    *,
    theme: str | None = None,
    at: "Earlier | None" = None,
    progress: Progress | None = None,
) -> Built:
    """Publish content that was checked and has nothing that stops it, in the language of its settings. For an
    earlier commit (`at`), themes and links to the forge are still those of the content folder of today."""
    with speaking(language_of(checked.facts.portfolio.settings.language)):
        return _publish(checked, content, output, theme=theme, at=at, progress=progress)


def _publish(
    checked: Checked,
    content: Path,
    output: Path,
    *,
    theme: str | None,
    at: "Earlier | None",
    progress: Progress | None,
) -> Built:
    from okrsite.building.dress import add_theme, checked_theme
    from okrsite.building.extras import extra_files
    from okrsite.building.publish import Publication
    from okrsite.building.site import all_pages, page_count, site_of
    from okrsite.rendering.environment import Renderer
    from okrsite.views.cards import Cards

    company = published_company(checked, content, at)
    cards = Cards(company)
    dress, remarks = checked_theme(theme_of(checked, content, theme))
    pictures = Pictures()
    renderer = Renderer(
        theme=dress,
        site=site_of(company, cards),
        follow=follower(company.portfolio),
        drawing=pictures.draw,
    )
    total = page_count(company)
    step = _step(progress, "Writing")
    written = 0
    with Publication(output) as publication:
        add_theme(publication, dress)
        for asset in company.portfolio.assets:
            publication.add_file(asset, (at.folder if at else content) / asset)
        publication.add(".nojekyll", b"")
        for name, data in extra_files(company, cards):
            publication.add(name, data)
        for batch in _batches(all_pages(company, cards)):
            pictures.lay_out(batch)
            for page in batch:
                publication.add(page.frame.url, renderer.page(page).encode())
                written += 1
                if step is not None and (written % 32 == 0 or written >= total):
                    step(min(written, total), total)
        published = publication.switch()
    return Built(
        checked=checked, published=published, pages=written, undrawn=pictures.undrawn, remarks=remarks
    )


def theme_of(checked: Checked, content: Path, theme: str | None) -> str:
    """The name or folder of the theme: the one asked for, else the settings'."""
    from okrsite.building.dress import theme_folder

    return theme_folder(checked.facts.portfolio.settings.theme, content, theme)


def follower(portfolio: Portfolio) -> Callable[[str, str], str | None]:
    """Says where links in prose lead: from a content file and an address to a page of the site."""
    from okrsite.prose import is_local
    from okrsite.views import urls

    pages = urls.of_content(portfolio) | {asset: quote(asset) for asset in portfolio.assets}

    def follow(path: str, href: str) -> str | None:
        if not is_local(href):
            return None
        if not path:  # prose shipped with okrsite names pages, not content files
            return href
        target, fragment = urls.resolve(path, href)
        page = pages.get(target)
        if page is None:
            return ""
        return page if "#" in page else page + fragment

    return follow


def refuse_no_content(content: Path) -> None:
    """Raises ContentError where there is no such folder."""
    if not content.is_dir():
        raise ContentError(
            f"There is no content folder at {content}: `okrsite init` makes a small one,"
            " and `--content` names another."
        )


def refuse_overlap(content: Path, output: Path) -> None:
    """Raises PublishError where the output lies in the content or the content in the output."""
    from okrsite.building.publish import PublishError

    inside, outside = content.resolve(), output.resolve()
    if inside == outside or inside.is_relative_to(outside) or outside.is_relative_to(inside):
        raise PublishError(
            f"The output folder {output} and the content folder {content} lie in one another:"
            " choose a folder beside the content."
        )


def _batches(pages: Iterator[Page]) -> Iterator[list[Page]]:
    while batch := list(islice(pages, BATCH)):
        yield batch


def _step(progress: Progress | None, what: str) -> Callable[[int, int], None] | None:
    if progress is None:
        return None
    report = progress

    def step(done: int, total: int) -> None:
        report(what, done, total)

    return step
