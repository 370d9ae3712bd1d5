"""What a theme has and no reader would ever see: files in the wrong place, blocks that a layout lost, and
what the pages' policy forbids."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from jinja2 import meta, nodes

from okrsite.diagnostics import Diagnostic, Severity, did_you_mean
from okrsite.rendering.template_faults import fault
from okrsite.rendering.template_macros import Source
from okrsite.rendering.themes import Theme

LAYOUT = "base.html"
_FOLDERS = ("templates", "components", "static")
_JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
_POLICY = (
    (
        re.compile(r"<[a-z][^<>]*?\s(style)\s*=", re.IGNORECASE),
        "`style` in a tag does nothing: the policy of the pages takes styles from files alone",
        "Give it a `class`, and write its style into `static/theme.css`.",
    ),
    (
        re.compile(r"<(style)\b", re.IGNORECASE),
        "`<style>` does nothing: the policy of the pages takes styles from files alone",
        "Write its styles into `static/theme.css`.",
    ),
    (
        re.compile(r"<(script)\b(?![^<>]*\s(?:src\s*=|type\s*=\s*[\"']?application/))", re.IGNORECASE),
        "a script within a page does not run: the policy of the pages takes scripts from files alone",
        'Put it into `static/`, and write `<script defer src="{{ "_static/….js" | link }}"></script>`.',
    ),
    (
        re.compile(r"<[a-z][^<>]*?\s(on[a-z]+)\s*=", re.IGNORECASE),
        "a script in a tag does not run: the policy of the pages takes scripts from files alone",
        "Put it into a file in `static/`, and let it listen for the event.",
    ),
    (
        re.compile(
            r"<(?:img|script|iframe|source|video|audio|embed|link)\b[^<>]*?\s"
            r"(?:src|href|srcset)\s*=\s*[\"']?((?:https?:)?//[^\"'\s<>]+)",
            re.IGNORECASE,
        ),
        "nothing is loaded from another site: the policy of the pages forbids it",
        "Put a copy of the file into `static/`.",
    ),
)


def lost(theme: Theme, own: Mapping[str, Source], base: Mapping[str, Source]) -> Iterator[Diagnostic]:
    """What of a theme nobody would see, each a warning; an error where that is all that pages say."""
    yield from _misplaced(theme, own)
    yield from _blocks_gone(own, base)
    layout = own.get(LAYOUT)
    if theme.base and (layout is None or any(layout.tree.find_all(nodes.Extends))):  # else it has its own
        for source in own.values():
            yield from _forbidden(source)


def _misplaced(theme: Theme, own: Mapping[str, Source]) -> Iterator[Diagnostic]:
    """Files and folders where nobody looks for them."""
    named = {name for source in own.values() for name in meta.find_referenced_templates(source.tree) if name}
    for entry in sorted(theme.folder.iterdir()):
        if entry.name.startswith("."):
            continue
        if entry.is_file() and entry.name in _FOLDERS:
            yield _warned(entry, f"`{entry.name}` is a file", "Make it a folder.")
        elif entry.is_dir() and entry.name not in _FOLDERS:
            near = did_you_mean(entry.name.lower(), _FOLDERS)
            if near or any(entry.rglob("*.html")):
                hint = near or "Templates stand in `templates/`, components in `components/`."
                yield _warned(entry, f"nobody looks into the folder `{entry.name}`", hint)
        elif entry.suffix == ".html":
            yield _warned(entry, f"no page uses `{entry.name}` here", "Put it into the folder `templates`.")
        elif entry.suffix == ".css":
            yield _warned(entry, f"no page uses `{entry.name}` here", "Put it into the folder `static`.")
    for part in ("templates", "components"):
        for file in sorted((theme.folder / part).rglob("*")):
            inside = file.relative_to(theme.folder / part)
            hidden = any(step.startswith(".") for step in inside.parts)
            if hidden or not file.is_file() or file.suffix == ".html" or inside.as_posix() in named:
                continue
            like = file.name.split(".")[0] + ".html"
            hint = (
                f"Call it `{like}`."
                if file.suffix in (".htm", ".jinja", ".jinja2", ".j2", ".HTML", ".txt")
                else "What pages load stands in the folder `static`."
            )
            yield _warned(file, f"no page uses `{inside.as_posix()}`", hint)


def _blocks_gone(own: Mapping[str, Source], base: Mapping[str, Source]) -> Iterator[Diagnostic]:
    """Blocks that templates of the base fill, and that the theme's own template which they extend lacks."""
    gone: dict[tuple[str, str], list[str]] = {}
    for source in base.values():
        extends = next(iter(source.tree.find_all(nodes.Extends)), None)
        name = extends.template.value if extends and isinstance(extends.template, nodes.Const) else ""
        if source.name in own or name not in own or any(own[name].tree.find_all(nodes.Extends)):
            continue
        there = {block.name for block in own[name].tree.find_all(nodes.Block)}
        for block in source.tree.body:  # those within others come and go with them
            if isinstance(block, nodes.Block) and block.name not in there:
                gone.setdefault((name, block.name), []).append(source.name)
    for (name, word), filling in sorted(gone.items()):
        others = f" and {len(filling) - 1} more write" if len(filling) > 1 else " writes"
        yield fault(
            own[name].file,
            1,
            f"`{name}` has no block `{word}`: what `{filling[0]}`{others} there is shown nowhere",
            f"Write `{{% block {word} %}}{{% endblock %}}` where it belongs.",
            rule="block-unknown",
            severity=Severity.ERROR if word == "main" else Severity.WARNING,  # all pages would be empty
        )


def _forbidden(source: Source) -> Iterator[Diagnostic]:
    """What stands in a page and would neither run nor be loaded."""
    text = Path(source.file).read_text(encoding="utf-8-sig", errors="replace")
    plain = _JINJA.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
    for pattern, message, hint in _POLICY:
        for found in pattern.finditer(plain):
            line = plain.count("\n", 0, found.start(1)) + 1
            yield fault(
                source.file,
                line,
                message,
                hint,
                word=found[1],
                rule="policy-forbids",
                severity=Severity.WARNING,
            )


def _warned(file: Path, message: str, hint: str) -> Diagnostic:
    return fault(str(file), 1, message, hint, rule="template-unused", severity=Severity.WARNING)
