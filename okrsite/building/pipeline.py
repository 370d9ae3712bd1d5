"""How content becomes a published site: the stages in their order, each from values to values.

load -> check -> take drafts out -> view -> lay out -> render -> publish
"""

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from okrsite.alignment import align, without_drafts
from okrsite.building.refusals import refuse_no_content, refuse_overlap
from okrsite.building.report import Built, Checked
from okrsite.changes.changes import NO_CHANGES, Changes, changes_of
from okrsite.history.past import Past, Unknown, recall
from okrsite.keeping.garbage import frozen, uncollected
from okrsite.keeping.recollection import Recollection
from okrsite.loading.load import load
from okrsite.loading.memory import Memory
from okrsite.loading.standing import PAUSES, restless
from okrsite.model.check_in import CheckIn
from okrsite.model.portfolio import Portfolio
from okrsite.readings import collect
from okrsite.rules.rule import Facts
from okrsite.rules.runner import check
from okrsite.scoring.progress import score_all
from okrsite.translation.languages import language_of, speaking
from okrsite.views.urls import resolve

if TYPE_CHECKING:
    from okrsite.building.earlier import Earlier
    from okrsite.building.record import Keeper
    from okrsite.views.company import Company

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and of how much."""


def check_content(
    content: Path,
    *,
    today: date | None = None,
    progress: Progress | None = None,
    past: Past | Unknown | None = None,
    overlay: Mapping[str, str] | None = None,
    memory: Memory | None = None,
    changed: frozenset[str] | None = None,
) -> Checked:
    """Load and check a content folder. Raises ContentError where there is none.

    `past` is what is known of its past, by default what git knows of the folder. `overlay` has texts that
    stand for files, by path; `memory` spares whoever checks again and again reading what is as it was, and
    looking at it where `changed` is all that may have changed since, by path in the folder.
    """
    refuse_no_content(content)
    step = _step(progress, "Reading")
    for pause in (*PAUSES, None):
        loaded = load(content, today=today, progress=step, overlay=overlay, memory=memory, changed=changed)
        known = past or recall(content)
        stood = loaded.seen.stands()
        if stood or pause is None:
            break
        changed = None  # more than what was told of
        time.sleep(pause)
    findings = loaded.findings if stood else (*loaded.findings, restless())
    changes = changes_of(loaded.portfolio, known)
    facts = facts_of(loaded.portfolio, changes, memory.recollection if memory else None)
    if memory:
        facts = replace(facts, judged=memory.judged)
    diagnostics = check(facts, findings, broken_drafts=loaded.broken_drafts)
    return Checked(facts=facts, diagnostics=diagnostics)


def facts_of(
    portfolio: Portfolio, changes: Changes = NO_CHANGES, recollection: Recollection | None = None
) -> Facts:
    """A portfolio with all that follows from it, and what is known of its past. A `recollection` spares
    whoever does it again and again what follows from the same as before."""
    known = recollection or Recollection()
    alignment = align(portfolio)
    readings = collect(portfolio, alignment.directory, known.within("readings"))
    scores = score_all(portfolio, readings, known.within("scores"))
    return Facts(
        portfolio=portfolio,
        alignment=alignment,
        readings=readings,
        scores=scores,
        changes=changes,
        recollection=known.within("rules").on(portfolio.settings, portfolio.today, portfolio.cycles),
    )


def published_company(checked: Checked, content: Path, at: "Earlier | None" = None) -> "Company":
    """What the site may show: everything that does not name a draft, and no check-in that says nothing. It is
    the content of today, or that of an earlier commit."""
    from okrsite.views.company import Company
    from okrsite.views.history_lines import commit_line

    written = checked.facts
    shown = without_drafts(written.portfolio, written.directory)
    check_ins = tuple(_shown_check_ins(written))
    whole = shown is written.portfolio and len(check_ins) == len(shown.check_ins)
    known = written.recollection.within("shown")
    facts = written if whole else facts_of(replace(shown, check_ins=check_ins), recollection=known)
    company = Company(
        portfolio=replace(facts.portfolio, assets=_shown_assets(facts)),
        alignment=facts.alignment,
        readings=facts.readings,
        scores=facts.scores,
        diagnostics=tuple(d for d in checked.diagnostics if not d.private),
        changes=written.changes,
        content_path=content_path(content),
        as_of=commit_line(shown.settings, written.changes.public(at.commit), at.day) if at else None,
        recollection=facts.recollection,
    )
    if not shown.settings.repository:  # and so no link to a new file
        return company
    from okrsite.building.new_texts import new_texts

    return replace(company, new_texts=new_texts(facts, company))


def _shown_check_ins(written: Facts) -> Iterator[CheckIn]:
    """The check-ins that say anything, but for those that read nothing but drafts, or files that can't be
    read and may be some: their words are of drafts too."""
    drafts = {objective.id for objective in written.portfolio.objectives if objective.draft}
    ghosts = bool(written.portfolio.ghosts)
    if not drafts and not ghosts:
        yield from written.check_ins
        return
    for check_in in written.check_ins:
        read = [written.readings.key_of(check_in.source.path, r.key) for r in check_in.readings]
        if not read or any(not ghosts if key is None else key[0] not in drafts for key in read):
            yield check_in


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
    memory: Memory | None = None,
    records: "Keeper | None" = None,
) -> Built:
    """Check the content and publish it as a site: that of an earlier commit if `at` has it, seen from its day
    where no other is given.

    Where the content has errors (or warnings, if `strict`), nothing is published and what was published
    stays. What files gave the last time (`memory`) and what was made of it (`records`) spares work, and
    changes nothing of what is published. Raises ContentError, ThemeError, RenderError, PublishError.
    """
    refuse_overlap(content, output)
    with uncollected():  # all that is made stays until the end
        if at is None:
            checked = check_content(content, today=today, progress=progress, memory=memory)
        else:
            checked = check_content(at.folder, today=today or at.day, progress=progress, past=at.past)
    if checked.stops(strict=strict):
        return Built(report=checked.report, checked=checked)
    with frozen():
        return publish_checked(
            checked, content, output, theme=theme, at=at, progress=progress, records=records
        )


def publish_checked(
    checked: Checked,
    content: Path,
    output: Path,
    *,
    theme: str | None = None,
    at: "Earlier | None" = None,
    progress: Progress | None = None,
    records: "Keeper | None" = None,
) -> Built:
    """Publish content that was checked and has nothing that stops it, in the language of its settings. For an
    earlier commit (`at`), themes and links to the forge are still those of the content folder of today.

    `records` know what the last build made of what: without them everything is made, and none is kept.
    """
    with speaking(language_of(checked.facts.portfolio.settings.language)):
        return _publish(checked, content, output, theme=theme, at=at, progress=progress, records=records)


def _publish(
    checked: Checked,
    content: Path,
    output: Path,
    *,
    theme: str | None,
    at: "Earlier | None",
    progress: Progress | None,
    records: "Keeper | None",
) -> Built:
    from okrsite.building.dress import add_theme, checked_theme
    from okrsite.building.making import Making
    from okrsite.building.publish import Publication
    from okrsite.building.record import Record

    company = published_company(checked, content, at)
    dress, remarks = checked_theme(theme_of(checked, content, theme))
    known, layouts, digests = Record(), b"", None
    if records is not None:
        known, layouts, digests = records.of(output), records.layouts(), records.digests
    pages = page_of_file(company)
    making = Making(company, dress, pages, follower, known, layouts, digests)
    with Publication(output) as publication:
        due = making.due(output)  # now that a killed build is cleared up, and nobody else writes there
        publication.few = due.few
        add_theme(publication, dress)
        for asset in company.portfolio.assets:
            publication.add_file(asset, (at.folder if at else content) / asset)
        publication.add(".nojekyll", b"")
        record = making.make(due, publication, _step(progress, "Writing"), remember=records is not None)
        published = publication.switch()
    if records is not None:
        records.keep(output, record)
        if drawn := making.layouts():
            records.keep_layouts(drawn)
    return Built(
        report=checked.report,
        url=checked.facts.portfolio.settings.url,
        checked=checked,
        published=published,
        pages=making.pages,
        undrawn=making.undrawn,
        remarks=remarks,
    )


def theme_of(checked: Checked, content: Path, theme: str | None) -> str:
    """The name or folder of the theme: the one asked for, else the settings'."""
    from okrsite.building.theme_place import theme_folder

    return theme_folder(checked.facts.portfolio.settings.theme, content, theme)


def page_of_file(company: "Company") -> Mapping[str, str]:
    """The page of each content file that has one, and the address of each asset."""
    from okrsite.views import urls

    assets = {asset: quote(asset) for asset in company.portfolio.assets}
    return urls.of_content(company.portfolio, company.check_in_pages) | assets


def follower(pages: Mapping[str, str]) -> Callable[[str, str], str | None]:
    """Says where links in prose lead: from a content file and an address to a page of the site."""
    from okrsite.prose.addresses import is_local
    from okrsite.views import urls

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


def _step(progress: Progress | None, what: str) -> Callable[[int, int], None] | None:
    if progress is None:
        return None
    report = progress

    def step(done: int, total: int) -> None:
        report(what, done, total)

    return step
