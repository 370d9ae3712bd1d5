"""What went wrong in a template, for whoever wrote it: file, line, what is missing, what there is instead."""

import re
import traceback
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path

from jinja2 import (
    Environment,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplatesNotFound,
    TemplateSyntaxError,
)
from jinja2.utils import missing

from okrsite.diagnostics import Diagnostic, Severity, did_you_mean
from okrsite.rendering.themes import shown
from okrsite.source import Span

BROKEN = "template-broken"
_LISTED = 24
_NAMED = re.compile(r"'([^']+)'")
_KNOWN = ("page", "site", "theme", "written", "english")


class Missing(StrictUndefined):
    """What a template asks for and nobody has; it says so, and on a line of its own what there is."""

    @property
    def _undefined_message(self) -> str:
        if self._undefined_hint:
            return self._undefined_hint
        name, owner = self._undefined_name or "", self._undefined_obj
        if owner is missing:
            return f"there is no variable `{name}`\n{of_known(name, _KNOWN)}"
        if owner is None:
            return f"`{name}` is asked of what is empty here\nAsk first whether it is there: `{{% if … %}}`."
        if not isinstance(name, str):
            return (
                f"there is no entry {name!r}\nIt has {len(owner) if hasattr(owner, '__len__') else 'other'}."
            )
        known = names_of(owner)
        return (
            f"a `{type(owner).__name__}` has no `{name}`\n{of_known(name, known) or 'It holds nothing else.'}"
        )


def names_of(owner: object) -> tuple[str, ...]:
    """What a template can ask of a value: its fields, or the entries of a table; a text has none."""
    if is_dataclass(owner):
        return tuple(field.name for field in fields(owner))
    if isinstance(owner, Mapping):
        return tuple(str(key) for key in owner)
    return ()


def of_known(name: str, known: Iterable[str]) -> str:
    """The nearest of some names, and all of them where they are few enough to read."""
    names = tuple(known)
    listed = ", ".join(f"`{one}`" for one in names[:_LISTED])
    there = f"Known are {listed}{' and more' if len(names) > _LISTED else ''}." if names else ""
    return f"{did_you_mean(name, names)} {there}".strip()


def fault(
    file: str,
    line: int,
    message: str,
    hint: str = "",
    *,
    word: str = "",
    rule: str = BROKEN,
    severity: Severity = Severity.ERROR,
) -> Diagnostic:
    """What is wrong in a line of a template, at a word of it where that stands there."""
    written = _line(file, line)
    at = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", written) if word else None
    return Diagnostic(
        rule=rule,
        severity=severity,
        path=shown(Path(file)),
        span=Span(
            line=line,
            column=at.start() + 1 if at else 1,
            end_line=line,
            end_column=at.end() + 1 if at else len(written) + 1,
        ),
        message=message,
        hint=hint,
    )


def fault_of(error: Exception, name: str, environment: Environment, folders: tuple[Path, ...]) -> Diagnostic:
    """What an error in the template `name` means: told at the innermost line of a template that it passed."""
    if isinstance(error, TemplateSyntaxError):
        return syntax_fault(error, environment, name)
    file, line = _innermost(error, name, folders)
    message, _, hint = (str(error) or type(error).__name__).partition("\n")
    word = (_NAMED.search(message) or re.search("`([^`]+)`", message.rpartition("has no")[2]) or ["", ""])[1]
    if isinstance(error, TemplatesNotFound | TemplateNotFound):
        word = str(error.name or "")
        message, hint = not_found(word, environment, folders)
    elif isinstance(error, RecursionError):
        message = "templates call or include one another without end: " + " → ".join(_circle(error, folders))
        hint = "Take one of these steps out, or let it end by itself."
    elif isinstance(error, UnicodeDecodeError):
        message, hint = "the file is not written in UTF-8", "Save it as UTF-8."
    elif isinstance(error, TypeError | ValueError) and _PLACES.search(message):
        message = "a `%` in a text begins a place for a value, and none fits"
        hint = 'Write `%%` for the sign itself: `_("100%% sure")`.'
    elif message.startswith("No test named"):  # found only when it is asked for
        message, hint = _not_named(message, word, environment)
    elif not isinstance(error, TemplateError):
        message = f"{message} ({type(error).__name__})" if type(error).__name__ not in message else message
    written = _line(file, line)
    if (
        whole := re.search(rf"[\w.]*\w\.{re.escape(word)}(?!\w)", written)
        if word and "has no" in message
        else None
    ):
        message = f"there is no `{whole[0]}`: {message}"
    return fault(file, line, message, hint, word=word)


def syntax_fault(error: TemplateSyntaxError, environment: Environment, name: str) -> Diagnostic:
    """A template that Jinja can't read."""
    message = (error.message or "").rstrip(".")
    word = (_NAMED.search(message) or ["", ""])[1]
    hint = ""
    if message.startswith(("No filter named", "No test named")):
        message, hint = _not_named(message, word, environment)
    elif message.startswith("Encountered unknown tag") and word not in _TAGS:
        message, hint = f"there is no tag `{word}`", did_you_mean(word, _TAGS)
    elif unclosed := _UNCLOSED.search(message):
        here = f"`{{% {word} %}}` comes" if message.startswith("Encountered") else "the file ends"
        message = f"a `{{% {unclosed[1]} %}}` is not closed: {here} before its `{{% end{unclosed[1]} %}}`"
        hint = f"Write `{{% end{unclosed[1]} %}}` where it ends."
    elif message.startswith("Encountered unknown tag"):
        message, hint = (
            f"`{{% {word} %}}` closes what was not opened",
            "Take it out, or write what it closes.",
        )
    elif _IN_TRANS.search(message):
        message = "within `{% trans %}` stand names alone, without dots or filters"
        hint = "Name the value first: `{% trans title=page.title %}… {{ title }} …{% endtrans %}`."
    return fault(error.filename or error.name or name, error.lineno, message, hint, word=word)


def _not_named(message: str, word: str, environment: Environment) -> tuple[str, str]:
    """What to say of a filter or a test that is not there."""
    if message.startswith("No test"):
        return f"there is no test `{word}`", did_you_mean(word, environment.tests)
    near = did_you_mean(word, environment.filters)
    return f"there is no filter `{word}`", near or "`okrsite theme variables` lists those of okrsite."


def not_found(name: str, environment: Environment, folders: Iterable[Path]) -> tuple[str, str]:
    """What to say of a template that is not there."""
    places = " or ".join(dict.fromkeys(shown(folder) for folder in folders))
    templates = environment.list_templates()
    if name.startswith("default/") and not any(one.startswith("default/") for one in templates):
        return (
            f"there is no template `{name}`",
            "Write `extends: default` into theme.yml: it makes them known.",
        )
    near = did_you_mean(name, templates)
    return f"there is no template `{name}`", f"{near} Looked in {places}.".strip()


_UNCLOSED = re.compile(r"innermost block that needs to be closed is '(\w+)'")
_IN_TRANS = re.compile(r"expected token 'end of print statement', got '[.|(\[]'")
_PLACES = re.compile(
    r"format string|unsupported format character|incomplete format|format requires a mapping"
)
_TAGS = (
    "block", "endblock", "extends", "include", "import", "from", "for", "endfor", "if", "elif", "else",
    "endif",
    "set", "endset", "macro", "endmacro", "call", "endcall", "filter", "endfilter", "with", "endwith", "raw",
    "endraw", "trans", "pluralize", "endtrans", "autoescape", "endautoescape",
)  # fmt: skip


def _frames(error: Exception, folders: tuple[Path, ...]) -> list[tuple[str, int]]:
    found = []
    for frame, line in traceback.walk_tb(error.__traceback__):
        file = frame.f_code.co_filename
        if any(Path(file).is_relative_to(folder) for folder in folders):
            found.append((file, line))
    return found


def _innermost(error: Exception, name: str, folders: tuple[Path, ...]) -> tuple[str, int]:
    """File and line of the innermost template; line 1 of the template named where none was entered."""
    if frames := _frames(error, folders):
        return frames[-1]
    there = (folder / name for folder in folders if (folder / name).is_file())
    return str(next(there, name)), 1


def _circle(error: Exception, folders: tuple[Path, ...]) -> list[str]:
    """The templates of an endless circle, from one that comes again to the next time it comes."""
    files = [file for file, _ in _frames(error, folders)]
    last = files[-1] if files else ""
    before = files[:-1]
    at = len(before) - 1 - before[::-1].index(last) if last in before else 0
    steps = [Path(file) for file in files[at:]]
    return [f"{step.parent.name}/{step.name}" for step in steps][:8]


def _line(file: str, line: int) -> str:
    try:
        lines = Path(file).read_text(encoding="utf-8-sig", errors="replace").splitlines()
    except OSError:
        return ""
    return lines[line - 1] if 0 < line <= len(lines) else ""
