"""Jinja's compiler, whose templates have less to do for each page. What they say is the same.

Words are looked up once, when a template is compiled, and become part of the text around them; what a value
is asked for, it has; macros are called as they are; what needs no escaping is not made anew. A template that
asks for more (an entry of a table by a dot, whether a value has a field) raises an error, and whoever renders
it turns to Jinja's own compiler.
"""

import re
from keyword import iskeyword
from typing import Any

from jinja2 import nodes, pass_eval_context
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import Environment
from jinja2.idtracking import VAR_LOAD_RESOLVE
from jinja2.nodes import EvalContext
from jinja2.runtime import Macro
from jinja2.utils import missing
from markupsafe import Markup, escape

from okrsite.translation.languages import spoken

_PLACE = re.compile(r"%\((\w+)\)s|%(%)?")
_marked = str.__new__
"""`_marked(Markup, text)` is a text that is safe, without asking first whether it is one already."""


def escaped(value: Any) -> str:
    """The same text as `escape` makes, a plain one where there is nothing to escape."""
    kind = type(value)
    if kind is str:
        safe = not ("&" in value or "<" in value or ">" in value or '"' in value or "'" in value)
        return value if safe else escape(value)
    if kind is Markup:
        return value  # type: ignore[no-any-return]
    return str(value) if kind is int or kind is float else escape(value)


class QuickMacro(Macro):
    """A macro that is called without ceremony. Whoever gives no EvalContext wants what it says as Markup."""

    def __init__(
        self,
        environment: Environment,
        func: Any,
        name: str,
        arguments: list[str],
        catch_kwargs: bool,
        catch_varargs: bool,
        caller: bool,
        _default_autoescape: bool,
    ) -> None:
        super().__init__(environment, func, name, arguments, catch_kwargs, catch_varargs, caller, True)
        self._simple = not (catch_kwargs or catch_varargs or caller)
        self._missing = (missing,) * len(arguments)

    @pass_eval_context
    def __call__(self, *args: Any, **kwargs: Any) -> str:
        given = len(args)
        if self._simple and given <= self._argument_count and not (given and type(args[0]) is EvalContext):
            if not kwargs:
                return _marked(Markup, self._func(*args, *self._missing[given:]))
            left = self.arguments[given:]
            if kwargs.keys() <= set(left):
                return _marked(Markup, self._func(*args, *[kwargs.get(name, missing) for name in left]))
        return super().__call__(*args, **kwargs)


class Compiler(CodeGenerator):
    """Writes the code of a template, for the language that is spoken while it does so."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802
        imported = (name for one in node.find_all(nodes.FromImport) for name in one.names)
        self._macros = {name if isinstance(name, str) else name[1] for name in imported}
        self._macros |= {macro.name for macro in node.find_all(nodes.Macro)}
        super().visit_Template(node, frame)
        self.writeline(f"from {__name__} import QuickMacro as Macro, escaped as escape")

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:  # noqa: N802
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile:
            node.nodes = [part for child in node.nodes for part in self._said(child, frame)]
        super().visit_Output(node, frame)

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        if (
            forward_caller
            or not (isinstance(node.node, nodes.Name) and node.node.name in self._macros)
            or frame.eval_ctx.volatile
            or not frame.eval_ctx.autoescape
            or node.dyn_args
            or node.dyn_kwargs
            or any(iskeyword(argument.key) for argument in node.kwargs)
        ):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        asked = node.node  # `self` has blocks, which are entries
        if iskeyword(node.attr) or isinstance(asked, nodes.Const) or asked == nodes.Name("self", "load"):
            super().visit_Getattr(node, frame)
            return
        self.write("(")
        self.visit(asked, frame)
        self.write(f").{node.attr}")

    def _import_common(self, node: nodes.Import | nodes.FromImport, frame: Frame) -> None:
        if node.with_context:
            super()._import_common(node, frame)
            return
        self.write("environment.get_template(")  # all templates have the same variables: none brings its own
        self.visit(node.template, frame)
        self.write(f", {self.name!r}).module")

    def _said(self, child: nodes.Expr, frame: Frame) -> list[nodes.Expr]:
        """The pieces of a text whose words are known now; else the child alone."""
        text = self._looked_up(child, frame)
        if text is None:
            return [child]
        assert isinstance(child, nodes.Call)
        values = {argument.key: argument.value for argument in child.kwargs}
        pieces: list[nodes.Expr] = []
        at = 0
        for place in _PLACE.finditer(text):
            name, percent = place.groups()
            if name not in values and not percent:
                return [child]  # whoever wrote it hears of it when it is used
            pieces.append(_data(text[at : place.start()] + (percent or ""), child))
            pieces += [values[name]] if name else []
            at = place.end()
        return [*pieces, _data(text[at:], child)]

    def _looked_up(self, child: nodes.Expr, frame: Frame) -> str | None:
        if not isinstance(child, nodes.Call) or not isinstance(child.node, nodes.Name):
            return None
        name = child.node.name
        words = [argument.value for argument in child.args if isinstance(argument, nodes.Const)]
        constant = len(words) == len(child.args) and not child.dyn_args and not child.dyn_kwargs
        if not constant or _LOOK_UPS.get(name) != len(words) or not all(isinstance(w, str) for w in words):
            return None
        load = frame.symbols.find_load(frame.symbols.find_ref(name) or "")
        if load != (VAR_LOAD_RESOLVE, name):  # a name of the template's own
            return None
        messages = spoken().messages
        return messages.gettext(*words) if len(words) == 1 else messages.pgettext(*words)


_LOOK_UPS = {"_": 1, "gettext": 1, "pgettext": 2}
"""What looks up words, and how many texts it takes."""


def _data(text: str, near: nodes.Node) -> nodes.TemplateData:
    return nodes.TemplateData(text, lineno=near.lineno, environment=near.environment)
