"""One alignment graph as a file of its own."""

from pathlib import Path

from okrsite.building.pipeline import published_company
from okrsite.building.report import Checked
from okrsite.diagnostics import did_you_mean
from okrsite.views.cards import Cards
from okrsite.views.company import Company
from okrsite.views.graphs import pictures as graphs
from okrsite.views.graphs.graph import Graph
from okrsite.views.graphs.scene import BUDGET


class GraphError(Exception):
    """The graph can't be drawn; the message says why and what to do."""


def graph_file(
    checked: Checked,
    content: Path,
    *,
    cycle: str | None = None,
    objective: str | None = None,
    everything: bool = False,
    kind: str = "svg",
) -> str:
    """The graph of a cycle (by default the current one) or around an objective, as `svg` or `dot`.

    `everything` folds nothing. Raises GraphError where there is nothing to draw, or nobody to draw it.
    """
    from okrsite.building.theme_place import theme_folder
    from okrsite.rendering.graph_dot import to_dot
    from okrsite.rendering.graph_style import coloured
    from okrsite.rendering.graph_svg import standalone
    from okrsite.rendering.layout import lay_out, why_not
    from okrsite.rendering.themes import load_theme

    company = published_company(checked, content)
    graph = _graph(company, cycle, objective, everything)
    base = company.portfolio.settings.url.rstrip("/")

    def link(url: str) -> str:
        return f"{base}/{url}" if base and url else url

    if kind == "dot":
        return to_dot(graph, link)
    layout = lay_out([graph]).get(graph.key)
    if layout is None:
        raise GraphError(why_not())
    theme = load_theme(theme_folder(company.portfolio.settings.theme, content))
    return standalone(graph, layout, link, coloured(theme.light, theme.dark))


def _graph(company: Company, cycle: str | None, objective: str | None, everything: bool) -> Graph:
    cards = Cards(company)
    if objective is not None:
        item = company.objectives.get(objective)
        if item is None:
            hint = did_you_mean(objective, company.objectives).replace("`", "'")
            raise GraphError(f"There is no objective '{objective}'. {hint}".strip())
        graph, _ = graphs.local_picture(company, cards, item)
    else:
        current = company.current
        name = cycle or (current.id if current else "")
        if name not in company.cycles:
            hint = did_you_mean(name, company.cycles).replace("`", "'")
            raise GraphError(
                f"There is no cycle '{name}'. {hint}".strip() if name else "There is no cycle yet."
            )
        budget = len(company.objectives) if everything else BUDGET
        picture, _ = graphs.cycle_picture(company, cards, name, budget=budget)
        graph = picture.graph
    if graph is None:
        raise GraphError("There is nothing to draw: no objective here has a parent or a child.")
    return graph
