"""The graphs of pages, laid out before the pages are rendered."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from okrsite.rendering.layouts import Layout, Layouts
    from okrsite.views.graphs.graph import Graph
    from okrsite.views.pages import Page


class Pictures:
    """The graphs of the pages that are being rendered, laid out a batch at a time. `known` has layouts of
    before, and is given those that are made."""

    def __init__(self, known: "Layouts | None" = None) -> None:
        from okrsite.rendering.graph_standby import Standby
        from okrsite.rendering.layouts import Layouts

        self.known = known or Layouts()
        self._standby = Standby()
        self._layouts: dict[str, Layout] = {}
        self.undrawn = 0

    def lay_out(self, pages: "Iterable[Page]") -> None:
        """Lay out the graphs of some pages; those of earlier pages are forgotten."""
        from okrsite.rendering.layout import lay_out

        graphs = [graph for page in pages if (graph := getattr(page, "graph", None)) is not None]
        self._layouts = lay_out(graphs, self.known, self._standby) if graphs else {}
        self.undrawn += len(graphs) - len(self._layouts)

    def close(self) -> None:
        """End what lays graphs out, until there are more."""
        self._standby.close()

    def drawn(self, page: object) -> bool:
        """Whether a page of the last ones has no graph that nobody could lay out."""
        graph = getattr(page, "graph", None)
        return graph is None or graph.key in self._layouts

    def draw(self, graph: "Graph", link: Callable[[str], str]) -> str | None:
        """The SVG of a graph, None where nobody could lay it out."""
        from okrsite.rendering.graph_svg import draw

        layout = self._layouts.get(graph.key)
        return None if layout is None else draw(graph, layout, link)
