"""A theme's templates, read without making a page: all that is wrong with them at once."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from jinja2 import Environment, TemplateSyntaxError, meta, nodes

from okrsite.diagnostics import Diagnostic, Finding, Severity, did_you_mean
from okrsite.loading.reading import read_text
from okrsite.rendering.environment import FILTERS, TEMPLATES, new_environment, template_folders
from okrsite.rendering.template_faults import fault, not_found, of_known, syntax_fault
from okrsite.rendering.template_lost import LAYOUT, lost
from okrsite.rendering.template_macros import EXAMPLES, Source, exports, imported, missing_macros, parameters
from okrsite.rendering.template_types import unknown_names
from okrsite.rendering.themes import DEFAULT, Look, Theme, shown
from okrsite.source import Span
from okrsite.views.parts import Site

VARIABLES = ("page", "site", "theme", "written", "english")
_PARTS = ("templates", "components")


def check_templates(theme: Theme) -> tuple[Diagnostic, ...]:
    """What is wrong with a theme's own templates and components, those of its base being as they are.

    Errors would keep a page from being made; warnings are what nobody would see, and what does not fit.
    """
    environment = new_environment(theme)
    environment.filters.update(dict.fromkeys(FILTERS, str))
    found: list[Diagnostic] = []
    own = {source.name: source for source in _read(theme, environment, found, compiled=True)}
    base = (
        {source.name: source for source in _read(theme.base, environment, [], compiled=False)}
        if theme.base
        else {}
    )
    checks = _Checks(theme, environment, own, base)
    for source in own.values():
        found += checks.of(source)
    found += missing_macros(own, base)
    found += checks.unused()
    found += lost(theme, own, base)
    unique = {(d.path, d.span.line, d.span.column, d.message): d for d in found}
    return tuple(sorted(unique.values(), key=lambda d: (d.path, d.span.line, d.span.column)))


def _read(
    theme: Theme, environment: Environment, found: list[Diagnostic], *, compiled: bool
) -> Iterator[Source]:
    """The templates of a theme that can be read; what is wrong with others goes to `found`. Filters that are
    not there show only when they are `compiled`."""
    for part in _PARTS:
        folder = theme.folder / part
        for file in sorted(folder.rglob("*.html")):
            name = file.relative_to(folder).as_posix()
            if any(step.startswith(".") for step in Path(name).parts):
                continue
            report: list[Finding] = []
            text = read_text(file, shown(file), report.append)
            found += [_unreadable(finding) for finding in report]
            if text is None:
                continue
            try:
                tree = environment.parse(text, name, str(file))
                if compiled:
                    environment.compile(text, name, str(file))
            except TemplateSyntaxError as error:
                found.append(syntax_fault(error, environment, name))
            else:
                yield Source(name=name, file=str(file), part=part, tree=tree)


def _unreadable(finding: Finding) -> Diagnostic:
    return Diagnostic(
        rule=finding.rule,
        severity=Severity.ERROR,
        path=finding.place.source.path,
        span=finding.place.span or Span(),
        message=finding.message.replace("a content file has", "a template has"),
        hint="Put parts of it into files of their own: `{% include %}` takes them in."
        if finding.rule == "unreadable-file" and "a content file has" in finding.message
        else finding.hint,
    )


class _Checks:
    """The checks of one theme: its own templates by name, and those of its base."""

    def __init__(
        self, theme: Theme, environment: Environment, own: Mapping[str, Source], base: Mapping[str, Source]
    ) -> None:
        self.theme = theme
        self.environment = environment
        self.own = own
        self.base = base
        self.known = frozenset(environment.list_templates())
        self.views = {template: view for view, template in TEMPLATES.items()}

    def of(self, source: Source) -> Iterator[Diagnostic]:
        """What is wrong with one template."""
        yield from self.references(source)
        yield from self.blocks(source)
        yield from parameters(source, self.base)
        yield from self.variables(source)

    def find(self, name: str) -> Source | None:
        """The template of a name, as Jinja would find it."""
        if name.startswith(f"{DEFAULT}/"):
            return self.base.get(name.removeprefix(f"{DEFAULT}/"))
        return self.own.get(name) or self.base.get(name)

    def references(self, source: Source) -> Iterator[Diagnostic]:
        """Templates and macros that it names and nobody has, and a template that extends itself."""
        naming = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)
        node: nodes.Extends | nodes.Include | nodes.Import | nodes.FromImport
        for node in source.tree.find_all(naming):  # type: ignore[assignment]
            name = node.template.value if isinstance(node.template, nodes.Const) else None
            if not isinstance(name, str) or getattr(node, "ignore_missing", False):
                continue
            if name not in self.known:
                message, hint = not_found(name, self.environment, template_folders(self.theme))
                yield fault(source.file, node.lineno, message, hint, word=name)
            elif isinstance(node, nodes.Extends) and name == source.name and self.theme.base:
                message = f"`{name}` extends itself"
                hint = f'Write `{{% extends "{DEFAULT}/{name}" %}}`: that is the one of the default theme.'
                yield fault(source.file, node.lineno, message, hint, word=name)
            elif isinstance(node, nodes.FromImport) and (target := self.find(name)) is not None:
                exported = exports(target.tree)
                for one in node.names:
                    macro = imported(one)
                    if macro not in exported:
                        message = f"`{name}` has no macro `{macro}`"
                        yield fault(source.file, node.lineno, message, of_known(macro, exported), word=macro)

    def blocks(self, source: Source) -> Iterator[Diagnostic]:
        """Blocks that the template it extends does not have, and text outside of blocks: both are lost."""
        above = list(self.above(source))
        if not above:
            return
        there = {block.name for one in above for block in one.tree.find_all(nodes.Block)}
        inside = {b.name for block in source.tree.find_all(nodes.Block) for b in block.find_all(nodes.Block)}
        extended = next(iter(source.tree.find_all(nodes.Extends))).template
        name = extended.value if isinstance(extended, nodes.Const) else above[0].name
        for block in source.tree.find_all(nodes.Block):
            if block.name not in there | inside:
                message = f"the block `{block.name}` is shown nowhere: `{name}` has none of that name"
                hint = of_known(block.name, sorted(there))
                yield _warning(source, block.lineno, message, hint, "block-unknown", block.name)
        for node in source.tree.body:
            if isinstance(node, nodes.Output) and any(
                not (isinstance(one, nodes.TemplateData) and not one.data.strip()) for one in node.nodes
            ):
                line = next(
                    (n.lineno for n in node.nodes if not isinstance(n, nodes.TemplateData)), node.lineno
                )
                message = "this stands outside of all blocks of a template that extends another: it is lost"
                yield _warning(source, line, message, "Put it into a block.", "block-unknown")

    def above(self, source: Source) -> Iterator[Source]:
        """The templates that a template extends, the nearest first."""
        seen = {id(source)}
        while (extends := next(iter(source.tree.find_all(nodes.Extends)), None)) is not None:
            name = extends.template.value if isinstance(extends.template, nodes.Const) else ""
            above = self.find(name)
            if above is None or id(above) in seen:
                return
            seen.add(id(above))
            yield above
            source = above

    def variables(self, source: Source) -> Iterator[Diagnostic]:
        """Variables that nobody sets, and what is asked of those whose type is known."""
        is_page = source.part == "templates" and (source.name in self.views or source.name == LAYOUT)
        if is_page or source.part == "components":
            known = {*VARIABLES, *self.environment.globals, "_"} - (set() if is_page else {"page"})
            for one in (source, *self.above(source)):
                known |= _set_in(one.tree)
            guarded = _asked_first(source.tree)
            for name in sorted(meta.find_undeclared_variables(source.tree) - known - guarded):
                line = min(node.lineno for node in source.tree.find_all(nodes.Name) if node.name == name)
                message = f"there is no variable `{name}`"
                if name == "page":
                    message = "components know no `page`"
                    hint = "Give the macro what it needs as a parameter."
                else:
                    hint = of_known(name, sorted(known & {*VARIABLES, *_set_in(source.tree)}))
                yield fault(source.file, line, message, hint, word=name)
        scope = {"site": Site, "theme": Look}
        if view := self.views.get(source.name) if source.part == "templates" else None:
            scope["page"] = view
        for line, word, message, hint in unknown_names(source.tree, scope):
            yield fault(source.file, line, message, hint, word=word)

    def unused(self) -> Iterator[Diagnostic]:
        """Files that no page is made of."""
        named = {
            name.removeprefix(f"{DEFAULT}/")
            for source in (*self.own.values(), *self.base.values())
            for name in meta.find_referenced_templates(source.tree)
            if name is not None
        }
        for source in self.own.values():
            if source.name in named or source.name in self.views or source.name == LAYOUT:
                continue
            if source.part == "components" and (
                source.name.endswith(f"/{EXAMPLES}") or source.name.startswith("_")
            ):
                continue
            pages = [*self.views, LAYOUT] if source.part == "templates" else sorted(named - self.views.keys())
            hint = did_you_mean(source.name, pages) or (
                "`okrsite theme variables` lists the templates." if source.part == "templates" else ""
            )
            if source.part == "components" and "/" not in source.name:
                hint = f"A component is a folder: `components/{Path(source.name).stem}/component.html`."
            yield _warning(source, 1, f"no page uses `{source.name}`", hint, "template-unused")


def _warning(source: Source, line: int, message: str, hint: str, rule: str, word: str = "") -> Diagnostic:
    return fault(source.file, line, message, hint, word=word, rule=rule, severity=Severity.WARNING)


def _set_in(tree: nodes.Template) -> set[str]:
    """Names that a template sets or imports, wherever."""
    found = {node.name for node in tree.find_all(nodes.Name) if node.ctx in ("store", "param")}
    found |= {macro.name for macro in tree.find_all(nodes.Macro)}
    found |= {one.target for one in tree.find_all(nodes.Import)}
    found |= {o[1] if isinstance(o, tuple) else o for i in tree.find_all(nodes.FromImport) for o in i.names}
    return found


def _asked_first(tree: nodes.Template) -> set[str]:
    """Names that a template asks for whether they are there."""
    tests = [test for test in tree.find_all(nodes.Test) if test.name in ("defined", "undefined")]
    defaults = [one for one in tree.find_all(nodes.Filter) if one.name in ("default", "d")]
    return {one.node.name for one in (*tests, *defaults) if isinstance(one.node, nodes.Name)}
