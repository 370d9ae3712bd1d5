"""A company as it stands at one moment: on the disk, in the editor, and as it was read."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from okrsite.diagnostics import Diagnostic
from okrsite.language_server.lines import Stretch, lines_of
from okrsite.language_server.mentions import Mention, Symbol, mentions
from okrsite.language_server.parsed import Parsed, parse
from okrsite.loading.discover import ContentFile, classify, discover
from okrsite.loading.reading import LARGEST
from okrsite.model.reference import parse_reference
from okrsite.rules.rule import Facts


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """A content folder.

    `texts` are those that the editor holds, by path; `facts` what they and the files were read as,
    `diagnostics` what was found.
    """

    content: Path
    texts: Mapping[str, str]
    facts: Facts
    diagnostics: tuple[Diagnostic, ...] = ()
    _parsed: dict[str, Parsed] = field(default_factory=dict, repr=False)

    @cached_property
    def files(self) -> Mapping[str, ContentFile]:
        """All files of the content, by path."""
        found = discover(self.content, lambda _: None, self.texts)
        return {file.path: file for file in found.files}

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """The titles of objectives, by path."""
        return {o.source.path: o.title for o in self.facts.portfolio.objectives}

    def file(self, path: str) -> ContentFile | None:
        """What a file is, whether or not it is there yet."""
        return classify(self.content, path)

    def text(self, path: str) -> str:
        """The text of a file as it stands; empty where it can't be read."""
        held = self.texts.get(path)
        if held is not None:
            return held
        file = self.content / path
        try:
            data = file.read_bytes() if file.stat().st_size <= LARGEST else b""
        except OSError:
            return ""
        return data.decode("utf-8", "replace")

    def parsed(self, path: str) -> Parsed:
        """A file as far as YAML can read it; read once."""
        if path not in self._parsed:
            self._parsed[path] = parse(self.text(path), fenced=path.endswith(".md"))
        return self._parsed[path]

    def lines(self, path: str) -> tuple[str, ...]:
        """The lines of a file as it stands."""
        known = self._parsed.get(path)
        return known.lines if known is not None else tuple(lines_of(self.text(path)))

    def mentions_in(self, path: str) -> tuple[Mention, ...]:
        """Every id that a file mentions."""
        file = self.file(path)
        if file is None or not path.endswith(".md"):
            return ()
        return mentions(file, self.parsed(path), self.facts)

    def mention_at(self, path: str, line: int, column: int) -> Mention | None:
        """The id at a place; where two meet, the one that begins there."""
        there = [m for m in self.mentions_in(path) if m.stretch.has(line, column)]
        return max(there, key=lambda m: (m.lead != "title", m.stretch.start), default=None)

    def mentions_of(self, symbol: Symbol) -> Iterator[tuple[str, Mention]]:
        """Everywhere that something is mentioned, with the path of the file."""
        home, may_mention = self.home(symbol), self._finder(symbol)
        for path in sorted(self.files):
            if path.endswith(".md") and (path == home or may_mention(path, self.text(path))):
                for mention in self.mentions_in(path):
                    if mention.symbol == symbol:
                        yield path, mention

    def _finder(self, symbol: Symbol) -> Callable[[str, str], bool]:
        """Tells whether a file, by its path and text, may mention something at all: spares reading most."""
        directory = self.facts.directory
        if symbol.sort in {"team", "kpi"}:
            names = {old for old, team in directory.former_teams.items() if team == symbol.id}
            words = (symbol.id, *(names if symbol.sort == "team" else ()))
            return lambda _, text: any(word in text for word in words)
        objective = directory.objectives.get(symbol.objective)
        if objective is None:
            return lambda _path, _text: False
        key_result = objective.key_result(symbol.name) if symbol.sort == "key result" else None
        formerly = key_result.formerly if key_result is not None else ()
        was = [
            *objective.formerly,
            *(old for text in formerly if (old := parse_reference(text)) and old.key_result),
        ]
        called = {
            (objective.team, objective.name),
            *((old.team or objective.team, old.objective) for old in was),
        }
        teams = {team: {team} for team, _ in called}
        for old_id, team in directory.former_teams.items():
            teams.get(team, set()).add(old_id)
        afar = tuple(f"{team}/{name}" for known, name in called for team in teams[known])
        near = tuple(name for _, name in called)
        tails: tuple[str, ...] = ("",)
        if key_result is not None:
            near = (key_result.id, *(old.rpartition("#")[2] for old in formerly))
            tails = tuple(f"#{name}" for name in near)
        own = {f"/{team}/" for team in teams}

        def may_mention(path: str, text: str) -> bool:
            if any(folder in path for folder in own) and any(name in text for name in near):
                return True
            return any(name in text for name in afar) and any(tail in text for tail in tails)

        return may_mention

    def home(self, symbol: Symbol) -> str | None:
        """The path of the file that says what something is."""
        if symbol.sort == "team":
            found = self.facts.teams.get(symbol.id)
            return found.source.path if found else None
        if symbol.sort == "kpi":
            return next((k.source.path for k in self.facts.portfolio.kpis if k.id == symbol.id), None)
        objective = self.facts.directory.objectives.get(symbol.objective)
        return objective.source.path if objective is not None else None

    def definition(self, symbol: Symbol) -> tuple[str, Stretch] | None:
        """Where it is said what something is: a key result's id, else the title in its file."""
        path = self.home(symbol)
        if path is None:
            return None
        found = (m for m in self.mentions_in(path) if m.symbol == symbol and m.role == "definition")
        return path, next((m.stretch for m in found), Stretch.within(0, 0, 0))
