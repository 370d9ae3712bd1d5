"""Macros that a theme overrides: what others import is there, and can be called as before."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from jinja2 import nodes

from okrsite.diagnostics import Diagnostic
from okrsite.rendering.template_faults import fault
from okrsite.rendering.themes import DEFAULT

EXAMPLES = "examples.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A template that was read: its name, its file and its tree; `part` is the folder it was found in."""

    name: str
    file: str
    part: str
    tree: nodes.Template


def missing_macros(own: Mapping[str, Source], base: Mapping[str, Source]) -> Iterator[Diagnostic]:
    """Macros that templates of the base import, where the theme's own component lacks them."""
    callers: dict[tuple[str, str], list[str]] = {}
    for source in base.values():
        if source.name in own or source.name.endswith(EXAMPLES):
            continue
        for node in source.tree.find_all(nodes.FromImport):
            name = node.template.value if isinstance(node.template, nodes.Const) else ""
            for one in node.names if name in own else ():
                callers.setdefault((name, imported(one)), []).append(source.name)
    for (name, macro), calling in sorted(callers.items()):
        target = own[name]
        if macro not in exports(target.tree):
            others = f" and {len(calling) - 1} more" if len(calling) > 1 else ""
            message = f"`{name}` lacks the macro `{macro}`, which `{calling[0]}`{others} calls"
            hint = f'Write it, or take it over: `{{% from "{DEFAULT}/{name}" import {macro} %}}`'
            yield fault(target.file, 1, message, hint)


def parameters(source: Source, base: Mapping[str, Source]) -> Iterator[Diagnostic]:
    """Macros that can't be called as those of the base are."""
    theirs = base.get(source.name)
    if theirs is None or source.part != "components":
        return
    macros = {macro.name: macro for macro in theirs.tree.find_all(nodes.Macro)}
    for macro in source.tree.find_all(nodes.Macro):
        if (like := macros.get(macro.name)) is None:
            continue
        wanted, mine = _parameters(like), _parameters(macro)
        lacking = [name for name in wanted if name not in mine]
        extra = [name for name, optional in mine.items() if name not in wanted and not optional]
        order = not lacking and list(mine)[: len(wanted)] != list(wanted)
        strict = [name for name, optional in wanted.items() if optional and not mine.get(name, True)]
        calls = _calls_caller(like) and not _calls_caller(macro)
        if lacking or extra or order or strict or calls:
            words = (
                f"lacks the parameter `{lacking[0]}`" if lacking
                else f"needs the parameter `{extra[0]}`, which nobody gives" if extra
                else f"needs the parameter `{strict[0]}`, which is not always given" if strict
                else "has its parameters in another order" if order
                else "does not use `caller()`, and is called with a text"
            )  # fmt: skip
            hint = f"The default theme calls it as `{macro.name}({_signature(like)})`."
            yield fault(source.file, macro.lineno, f"`{macro.name}` {words}", hint, word=macro.name)


def imported(one: str | tuple[str, str]) -> str:
    """The name that an import asks for, be it called otherwise here."""
    return one[0] if isinstance(one, tuple) else one


def exports(tree: nodes.Template) -> list[str]:
    """What other templates can import from one."""
    found = [macro.name for macro in tree.find_all(nodes.Macro)]
    found += [
        one[1] if isinstance(one, tuple) else one for i in tree.find_all(nodes.FromImport) for one in i.names
    ]
    found += [
        target.name
        for a in tree.find_all(nodes.Assign)
        for target in [a.target]
        if isinstance(target, nodes.Name)
    ]
    return [name for name in found if not name.startswith("_")]


def _parameters(macro: nodes.Macro) -> dict[str, bool]:
    """The parameters of a macro in their order, each with whether it can be left out."""
    needed = len(macro.args) - len(macro.defaults)
    return {arg.name: at >= needed for at, arg in enumerate(macro.args)}


def _signature(macro: nodes.Macro) -> str:
    return ", ".join(f"{name}=…" if optional else name for name, optional in _parameters(macro).items())


def _calls_caller(macro: nodes.Macro) -> bool:
    return any(name.name == "caller" for name in macro.find_all(nodes.Name))
