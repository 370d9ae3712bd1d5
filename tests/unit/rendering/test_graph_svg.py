"""The drawing of alignment graphs: what is in it, what it links to, and that it holds whatever it is given.

Loose nodes need no Graphviz, and layouts here are made by hand where edges matter.
"""

import re
import unicodedata
from dataclasses import replace
from pathlib import Path
from typing import Final
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from hypothesis import example, given, strategies as st

from okrsite.rendering import graph_box, graph_style, graph_svg, graph_text
from okrsite.rendering.graph_dot import to_dot
from okrsite.rendering.graph_svg import draw, standalone
from okrsite.rendering.layout import Box, Layout
from okrsite.rendering.themes import load_theme
from okrsite.views.graphs.graph import Edge, Graph, LegendEntry, Node, Port

SVG: Final = "{http://www.w3.org/2000/svg}"
HOSTILE: Final = [
    "",
    "<script>alert('x')</script>",
    "a & b < c > d \"quoted\" 'too' &amp; ]]> <!-- -->",
    "control \x00\x01\x0b\x1f\x7f\x85 \ufffe\uffff and \ud800 alone",
    "lines\nand\ttabs\r\nand \\backslashes\\N",
    "לשפר את חוויית הלקוח \u202eתחילת\u2066",
    "👨‍👩‍👧‍👦🇩🇪👍🏽" * 40,
    "x" * 400,
    "W" * 400,
    "Z" + "\u0301" * 300,
    "日本語のタイトルはスペースがありません" * 10,
]

PORT = Port(id="kr1", title="Result one", url="a.html#kr1", percent=40, text="40%")
NODE = Node(
    id="a",
    title="Grow the share of customers who stay",
    team="Growth",
    url="a.html",
    hue=3,
    percent=70,
    text="70%",
    tooltip="Grow the share\nOwner: Ada",
    ports=(PORT, replace(PORT, id="kr2", title="Result two", url="a.html#kr2", percent=None, text="—")),
    focus=True,
)
CHILD = replace(
    NODE,
    id="b",
    title="Child",
    url="b.html",
    hue=8,
    percent=None,
    ports=(),
    focus=False,
    dropped=True,
    folded=12,
    folded_url="below.html",
)
EDGES = (
    Edge(upper="a", lower="b", kind="parent", port="kr1"),
    Edge(upper="a", lower="b", kind="supports"),
    Edge(upper="b", lower="a", kind="depends_on"),
)
PATH = ((266.0, 100.0), (300.0, 100.0), (310.0, 60.0), (342.0, 60.0))
GRAPH = Graph(
    key="k", label="What a <b> builds on", nodes=(NODE, CHILD), edges=EDGES,
    legend=(LegendEntry(name="Growth & Co", hue=3),),
)  # fmt: skip
LAYOUT = Layout(
    width=640,
    height=300,
    boxes=(
        Box(x=14, y=14, width=graph_box.WIDTH, height=graph_box.parts(NODE).height),
        Box(x=342, y=14, width=graph_box.WIDTH, height=graph_box.parts(CHILD).height),
    ),
    edges=(PATH, PATH, PATH[::-1]),
)


def same(url: str) -> str:
    return url


def one(root: Element, path: str) -> Element:
    found = root.findall(path)
    assert len(found) == 1, (path, len(found))
    return found[0]


def by_class(root: Element, name: str) -> list[Element]:
    return [element for element in root.iter() if name in element.get("class", "").split()]


def spread(*nodes: Node) -> tuple[Graph, Layout]:
    """Loose nodes one below the other."""
    graph = replace(GRAPH, nodes=nodes, edges=())
    boxes, y = list[Box](), 0.0
    for node in nodes:
        boxes.append(Box(x=0, y=y, width=graph_box.WIDTH, height=graph_box.parts(node).height))
        y += boxes[-1].height + 16
    return graph, Layout(width=280, height=y, boxes=tuple(boxes), edges=())


def test_a_node_is_a_link_with_a_name_and_a_tooltip() -> None:
    root = ElementTree.fromstring(draw(GRAPH, LAYOUT, lambda url: f"../{url}"))
    first, second = by_class(root, "node")
    link = one(first, "a")
    assert link.attrib == {
        "href": "../a.html",
        "aria-label": "Grow the share of customers who stay, Growth, 70%",
        "aria-current": "true",
    }
    assert one(link, "g/title").text == "Grow the share\nOwner: Ada"
    assert first.get("class") == "node is-focus" and second.get("class") == "node is-dropped"
    assert one(second, "a").get("aria-label") == "Child, Growth, 70%, dropped"
    assert [row.get("href") for row in first.findall("g[@class='port']/a")] == [
        "../a.html#kr1",
        "../a.html#kr2",
    ]
    assert one(second, "g[@class='fold']/a").get("href") == "../below.html"
    assert [text.text for text in second.findall("g[@class='fold']//text")] == ["+12 below"]


def test_the_picture_has_a_name_a_size_and_no_colours() -> None:
    text = draw(GRAPH, LAYOUT, same)
    root = ElementTree.fromstring(text)
    assert (
        root.attrib.items()
        >= {
            "class": "okr-graph",
            "viewBox": "0 0 640 300",
            "width": "640",
            "height": "300",
            "role": "group",
            "aria-label": GRAPH.label,
        }.items()
    )
    for name in ("style", "fill", "stroke", "color", "id"):
        assert not any(name in element.attrib for element in root.iter()), name
    assert root.find("title") is None, "it would pop up wherever the mouse rests"


def test_bars_are_as_long_as_the_progress() -> None:
    graph, layout = spread(
        *(replace(NODE, id=str(n), percent=n, ports=()) for n in (0, 40, 100, 120)),
        replace(NODE, id="unknown", percent=None, ports=()),
    )
    nodes = by_class(ElementTree.fromstring(draw(graph, layout, same)), "node")
    tracks = [float(track.get("width", "")) for node in nodes for track in by_class(node, "track")]
    fills = [[float(fill.get("width", "")) for fill in by_class(node, "fill")] for node in nodes]
    assert tracks == [graph_box.ROOM] * 4
    assert [len(by_class(node, "unread")) for node in nodes] == [0, 0, 0, 0, 1], "unknown is not nothing"
    assert fills == [[], [round(graph_box.ROOM * 0.4, 1)], [graph_box.ROOM], [graph_box.ROOM], []]
    assert {band.get("class") for node in nodes for band in by_class(node, "band")} == {"band hue-3"}


def test_edges_are_drawn_as_laid_out_with_a_tip_at_the_upper_end() -> None:
    root = ElementTree.fromstring(draw(GRAPH, LAYOUT, same))
    edges = by_class(root, "edge")
    assert [edge.get("class") for edge in edges] == [
        "edge is-parent",
        "edge is-supports",
        "edge is-depends_on",
    ]
    assert [edge[0].get("d") for edge in edges][1:] == [
        "M266 100C300 100 310 60 342 60",
        "M342 60C310 60 300 100 266 100",
    ]
    assert [[tip.get("d") for tip in edge[1:]] for edge in edges] == [
        [],
        ["M272 96L266 100l6 4"],
        ["M336 56L342 60l-6 4"],
    ]
    dots = one(root, "g[@class='tips']")
    assert [(dot.get("cx"), dot.get("cy")) for dot in dots] == [("266", "100")]
    assert one(root, "g[@class='edges']").get("aria-hidden") == dots.get("aria-hidden") == "true"


def test_edges_that_share_a_start_share_a_tip_and_empty_paths_are_not_drawn() -> None:
    graph = replace(GRAPH, edges=(EDGES[0],) * 3)
    root = ElementTree.fromstring(draw(graph, replace(LAYOUT, edges=(PATH, PATH, ())), same))
    assert len(by_class(root, "edge")) == 2 and len(by_class(root, "tip")) == 1


def test_what_leads_nowhere_is_no_link() -> None:
    graph, layout = spread(replace(NODE, url="", ports=(replace(PORT, url=""),), folded=3))
    root = ElementTree.fromstring(draw(graph, layout, lambda url: pytest.fail(f"asked to link {url!r}")))
    assert not list(root.iter("a")) and "+3 below" in "".join(root.itertext())


def test_a_file_of_its_own_has_all_it_needs() -> None:
    text = standalone(GRAPH, LAYOUT, same)
    assert text.startswith('<?xml version="1.0" encoding="UTF-8"?>\n') and text.endswith("</svg>\n")
    root = ElementTree.fromstring(text.encode())
    assert root.tag == f"{SVG}svg" and one(root, f"{SVG}title").text == GRAPH.label
    assert "prefers-color-scheme: dark" in (one(root, f"{SVG}style").text or "")
    assert "".join(by_class(root, "heading")[0].itertext()) == GRAPH.label
    legend = "".join(by_class(root, "legend")[0].itertext())
    assert legend == "Growth & Coservesalso supportsdepends on"
    width, height = (float(root.get(name, "")) for name in ("width", "height"))
    assert width >= LAYOUT.width and height > LAYOUT.height
    for class_ in {name for element in root.iter() for name in element.get("class", "").split()}:
        known = {"okr-graph", "node", "port", "edges", "is-parent", "is-focus", "band"}
        assert class_ in known or f".{class_}" in graph_style.STYLE, class_
    assert not set("<&") & set(graph_style.STYLE)


def test_drawing_is_repeatable() -> None:
    again = replace(GRAPH, nodes=tuple(replace(node) for node in GRAPH.nodes))
    assert draw(GRAPH, LAYOUT, same) == draw(again, LAYOUT, same)
    assert standalone(GRAPH, LAYOUT, same) == standalone(again, LAYOUT, same)


any_text = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=80))


@given(any_text, any_text, any_text, any_text)
@example(HOSTILE[3], HOSTILE[1], HOSTILE[2], HOSTILE[5])
@example(HOSTILE[7], HOSTILE[8], HOSTILE[9], HOSTILE[6])
def test_any_text_gives_well_formed_xml(title: str, team: str, tip: str, url: str) -> None:
    node = replace(
        NODE,
        title=title,
        team=team,
        tooltip=tip,
        url=url,
        text=team,
        ports=(replace(PORT, title=tip, url=title, text=url),),
        folded=1,
        folded_url=tip,
    )
    graph, layout = spread(node)
    graph = replace(graph, label=title, legend=(LegendEntry(name=tip, hue=1),))
    for drawn in (draw(graph, layout, same), standalone(graph, layout, same)):
        root = ElementTree.fromstring(drawn.encode())
        assert not [element for element in root.iter() if element.tag.endswith("script")]
        allowed = {"svg", "g", "a", "rect", "path", "circle", "text", "tspan", "title", "style"}
        assert {element.tag.removeprefix(SVG) for element in root.iter()} <= allowed


@given(any_text, st.sampled_from([13.0, 11.5]), st.booleans())
def test_lines_fit_and_lose_nothing_but_their_end(text: str, size: float, bold: bool) -> None:
    clean = graph_text.clean(text)
    lines = graph_text.wrap(clean, 200, size, 3, bold=bold)
    assert 1 <= len(lines) <= 3
    for line in lines:
        assert graph_text.width(line, size, bold=bold) <= 200
        assert not line or unicodedata.category(line[0]) not in ("Mn", "Me") or line[0] == clean[0]
    shown = "".join(lines)
    if shown.endswith("…") and not clean.endswith("…"):
        kept = shown.removesuffix("…").replace(" ", "")
        assert clean.replace(" ", "").startswith(kept) and len(lines) == 3
    else:
        assert shown.replace(" ", "") == clean.replace(" ", "")


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Short", ("Short",)),
        (
            "Bring recurring revenue outside the home market",
            ("Bring recurring revenue", "outside the home market"),
        ),
        (
            "Donaudampfschifffahrtsgesellschaftskapitän gesucht",
            ("Donaudampfschifffahrtsgese", "llschaftskapitän gesucht"),
        ),
        ("Pilot our “Hackathon-in-a-boxes”", ("Pilot our “Hackathon-in-a-", "boxes”")),
    ],
)
def test_titles_break_between_words_and_only_giants_are_cut(text: str, lines: tuple[str, ...]) -> None:
    assert graph_text.wrap(text, 190, 13, 3, bold=True) == lines


WORDS: Final = [
    "Keep",
    "Pilot GitLab “Hackathon-in-a-box.” with everyone",
    "Donaudampfschifffahrtsgesellschaftskapitänsmützen gesucht",
    "Donaudampfschifffahrtsgesellschaftskapitänsmützenbandverzierungsanleitungen" * 3,
    "Controller: Achieve 12 day close by Q4 FY 2020, and 10 day close by Q2 FY 2021, and tell everyone",
    "日本語のタイトルはスペースがありません" * 10,
]


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


@pytest.mark.parametrize("title", WORDS)
def test_what_is_read_in_a_link_is_how_its_name_begins(title: str) -> None:
    """Word for word (WCAG 2.5.3): with words broken over two lines, cut at the end or left out."""
    graph, layout = spread(replace(NODE, title=title, ports=(replace(PORT, title=title),)))
    picture = ElementTree.fromstring(draw(graph, layout, same))
    links = list(picture.iter("a"))
    assert len(links) == 2
    for link in links:
        read = words("".join(text for part in link.iter("text") for text in part.itertext()))
        assert read == words(link.get("aria-label", ""))[: len(read)]
    drawn = [text for text in picture.iter("text") if "title" in text.get("class", "").split()]
    assert len(drawn) == 2 and all("".join(text.itertext()) for text in drawn)


@pytest.mark.parametrize(
    ("text", "lines", "cut"),
    [
        ("All of it", ("All of it",), False),
        ("All of it, and more", ("All of…",), False),
        ("All of it, and more", ("All of it…",), False),
        ("All of it, and more", ("All of", "it, a…"), True),
        ("All (of it) and more", ("All (of…",), True),
        ("All (of it) and more", ("All (of", "it)…"), False),
        ("Donaudampfschiff", ("Donau", "dampf…"), True),
    ],
)
def test_a_title_is_cut_within_a_word_or_brackets(text: str, lines: tuple[str, ...], cut: bool) -> None:
    assert graph_text.is_cut(text, lines) is cut


def test_letters_that_belong_together_stay_together() -> None:
    family = "👨‍👩‍👧‍👦"
    for room in range(20, 200, 7):
        shown = graph_text.shorten(family * 9, room, 13).removesuffix("…")
        assert shown == family * (len(shown) // len(family))


def test_everything_in_a_box_stays_in_it() -> None:
    graph, layout = spread(
        *(replace(NODE, id=str(n), title=text, folded=n, text=text or "-") for n, text in enumerate(HOSTILE))
    )
    groups = by_class(ElementTree.fromstring(draw(graph, layout, same)), "node")
    for group, node, box in zip(groups, graph.nodes, layout.boxes, strict=True):
        height = box.height
        for line in group.iter("tspan"):
            assert graph_svg.TITLE_SIZE <= float(line.get("y", "")) < height
        tops = [
            float(re.findall(r"[\d.]+", port.get("transform", ""))[1]) for port in by_class(group, "port")
        ]
        assert tops == list(graph_box.parts(node).rows) and tops[-1] + graph_box.ROW <= height


def test_the_stylesheet_knows_every_hue_as_the_site_does() -> None:
    sheet = (load_theme("default").folder / "static" / "okrsite.css").read_text()
    for hue in range(1, 9):
        assert f".hue-{hue} " in graph_style.STYLE
        shades = re.findall(rf"--hue-{hue}: *(#\w+);", graph_style.STYLE)
        assert len(shades) == 2 and shades == re.findall(rf"--hue-{hue}: *(#\w+);", sheet)


def test_lines_are_called_the_same_everywhere() -> None:
    component = (load_theme("default").folder / "components" / "picture" / "component.html").read_text()
    dot = to_dot(GRAPH)
    for words in graph_style.LINES.values():
        assert f"</svg>{{% trans %}}{words}{{% endtrans %}}</li>" in component
        assert f'tooltip="{words}"' in dot or f"tooltip={words}]" in dot


def test_without_anything_to_explain_there_is_no_legend() -> None:
    graph, layout = spread(replace(NODE, ports=()))
    text = standalone(replace(graph, legend=()), layout, same)
    assert not by_class(ElementTree.fromstring(text.encode()), "legend")


def test_a_dropped_key_result_is_struck_and_says_so() -> None:
    graph, layout = spread(replace(NODE, ports=(PORT, replace(PORT, id="kr2", dropped=True))))
    first, second = by_class(ElementTree.fromstring(draw(graph, layout, same)), "port")
    assert first.get("class") == "port" and second.get("class") == "port is-dropped"
    assert one(first, "a").get("aria-label") == "Result one, 40%"
    assert one(second, "a").get("aria-label") == "Result one, 40%, dropped"
    assert "<S>Result one · 40%</S>" in to_dot(graph)


def test_titles_from_right_to_left_read_that_way() -> None:
    titles = ("تحسين تجربة العملاء إلى 65%", "65% זמן", "顧客体験を65%に", "Grow תגובה")
    graph, layout = spread(*(replace(NODE, id=title, title=title, ports=()) for title in titles))
    nodes = by_class(ElementTree.fromstring(draw(graph, layout, same)), "node")
    assert [by_class(node, "title")[0].get("direction") for node in nodes] == ["rtl", "rtl", None, None]


def test_only_these_modules_know_graphviz() -> None:
    rendering = Path(graph_svg.__file__).parent
    users = {
        path.name
        for path in rendering.parent.rglob("*.py")
        if re.search(r"^\s*(import|from) (py)?graphviz\b", path.read_text(), re.MULTILINE)
    }
    assert users == {"graph_dot.py", "layout_worker.py"}
