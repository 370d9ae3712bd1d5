"""What a template asks of its page, compared with what the page has: mistakes are found before any page is
made, also in what only few pages show.

It follows `page`, `site` and `theme` through loops and assignments as far as their types are known, and says
nothing of what it can't follow.
"""

import types
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from jinja2 import nodes

from okrsite.rendering.template_faults import of_known

Kind = Any
"""A type as an annotation gives it; None where it is not known."""
Scope = Mapping[str, Kind]


def unknown_names(tree: nodes.Template, scope: Scope) -> Iterator[tuple[int, str, str, str]]:
    """What is asked for and not there as (line, word, message, hint). `scope` are the types of variables."""
    yield from _Walk(scope).body(tree.body, dict(scope))


@cache
def hints_of(kind: type) -> Mapping[str, Kind]:
    """The fields of a view with their types; none where these can't be known."""
    try:
        hints = get_type_hints(kind)
    except (NameError, TypeError):
        return {}
    names = [field.name for field in fields(kind)] if is_dataclass(kind) else getattr(kind, "_fields", ())
    return {name: hints[name] for name in names}


def bare(kind: Kind) -> Kind:
    """A type without `| None`; None for a choice of several."""
    if _origin(kind) in (Union, types.UnionType):
        others = [one for one in get_args(kind) if one is not type(None)]
        return others[0] if len(others) == 1 else None
    return kind


def _origin(kind: Kind) -> Any:
    return get_origin(kind)


def _items(kind: Kind) -> Kind:
    """What a sequence holds."""
    inside = get_args(kind)
    if _origin(kind) is tuple and len(inside) == 2 and inside[1] is Ellipsis:
        return bare(inside[0])
    return None


_ASKING = ("defined", "undefined", "default", "d")
"""Tests and filters that take what is not there."""


class _Walk:
    def __init__(self, scope: Scope) -> None:
        self.top = scope

    def body(
        self, statements: list[nodes.Node], scope: dict[str, Kind]
    ) -> Iterator[tuple[int, str, str, str]]:
        for statement in statements:
            yield from self.node(statement, scope)

    def node(self, node: nodes.Node, scope: dict[str, Kind]) -> Iterator[tuple[int, str, str, str]]:
        if isinstance(node, nodes.For):
            yield from self.node(node.iter, scope)
            inner = dict(scope)
            inner["loop"] = None
            self.bind(node.target, _items(self.kind(node.iter, scope)), inner)
            if node.test is not None:
                yield from self.node(node.test, inner)
            yield from self.body(node.body, inner)
            yield from self.body(node.else_, dict(scope))
        elif isinstance(node, nodes.Assign):
            yield from self.node(node.node, scope)
            self.bind(node.target, self.kind(node.node, scope), scope)
        elif isinstance(node, nodes.Block):
            yield from self.body(node.body, {**self.top, **scope} if node.scoped else dict(self.top))
        elif isinstance(node, nodes.Macro | nodes.CallBlock):
            inner = {**scope, **{arg.name: None for arg in node.args}, "caller": None}
            if isinstance(node, nodes.CallBlock):
                yield from self.node(node.call, scope)
            yield from self.body(node.body, inner)
        elif isinstance(node, nodes.With):
            inner = dict(scope)
            for target, value in zip(node.targets, node.values, strict=True):
                yield from self.node(value, scope)
                self.bind(target, self.kind(value, scope), inner)
            yield from self.body(node.body, inner)
        elif isinstance(node, nodes.If | nodes.CondExpr):
            # What is set in one branch may be something else in another.
            for child in node.iter_child_nodes():
                yield from self.node(child, scope)
            for found in node.find_all(nodes.Assign):
                self.bind(found.target, None, scope)
        elif isinstance(node, nodes.Test | nodes.Filter) and node.name in _ASKING:
            return
        else:
            if isinstance(node, nodes.Getattr):
                yield from self.asked(node, scope)
            for child in node.iter_child_nodes():
                yield from self.node(child, scope)

    def bind(self, target: nodes.Node, kind: Kind, scope: dict[str, Kind]) -> None:
        if isinstance(target, nodes.Name):
            scope[target.name] = kind
        elif isinstance(target, nodes.Tuple):
            parts = get_args(kind) if _origin(kind) is tuple else ()
            for at, item in enumerate(target.items):
                fits = len(parts) == len(target.items) and Ellipsis not in parts
                self.bind(item, bare(parts[at]) if fits else None, scope)

    def kind(self, node: nodes.Node, scope: Scope) -> Kind:
        """The type of an expression, None where it is not known."""
        if isinstance(node, nodes.Name):
            return scope.get(node.name)
        if isinstance(node, nodes.Getattr):
            owner = self.kind(node.node, scope)
            return bare(hints_of(owner).get(node.attr)) if is_view(owner) else None
        if (
            isinstance(node, nodes.CondExpr)
            and isinstance(node.expr2, nodes.Const)
            and node.expr2.value is None
        ):
            return self.kind(node.expr1, scope)
        return None

    def asked(self, node: nodes.Getattr, scope: Scope) -> Iterator[tuple[int, str, str, str]]:
        owner = self.kind(node.node, scope)
        if not is_view(owner) or not (known := hints_of(owner)) or hasattr(owner, node.attr):
            return
        if node.attr not in known:
            message = f"there is no `{_spelled(node)}`: a `{owner.__name__}` has no `{node.attr}`"
            yield node.lineno, node.attr, message, of_known(node.attr, known)


def is_view(kind: Kind) -> bool:
    """Whether a type has fields that templates ask for: a dataclass, or a tuple with names."""
    return isinstance(kind, type) and (is_dataclass(kind) or hasattr(kind, "_fields"))


def _spelled(node: nodes.Node) -> str:
    if isinstance(node, nodes.Getattr):
        return f"{_spelled(node.node)}.{node.attr}"
    return node.name if isinstance(node, nodes.Name) else "…"
