"""Which files there are, and what each is by its place in the tree."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from okrsite.diagnostics import Finding, did_you_mean
from okrsite.loading.listing import Listing
from okrsite.loading.stamps import Stamp
from okrsite.model.cycle import nearest_cycle_name
from okrsite.model.reference import DEVICES, LONGEST, RESERVED, id_fault, id_like, is_id
from okrsite.source import Place, SourceFile

PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg"})
_DATED = re.compile(r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})(?:-(?P<suffix>[a-z0-9]+(?:-[a-z0-9]+)*))?")
_CYCLE_NAME = re.compile(r"[12][0-9]{3}(-(H[12]|Q[1-4]))?|FY[0-9]{2}(-(H[12]|Q[1-4]))?")

_NOT_EVERYWHERE = re.compile(r'[<>:"|?*]|[ .]$')
"""What Windows has in no name: the repository could not be checked out there."""

Report = Callable[[Finding], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentFile:
    """A file of the content folder. `kind` is settings, company, asset, team, kpi, kpi_readings, cycle,
    objective, check_in, review or meeting; `name` is the file's own name without its ending."""

    kind: str
    path: str
    cycle: str = ""
    team: str = ""
    name: str = ""
    day: date | None = None
    suffix: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What the content folder holds: its files, and the names of its cycles' folders. `folders` has the
    stamps of all folders from before they were listed."""

    files: tuple[ContentFile, ...]
    cycles: tuple[str, ...]
    folders: Mapping[str, Stamp | None] = field(default_factory=dict, compare=False)


def discover(content: Path, report: Report, unsaved: Iterable[str] = ()) -> Found:
    """Walk the content folder. Whatever does not fit the tree is reported, nothing is skipped silently.

    `unsaved` are the paths of files that an editor holds: they count as if they were there.
    """
    walk = _Walk(content, report, unsaved)
    walk.top()
    return Found(files=tuple(walk.files), cycles=tuple(walk.cycles), folders=walk.folders)


def classify(content: Path, path: str) -> ContentFile | None:
    """What a file is by its path alone, whether or not it is there; None where it does not fit the tree."""
    folder = path.partition("/")[0]
    beside = [f"{folder}/index.md", f"{path.removesuffix('.csv')}.md"] if folder != path else []
    walk = _Walk(content, lambda _: None, [path, *beside], on_disk=False)
    walk.top()
    return next((file for file in walk.files if file.path == path), None)


def _parted(name: str) -> tuple[str, str]:
    """A file's name without its ending, and the ending: `q4.md` gives `q4` and `.md`."""
    dot = name.rfind(".")
    return (name[:dot], name[dot:]) if 0 < dot < len(name) - 1 else (name, "")


class _Walk:
    def __init__(
        self, content: Path, report: Report, unsaved: Iterable[str] = (), *, on_disk: bool = True
    ) -> None:
        self.report = report
        listing = Listing(content, self.note, unsaved, on_disk=on_disk)
        self.entries, self.folders = listing.entries, listing.folders
        self.files: list[ContentFile] = []
        self.cycles: list[str] = []

    def note(self, rule: str, path: str, message: str, hint: str) -> None:
        place = Place(source=SourceFile(path=path))
        self.report(Finding(rule=rule, place=place, message=message, hint=hint))

    def odd(self, path: str, message: str, hint: str) -> None:
        self.note("file-out-of-place", path, message, hint)

    def add(self, kind: str, path: str, **more: object) -> None:
        self.files.append(ContentFile(kind=kind, path=path, **more))  # type: ignore[arg-type]

    def top(self) -> None:
        for name, is_folder in self.entries(""):
            if is_folder:
                if name == "assets":
                    self.assets(name)
                elif name == "teams":
                    self.flat(name, "team")
                elif name == "kpis":
                    self.flat(name, "kpi")
                else:
                    self.cycle(name)
            elif name == "okrsite.yml":
                self.add("settings", name)
            elif name == "index.md":
                self.add("company", name)
            elif name.lower() in {"okrsite.yaml", "okrsite.yml", "okrsites.yml", "okrsite.yml.txt"}:
                self.odd(name, "the settings have another name", "Rename it to `okrsite.yml`.")
            else:
                self.odd(
                    name,
                    "no file of this name belongs at the top of the content",
                    did_you_mean(name, ("okrsite.yml", "index.md"))
                    or "Objectives go into `CYCLE/TEAM/`, teams into `teams/`, pictures into `assets/`."
                    " A name that starts with `_` is left alone.",
                )

    def assets(self, folder: str) -> None:
        alike: dict[str, str] = {}
        for name, is_folder in self.entries(folder):
            path = f"{folder}/{name}"
            other = alike.setdefault(unicodedata.normalize("NFC", name).casefold(), name)
            if "\\" in name or not name.isprintable():
                self.odd(path, "an address can't have all the signs in its name", "Rename it.")
            elif _NOT_EVERYWHERE.search(name) or name.partition(".")[0].lower() in DEVICES:
                self.odd(path, "Windows can have no file of this name", "Rename it.")
            elif other != name:
                self.odd(path, f"many computers take it and `{other}` for the same", "Rename one of them.")
            elif is_folder:
                self.assets(path)
            elif _parted(name)[1].lower() in PICTURES:
                self.add("asset", path, name=name)
            else:
                self.odd(
                    path,
                    "`assets/` holds pictures only",
                    "Use png, jpg, gif, webp, avif or svg, or delete it.",
                )

    def markdown(self, folder: str, name: str, *, dated: bool = False) -> str | None:
        """The name of a Markdown file without its ending, or None after a report."""
        path = f"{folder}/{name}"
        stem, ending = _parted(name)
        if ending != ".md":
            if ending.lower() in {".md", ".markdown", ".mdown", ".mkd", ".txt", ""}:
                self.odd(path, "a content file ends in `.md`", f"Rename it to `{stem}.md`.")
            else:
                self.odd(
                    path,
                    f"a `{ending}` file does not belong here",
                    "Move or delete it; pictures go into `assets/`.",
                )
            return None
        if dated or is_id(stem):
            return stem
        if stem in RESERVED:
            near = "Rename it to `review.md`, if it is one, or choose" if stem == "reviews" else "Choose"
            self.odd(path, f"`{stem}` is a reserved name", f"{near} another name.")
            return None
        near = id_like(stem)
        self.odd(
            path,
            f"`{name}` can't be an id: {id_fault(stem)}",
            f"Rename it to `{near}.md`." if near and near != stem else "Rename it.",
        )
        return None

    def flat(self, folder: str, kind: str) -> None:
        """`teams/` and `kpis/`: files only."""
        stems = set()
        tables = []
        for name, is_folder in self.entries(folder):
            path = f"{folder}/{name}"
            if is_folder:
                self.odd(path, f"`{folder}/` holds files, no folders", "Move its files up and delete it.")
            elif kind == "kpi" and _parted(name)[1] == ".csv":
                tables.append(name)
            elif stem := self.markdown(folder, name):
                stems.add(stem)
                self.add(kind, path, name=stem)
        for name in tables:
            stem = _parted(name)[0]
            if stem in stems:
                self.add("kpi_readings", f"{folder}/{name}", name=stem)
            else:
                self.odd(
                    f"{folder}/{name}",
                    f"these readings belong to no KPI: there is no `{stem}.md`",
                    did_you_mean(stem, stems) or f"Write `{folder}/{stem}.md` with the KPI's `name`.",
                )

    def cycle(self, cycle: str) -> None:
        entries = self.entries(cycle)
        if not entries:
            return
        known = bool(_CYCLE_NAME.fullmatch(cycle))
        if not known and ("index.md", False) not in entries:
            near = nearest_cycle_name(cycle)
            team = did_you_mean(cycle, ("teams", "kpis", "assets"))
            if near:
                hint = f"Rename it to `{near}`."
            elif is_id(cycle):
                hint = (
                    f"{team} A cycle of your own needs `{cycle}/index.md` with `starts` and `ends`.".strip()
                )
            else:
                hint = team or "Name it like `2026`, `2026-H2`, `2026-Q4` or `FY27-Q2`."
            self.note("bad-cycle-name", cycle, f"`{cycle}` is no name of a cycle", hint)
            return
        if not known and not is_id(cycle):
            near = nearest_cycle_name(cycle) or id_like(cycle)
            self.note(
                "bad-cycle-name",
                cycle,
                f"`{cycle}` is no name of a cycle: {id_fault(cycle).replace('an id', 'a name of your own')}",
                f"Rename it to `{near}`." if near and near != cycle else "Rename it.",
            )
            return
        self.cycles.append(cycle)
        for name, is_folder in entries:
            path = f"{cycle}/{name}"
            if is_folder and name == "reviews":
                for meeting, inner in self.entries(path):
                    self.dated("meeting", path, meeting, inner, cycle=cycle)
            elif is_folder:
                self.team(cycle, name)
            elif name == "index.md":
                self.add("cycle", path, cycle=cycle)
            else:
                self.odd(
                    path,
                    "a cycle holds `index.md` and a folder for each team",
                    did_you_mean(name, ("index.md",))
                    or f"Move it into the folder of its team, like `{cycle}/growth/{name}`.",
                )

    def team(self, cycle: str, team: str) -> None:
        folder = f"{cycle}/{team}"
        if not is_id(team):
            near = id_like(team)
            self.odd(
                folder,
                f"`{team}` can't be a team's id: {id_fault(team)}",
                did_you_mean(team, ("reviews",))
                or (f"Rename the folder to `{near}`." if is_id(near) else "Rename the folder."),
            )
            return
        for name, is_folder in self.entries(folder):
            path = f"{folder}/{name}"
            if is_folder and name == "checkins":
                for check_in, inner in self.entries(path):
                    self.dated("check_in", path, check_in, inner, cycle=cycle, team=team)
            elif is_folder:
                self.odd(
                    path,
                    "in a team's folder there is only the folder `checkins`",
                    did_you_mean(name, ("checkins",)) or "Move its files up and delete it.",
                )
            elif name == "review.md":
                self.add("review", path, cycle=cycle, team=team)
            elif _DATED.fullmatch(_parted(name)[0]):
                self.odd(
                    path,
                    "a team's folder holds objectives, and this is named for a day",
                    f"Move it to `{folder}/checkins/{name}` if it is a check-in, or rename it.",
                )
            elif stem := self.markdown(folder, name):
                self.add("objective", path, cycle=cycle, team=team, name=stem)

    def dated(self, kind: str, folder: str, name: str, is_folder: bool, **more: str) -> None:
        path = f"{folder}/{name}"
        if is_folder:
            self.odd(path, f"`{folder}` holds files, no folders", "Move its files up and delete it.")
            return
        stem = self.markdown(folder, name, dated=True)
        if stem is None:
            return
        match = _DATED.fullmatch(stem)
        day = None
        if match:
            try:
                day = date.fromisoformat(match["day"])
            except ValueError:
                day = None
        if match is not None and len(match["suffix"] or "") > LONGEST:
            self.odd(path, f"behind its day, a name has at most {LONGEST} characters", "Shorten it.")
            return
        if match is None or day is None:
            near = id_like(stem)
            self.odd(
                path,
                f"`{name}` is not named for a day" if match is None else f"there is no day `{match['day']}`",
                f"Rename it to `{near}.md`."
                if match is None and _DATED.fullmatch(near)
                else "Name it for its day, like `2026-10-16.md` or `2026-10-16-ada.md`.",
            )
            return
        self.add(kind, path, name=stem, day=day, suffix=match["suffix"] or "", **more)
