"""Layouts of alignment graphs: geometry, determinism, and a Graphviz that misbehaves.

Vocabulary:
    frame     the DOT text without any content, as Graphviz gets it
    fake      an engine made for a test: a script that wraps the real worker and does it harm
"""

import hashlib
import os
import random
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

import okrsite
from okrsite.rendering import graph_box, graph_engine, layout_worker
from okrsite.rendering.graph_box import ROW
from okrsite.rendering.graph_dot import to_dot
from okrsite.rendering.graph_engine import Engine
from okrsite.rendering.graph_frame import frame
from okrsite.rendering.graph_routes import End, Path as Route, Router
from okrsite.rendering.graph_shape import groups, shape_of
from okrsite.rendering.layout import MISSING, Box, Layout, engine, lay_out, why_not
from okrsite.views.graphs.graph import Edge, Graph, Node, Port

ROOT = Path(okrsite.__file__).parent.parent
WORKER = Path(layout_worker.__file__)

needs_pygraphviz = pytest.mark.skipif(
    not any(found.name == "pygraphviz" for found in graph_engine.engines()), reason="pygraphviz is not there"
)
needs_shebang = pytest.mark.skipif(sys.platform == "win32", reason="the fake `dot` is a script")


def node(id: str, title: str = "Grow", ports: int = 0, **more: object) -> Node:
    rows = tuple(Port(id=f"kr{n}", title=f"Result {n}", url="", percent=10, text="10%") for n in range(ports))
    plain = Node(
        id=id,
        title=title,
        team="Team",
        url=f"{id}.html",
        hue=1,
        percent=50,
        text="50%",
        tooltip="",
        ports=rows,
    )
    return replace(plain, **more)  # type: ignore[arg-type]


def graph(key: str, nodes: list[Node], edges: list[Edge]) -> Graph:
    return Graph(key=key, label=f"Graph {key}", nodes=tuple(nodes), edges=tuple(edges), legend=())


def parent(upper: str, lower: str, port: str | None = None) -> Edge:
    return Edge(upper=upper, lower=lower, kind="parent", port=port)


def pair(key: str, ports: int = 0) -> Graph:
    return graph(key, [node("a", ports=ports), node("b")], [parent("a", "b")])


def pairs(keys: Sequence[str]) -> list[Graph]:
    """Graphs of which no two have one shape."""
    return [pair(key, ports) for ports, key in enumerate(keys)]


def placed(graph: Graph, layout: Layout) -> dict[str, Box]:
    return {node.id: box for node, box in zip(graph.nodes, layout.boxes, strict=True)}


def company(seed: int, size: int = 14) -> Graph:
    """A random graph with everything in it: rows, several parents, supports, folded and loose nodes."""
    chance = random.Random(seed)
    nodes = [
        node(f"o{n}", "word " * chance.randint(1, 20), chance.randint(0, 3), folded=chance.choice([0, 0, 4]))
        for n in range(size)
    ]
    edges = []
    for number in range(1, size - 2):
        for upper in chance.sample(range(number), k=min(number, chance.choice([1, 1, 1, 2]))):
            rows = nodes[upper].ports
            edges.append(parent(f"o{upper}", f"o{number}", chance.choice([None, *(row.id for row in rows)])))
    for _ in range(3):
        upper, lower = chance.sample(range(size - 1), k=2)
        kind = chance.choice(["supports", "depends_on"])
        edges.append(Edge(upper=f"o{upper}", lower=f"o{lower}", kind=kind))  # type: ignore[arg-type]
    return graph(f"company-{seed}", nodes, edges)


@pytest.fixture(scope="module")
def companies() -> dict[str, tuple[Graph, Layout]]:
    if engine() is None:
        pytest.skip("no Graphviz here")
    graphs = [company(seed) for seed in range(40)]
    layouts = lay_out(graphs)
    return {graph.key: (graph, layouts[graph.key]) for graph in graphs}


def middle(node: Node, box: Box, port: str | None) -> float:
    parts = graph_box.parts(node)
    number = graph_box.port_number(node, port)
    return box.y + (parts.head / 2 if number is None else parts.rows[number] + ROW / 2)


def on_curve(path: Route) -> Iterator[tuple[float, float]]:
    for at in range(0, len(path) - 1, 3):
        curve = path[at : at + 4]
        for step in range(41):
            t = step / 40
            weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
            yield (
                sum(weight * x for weight, (x, _) in zip(weights, curve, strict=True)),
                sum(weight * y for weight, (_, y) in zip(weights, curve, strict=True)),
            )


SPOTS = {number: (number % 2 * 4.0, 1.0) for number in range(4)}


# Geometry


def test_every_node_has_its_size_and_no_two_boxes_touch(companies: dict[str, tuple[Graph, Layout]]) -> None:
    for graph, layout in companies.values():
        for node_, box in zip(graph.nodes, layout.boxes, strict=True):
            assert box.height == graph_box.parts(node_).height
        for number, one in enumerate(layout.boxes):
            assert one.x >= 0 and one.y >= 0 and one.right <= layout.width and one.bottom <= layout.height
            for two in layout.boxes[:number]:
                apart = one.x >= two.right or two.x >= one.right or one.y >= two.bottom or two.y >= one.bottom
                assert apart, (graph.key, one, two)


def test_edges_start_at_the_row_they_serve_and_end_at_the_childs_head(
    companies: dict[str, tuple[Graph, Layout]],
) -> None:
    seen = 0
    for graph, layout in companies.values():
        nodes, boxes = {node.id: node for node in graph.nodes}, placed(graph, layout)
        for edge, path in zip(graph.edges, layout.edges, strict=True):
            upper, lower = boxes[edge.upper], boxes[edge.lower]
            assert len(path) % 3 == 1
            assert path[0][0] in (upper.x, upper.right) and path[-1][0] in (lower.x, lower.right)
            start, end = (
                middle(nodes[edge.upper], upper, edge.port),
                middle(nodes[edge.lower], lower, None),
            )
            if edge.kind == "parent":
                assert path[0] == (upper.right, start) and path[-1][0] == lower.x
                assert abs(path[-1][1] - end) <= 4
            elif edge.port is None:
                assert start < path[0][1] < upper.y + graph_box.parts(nodes[edge.upper]).head
            seen += 1
    assert seen > 400


def test_edges_cross_no_box(companies: dict[str, tuple[Graph, Layout]]) -> None:
    for graph, layout in companies.values():
        for edge, path in zip(graph.edges, layout.edges, strict=True):
            for x, y in on_curve(path):
                assert 0 <= x <= layout.width and 0 <= y <= layout.height
                inside = [box for box in layout.boxes if box.x < x < box.right and box.y < y < box.bottom]
                assert not inside, (graph.key, edge)


def test_graphviz_knows_the_rows() -> None:
    """The first child stands level with the row it serves; in a frame without rows it could not."""
    if engine() is None:
        pytest.skip("no Graphviz here")
    nodes = [node("root", ports=4), node("last"), node("first"), node("folded", folded=3)]
    edges = [parent("root", "last", "kr3"), parent("root", "first", "kr1"), parent("last", "folded")]
    rows = graph("rows", nodes, edges)
    boxes = placed(rows, lay_out([rows])["rows"])
    assert boxes["root"].x < boxes["first"].x == boxes["last"].x < boxes["folded"].x
    assert middle(nodes[2], boxes["first"], None) == middle(nodes[0], boxes["root"], "kr1")
    assert middle(nodes[3], boxes["folded"], None) == middle(nodes[1], boxes["last"], None)
    assert boxes["first"].bottom < boxes["last"].y, "the child of the upper row comes first"


def test_loose_nodes_stand_in_rows_below_the_tree() -> None:
    if engine() is None:
        pytest.skip("no Graphviz here")
    loose = [node(f"l{number}") for number in range(7)]
    whole = graph("g", [loose[0], node("a"), node("b"), *loose[1:]], [parent("a", "b")])
    boxes = placed(whole, lay_out([whole])["g"])
    tree = max(boxes[id].bottom for id in "ab")
    places = [(boxes[one.id].x, boxes[one.id].y) for one in loose]
    assert all(y > tree for _, y in places)
    assert len({y for _, y in places}) == 3 and places == sorted(places, key=lambda place: place[::-1])


def test_groups_stand_in_the_order_of_the_graph() -> None:
    if engine() is None:
        pytest.skip("no Graphviz here")
    tops = ["earn", "give", "run", "buy"]
    below = {"earn": 1, "give": 5, "run": 2, "buy": 1}
    nodes = [node(top, ports=1) for top in tops]
    edges = []
    for top in tops:
        for number in range(below[top]):
            nodes.append(node(f"{top}{number}"))
            edges.append(parent(top, f"{top}{number}", "kr0"))
    for order in (tops, tops[::-1]):
        sorted_nodes = sorted(nodes, key=lambda one: order.index(one.id) if one.id in order else len(order))
        whole = graph("order", sorted_nodes, edges)
        boxes = placed(whole, lay_out([whole])["order"])
        assert next(iter(boxes)) == order[0] and sorted(tops, key=lambda top: boxes[top].y) == order
        children = [f"{top}{number}" for top in order for number in range(below[top])]
        assert sorted(children, key=lambda id: boxes[id].y) == children


def test_four_columns_fit_the_width_of_a_page() -> None:
    if engine() is None:
        pytest.skip("no Graphviz here")
    chain = graph(
        "chain", [node(id) for id in "abcd"], [parent("a", "b"), parent("b", "c"), parent("c", "d")]
    )
    assert lay_out([chain])["chain"].width <= 1134


def test_supports_do_not_move_a_tree_but_place_what_has_no_other_hold() -> None:
    if engine() is None:
        pytest.skip("no Graphviz here")
    nodes = [node("a"), node("b"), node("c"), node("d")]
    tree = [parent("a", "b"), parent("b", "c")]
    plain = graph("plain", nodes, tree)
    more = graph("more", nodes, [*tree, Edge(upper="c", lower="a", kind="supports")])
    held = graph("held", nodes, [*tree, Edge(upper="b", lower="d", kind="depends_on")])
    layouts = lay_out([plain, more, held])
    assert layouts["plain"].boxes == layouts["more"].boxes
    places = placed(held, layouts["held"])
    assert places["d"].x == places["c"].x
    assert groups(shape_of(plain)) == ((0, 1, 2),) and groups(shape_of(held)) == ((0, 1, 2, 3),)


@pytest.mark.parametrize(
    "edges",
    [
        pytest.param([parent("a", "b"), parent("b", "a")], id="circle"),
        pytest.param([parent("a", "a"), parent("a", "b")], id="itself"),
        pytest.param([parent("a", "nowhere"), parent("a", "b")], id="missing node"),
        pytest.param([parent("a", "b", "nowhere"), parent("a", "b")], id="missing row, twice"),
    ],
)
def test_odd_graphs_have_a_layout(edges: list[Edge]) -> None:
    if engine() is None:
        pytest.skip("no Graphviz here")
    layout = lay_out([graph("odd", [node("a", ports=1), node("b")], edges)])["odd"]
    assert len(layout.edges) == len(edges) and len(layout.boxes) == 2
    for edge, path in zip(edges, layout.edges, strict=True):
        assert bool(path) == (edge.lower != edge.upper and edge.lower != "nowhere")


_columns = st.lists(
    st.lists(st.tuples(st.integers(8, 120), st.integers(20, 200)), min_size=1, max_size=5),
    min_size=1,
    max_size=5,
)


@settings(max_examples=200, deadline=None)
@given(_columns, st.data())
def test_routes_avoid_boxes_in_any_columns(columns: list[list[tuple[int, int]]], data: st.DataObject) -> None:
    boxes = []
    for number, column in enumerate(columns):
        y = 0
        for gap, height in column:
            boxes.append(Box(x=number * 300.0, y=float(y + gap), width=250.0, height=float(height)))
            y += gap + height
    router = Router(boxes)
    ends = st.sampled_from(boxes).map(lambda box: End(box=box, y=box.y + box.height / 2))
    for upper, lower in data.draw(st.lists(st.tuples(ends, ends), max_size=4)):
        path = router.route(upper, lower)
        assert path[0][1] == upper.y and path[-1][1] == lower.y
        for x, y in on_curve(path):
            assert not any(box.x < x < box.right and box.y < y < box.bottom for box in boxes)


def test_routes_through_one_gap_keep_apart() -> None:
    middle = [Box(x=300, y=y, width=250, height=100) for y in (0.0, 116.0)]
    left = Box(x=0, y=80, width=250, height=50)
    right = Box(x=600, y=80, width=250, height=50)
    router = Router([left, *middle, right])
    heights = {router.route(End(box=left, y=105), End(box=right, y=105))[3][1] for _ in range(3)}
    assert len(heights) == 3 and all(100 < height < 116 for height in heights)


# The same everywhere


def fingerprint(layouts: dict[str, Layout]) -> str:
    return hashlib.sha256(repr(sorted(layouts.items())).encode()).hexdigest()


def test_layouts_do_not_depend_on_folder_hash_seed_or_company(
    tmp_path: Path, companies: dict[str, tuple[Graph, Layout]], monkeypatch: pytest.MonkeyPatch
) -> None:
    graphs = [graph for graph, _ in companies.values()]
    before = {key: layout for key, (_, layout) in companies.items()}
    monkeypatch.setattr(graph_engine, "_PER_PROCESS", 5)
    assert lay_out(graphs[::-1]) == before, "other order, several processes"
    assert lay_out(graphs[7:8]) == {graphs[7].key: before[graphs[7].key]}, "alone"
    script = (
        "import test_layout as t; from okrsite.rendering.layout import lay_out; "
        "print(t.fingerprint(lay_out([t.company(seed) for seed in range(40)])))"
    )
    for seed in ("1", "2"):
        environment = os.environ | {
            "PYTHONHASHSEED": seed,
            "PYTHONPATH": os.pathsep.join([str(ROOT), str(Path(__file__).parent)]),
            "LANG": "de_DE.UTF-8",
            "FONTCONFIG_FILE": str(tmp_path / "none"),
        }
        run = subprocess.run(
            [sys.executable, "-c", script],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        assert run.stdout.strip() == fingerprint(before) and run.stderr == ""
    assert list(tmp_path.iterdir()) == []


def test_frames_hold_no_content() -> None:
    title = 'Secret <b>"title"\\N'
    one = node("secret/id", title, 1, team="Secret", tooltip="Secret", folded=2, folded_url="Secret")
    text = frame(shape_of(graph("Secret", [one, node("other")], [parent("secret/id", "other", "kr0")])), 5)
    assert "ecret" not in text and "Result" not in text and "html" not in text
    assert "n5:p0:e -> n6:w" in text and text.endswith("}\n") and text.count("\n}\n") == 1


def test_graphs_of_one_shape_have_one_layout(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[graph_engine.Job] = []
    monkeypatch.setattr(graph_engine, "engines", lambda: [Engine(name="dot", command=("no-such-program",))])
    monkeypatch.setattr(graph_engine, "solve", lambda _, jobs: asked.extend(jobs) or SPOTS)
    other = graph(
        "other", [node("x", "Win", team="Sales"), node("y", "Sell", dropped=True)], [parent("x", "y")]
    )
    longer = graph("longer", [node("x", "A title that takes two lines " * 2), node("y")], [parent("x", "y")])
    layouts = lay_out([pair("a"), pair("b"), other, longer])
    assert layouts["a"] is layouts["b"] is layouts["other"] is not layouts["longer"]
    assert [job.numbers for job in asked] == [(0, 1), (2, 3)]


# Engines that are missing or misbehave


def test_without_an_engine_there_is_no_layout_and_a_sentence_that_helps(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda *_: None)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert engine() is None and lay_out([pair("a"), graph("b", [node("x")], [])]) == {}
    assert all(hint in MISSING for hint in ("pip install pygraphviz", "apt install graphviz", "brew install"))


def test_nothing_to_place_starts_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graph_engine, "engines", lambda: [Engine(name="dot", command=("no-such-program",))])
    assert lay_out([]) == {}
    assert lay_out([graph("one", [node("a")], [])])["one"].boxes[0].height > 0
    assert lay_out([graph("none", [], [])])["none"].edges == ()
    assert lay_out([pair("pair")]) == {}, "a program that cannot be started"


def test_loading_the_module_loads_no_graphviz() -> None:
    script = (
        "import sys, okrsite.rendering.layout; print('graphviz' in sys.modules, 'pygraphviz' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["False", "False"]


Fake = Callable[[str], Engine]


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Fake:
    """Puts the real worker behind a script that runs `body` before each graph, as `dot` (DOT text)."""

    def make(body: str) -> Engine:
        script = tmp_path / "fake.py"
        lines = "\n".join(f"        {line}" for line in body.splitlines())
        script.write_text(
            f"""
import os, sys, time, importlib.util
spec = importlib.util.spec_from_file_location("worker", {str(WORKER)!r})
worker = importlib.util.module_from_spec(spec)
spec.loader.exec_module(worker)
split = worker.split
def harmed(lines):
    for dot in split(lines):
        text = dot.decode()
        with open({str(tmp_path / "log")!r}, "a") as log:
            print(text.count("["), file=log)
{lines}
        yield dot
worker.split = harmed
sys.exit(worker.main())
"""
        )
        made = Engine(name="pygraphviz", command=(sys.executable, "-P", str(script)))
        monkeypatch.setattr(graph_engine, "engines", lambda: [made])
        return made

    return make


@needs_pygraphviz
@pytest.mark.parametrize("guilty", [0, 3, 5])
def test_a_crash_costs_one_graph_only(
    fake: Fake, guilty: int, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    fake(f"if 'n{2 * guilty} ' in text:\n    print('Segmentation fault', file=sys.stderr)\n    os._exit(139)")
    graphs = pairs([f"g{number}" for number in range(6)])
    layouts = lay_out(graphs)
    assert layouts.keys() == {f"g{number}" for number in range(6) if number != guilty}
    assert capfd.readouterr() == ("", "")
    assert len((tmp_path / "log").read_text().split()) == 7, "each once, the guilty one twice"


@needs_pygraphviz
def test_a_crash_that_does_not_come_again_costs_nothing(fake: Fake, tmp_path: Path) -> None:
    mark = tmp_path / "crashed"
    once = f"not os.path.exists({str(mark)!r})"
    fake(f"if 'n4 ' in text and {once}:\n    open({str(mark)!r}, 'w')\n    os._exit(1)")
    assert len(lay_out(pairs([f"g{number}" for number in range(6)]))) == 6 and mark.exists()


@needs_pygraphviz
def test_half_an_answer_is_none(fake: Fake) -> None:
    half = "graph 1 9 9\\nnode n2 1 1 1 1 x\\nnode n3 1 1 1"
    fake(f"if 'n2 ' in text:\n    print('{half}', end='', flush=True)\n    os._exit(1)")
    assert lay_out(pairs("abc")).keys() == {"a", "c"}


@needs_pygraphviz
def test_a_graph_that_is_refused_costs_no_second_run(fake: Fake, tmp_path: Path) -> None:
    fake("if 'n2 ' in text:\n    continue")
    assert lay_out(pairs("abc")).keys() == {"a", "c"}
    assert len((tmp_path / "log").read_text().split()) == 3


@needs_pygraphviz
def test_a_graph_that_hangs_is_given_up(fake: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graph_engine, "_PATIENCE", 1.0)
    fake("if 'n2 ' in text:\n    time.sleep(60)")
    assert lay_out(pairs("abc")).keys() == {"a", "c"}


@needs_pygraphviz
def test_an_engine_that_always_crashes_is_given_up_soon(fake: Fake, tmp_path: Path) -> None:
    fake("os._exit(1)")
    assert lay_out(pairs([str(number) for number in range(300)])) == {}
    assert len((tmp_path / "log").read_text().split()) <= 2 * graph_engine._GIVE_UP


@needs_pygraphviz
def test_warnings_of_graphviz_stay_off_the_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    graphs = [company(seed) for seed in range(3)]
    noise = subprocess.run(
        [sys.executable, "-P", str(WORKER)],
        input="".join(frame(shape_of(graph)) for graph in graphs).encode(),
        capture_output=True,
        check=True,
    ).stderr
    assert b"Warning" in noise, "if Graphviz falls silent, give this test something else to complain about"
    lay_out(graphs)
    assert capfd.readouterr() == ("", "")


def failing(tmp_path: Path, body: str) -> Engine:
    script = tmp_path / "failing.py"
    script.write_text(body)
    return Engine(name="pygraphviz", command=(sys.executable, str(script)))


@pytest.mark.parametrize(
    ("body", "told"),
    [
        pytest.param(
            "import sys; print('first\\nlibcgraph.so.6: no such file\\n', file=sys.stderr); sys.exit(3)",
            "libcgraph.so.6: no such file",
            id="cannot be imported",
        ),
        pytest.param("raise ValueError('odd')", "ValueError: odd", id="traceback"),
        pytest.param("import sys; sys.exit(7)", "status 7", id="silent"),
        pytest.param(
            "import os, signal; os.kill(os.getpid(), signal.SIGABRT)",
            "SIGABRT",
            id="crash",
            marks=pytest.mark.skipif(sys.platform == "win32", reason="no such signals"),
        ),
    ],
)
def test_an_engine_that_does_not_work_says_why_and_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str, told: str
) -> None:
    broken = failing(tmp_path, body)
    monkeypatch.setattr(graph_engine, "engines", lambda: [broken])
    assert lay_out([pair("a")]) == {}
    reason = why_not()
    assert told in reason and "first" not in reason
    assert "pygraphviz is there" in reason and "apt install graphviz" in reason and "\n" not in reason


def test_why_not_without_any_engine_and_with_one_that_works(monkeypatch: pytest.MonkeyPatch) -> None:
    if engine() is not None:
        assert "Graphviz runs" in why_not()
    monkeypatch.setattr(graph_engine, "engines", list)
    assert why_not() == MISSING
    monkeypatch.setattr(graph_engine, "engines", lambda: [Engine(name="dot", command=("no-such-program",))])
    assert "dot is there" in why_not() and "pip install pygraphviz" in why_not()


# An installed dot


@pytest.fixture
def dot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A `dot` in an otherwise empty PATH, and no pygraphviz for okrsite to find."""
    folder = tmp_path / "bin"
    folder.mkdir()
    program = folder / "dot"
    program.write_text(
        f"#!{sys.executable}\nimport runpy, sys\n"
        "assert sys.argv[1:] == ['-Kdot', '-Tplain']\n"
        "print('Fontconfig error: Cannot load default config file', file=sys.stderr)\n"
        f"open({str(tmp_path / 'runs')!r}, 'a').write('run ')\n"
        f"runpy.run_path({str(WORKER)!r}, run_name='__main__')\n"
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr("importlib.util.find_spec", lambda *_: None)
    return tmp_path / "runs"


@needs_pygraphviz
@needs_shebang
def test_an_installed_dot_is_used_once_for_all_graphs(
    dot: Path, companies: dict[str, tuple[Graph, Layout]], capfd: pytest.CaptureFixture[str]
) -> None:
    found = engine()
    assert found is not None and found.name == "dot"
    layouts = lay_out([graph for graph, _ in companies.values()])
    assert layouts == {key: layout for key, (_, layout) in companies.items()}
    assert dot.read_text() == "run " and capfd.readouterr() == ("", "")


@needs_pygraphviz
@needs_shebang
@pytest.mark.usefixtures("dot")
def test_dot_takes_over_from_a_pygraphviz_that_cannot_be_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed = graph_engine.engines()
    broken = tmp_path / "broken.py"
    broken.write_text(f"raise SystemExit({layout_worker.UNUSABLE})")
    first = Engine(name="pygraphviz", command=(sys.executable, str(broken)))
    monkeypatch.setattr(graph_engine, "engines", lambda: [first, *installed])
    assert lay_out(pairs("ab")).keys() == {"a", "b"}


def test_a_real_dot_gives_the_same_picture(companies: dict[str, tuple[Graph, Layout]]) -> None:
    found = [engine for engine in graph_engine.engines() if engine.name == "dot"]
    if not found:
        pytest.skip("no `dot` installed")
    graphs = [graph for graph, _ in companies.values()]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(graph_engine, "engines", lambda: found)
        layouts = lay_out(graphs)
    assert layouts.keys() == companies.keys()
    for key, (_, layout) in companies.items():
        assert {box.x for box in layouts[key].boxes} == {box.x for box in layout.boxes}


# DOT for people


def test_exported_dot_links_where_it_is_told_to() -> None:
    one = node("a", ports=1, folded=2, folded_url="below.html")
    one = replace(one, ports=(replace(one.ports[0], url="a.html#kr0"),))
    dot = to_dot(graph("g", [one, node("b", url="")], []), link=lambda url: f"https://x.example/{url}")
    hrefs = ["a.html", "a.html", "a.html#kr0", "below.html"]
    assert sorted(re.findall(r'(?:URL|HREF)="([^"]+)"', dot)) == [f"https://x.example/{url}" for url in hrefs]


def test_exported_dot_is_complete_and_survives_hostile_text() -> None:
    title = '<b>&"quotes"</b> \\N \\G back\\slash\nline\x00 ' + "x" * 400
    one = node("a", title, 2, tooltip=title, url='a.html?"x"&y', folded=3, folded_url="below.html")
    other = node("b", "Ordinary", dropped=True)
    whole = graph("g", [one, other, node("loose", "")], [
        parent("a", "b", "kr1"),
        Edge(upper="b", lower="a", kind="supports"),
        Edge(upper="a", lower="gone", kind="depends_on"),
    ])  # fmt: skip
    dot = to_dot(whole)
    assert dot == to_dot(whole)
    for part in (
        "Ordinary",
        "below.html",
        "+3 below",
        "b.html",
        "n0:p1 -> n1:head",
        "constraint=false",
        "n2 [",
    ):
        assert part in dot, part
    assert "\x00" not in dot and "gone" not in dot
    if not any(found.name == "pygraphviz" for found in graph_engine.engines()):
        pytest.skip("no pygraphviz to read it with")
    answer = subprocess.run(
        [sys.executable, "-P", str(WORKER)], input=dot.encode(), capture_output=True, check=True
    ).stdout.decode()
    assert [line.split()[1] for line in answer.splitlines() if line.startswith("node ")] == ["n0", "n1", "n2"]
    assert "back" in answer and "Ordinary" in answer
