"""The memory of layouts: what is kept comes back as it was, and only where it would be made so anew."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, strategies as st
from test_layout import company, graph, node, pair, parent

from okrsite.rendering import graph_box, graph_engine, layouts as module
from okrsite.rendering.graph_engine import Engine
from okrsite.rendering.graph_routes import Box
from okrsite.rendering.graph_shape import Line, Outline, Shape, shape_of
from okrsite.rendering.layout import Layout, Layouts, engine, lay_out

SHAPE = Shape((Outline(72.0, 72.0, 0), Outline(104.0, 72.0, 1)), (Line(1, 0, 0, True), None))
LAYOUT = Layout(
    width=550.5,
    height=132.0,
    boxes=(
        Box(x=302.0, y=14.0, width=graph_box.WIDTH, height=72.0),
        Box(x=14.0, y=14.0, width=graph_box.WIDTH, height=104.0),
    ),
    edges=(((248.0, 100.1), (275.0, 100.1), (275.0, 50.0), (302.0, 50.0)), ()),
)


@pytest.fixture(autouse=True)
def engines(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Takes the name of the engines that there are."""

    def named(identity: str) -> None:
        monkeypatch.setattr(graph_engine, "identity", lambda _: identity)

    named("one")
    return named


def kept() -> Layouts:
    known = Layouts()
    known.add(SHAPE, LAYOUT)
    return known


def test_what_is_kept_comes_back_as_it_was() -> None:
    known = Layouts(kept().dump())
    assert known.get(SHAPE) == LAYOUT and known.get(shape_of(pair("a"))) is None
    assert known.dump() == kept().dump() and known.news() == b""


def test_news_of_another_process_are_learnt() -> None:
    known = Layouts(kept().dump())
    beside = Layouts(known.dump())
    other = shape_of(pair("a"))
    beside.add(other, LAYOUT)
    known.learn(beside.news())
    assert known.get(other) is not None and known.get(SHAPE) == LAYOUT
    assert Layouts(beside.news()).get(SHAPE) is None, "that was no news"


@pytest.mark.parametrize("identity", ["other", ""])
def test_what_other_engines_made_is_forgotten(engines: Callable[[str], None], identity: str) -> None:
    before = kept().dump()
    engines(identity)
    assert Layouts(before).get(SHAPE) is None


def test_what_another_okrsite_made_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    before = kept().dump()
    monkeypatch.setattr(module, "__version__", "9.9")
    assert Layouts(before).get(SHAPE) is None


def test_where_engines_cannot_be_told_apart_nothing_is_kept(engines: Callable[[str], None]) -> None:
    engines("")
    known = kept()
    assert known.get(SHAPE) == LAYOUT and known.dump() == known.news() == b""


@given(st.data())
def test_what_is_damaged_is_forgotten(data: st.DataObject) -> None:
    whole = bytearray(kept().dump())
    place = data.draw(st.integers(0, len(whole) - 1))
    harm = data.draw(st.sampled_from(["cut", "change", "insert"]))
    if harm == "cut":
        del whole[place:]
    elif harm == "change":
        whole[place] ^= data.draw(st.integers(1, 255))
    else:
        whole[place:place] = data.draw(st.binary(min_size=1, max_size=9))
    assert Layouts(bytes(whole)).get(SHAPE) is None


def test_only_what_was_asked_for_last_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 2)
    shapes = [shape_of(pair(str(ports), ports)) for ports in range(3)]
    known = Layouts()
    for shape in shapes[:2]:
        known.add(shape, LAYOUT)
    known = Layouts(known.dump())
    assert known.get(shapes[0]) is not None
    known.add(shapes[2], LAYOUT)
    after = Layouts(known.dump())
    assert [after.get(shape) is not None for shape in shapes] == [True, False, True]


def test_known_layouts_start_no_process_and_are_those_that_would_be_made(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if engine() is None:
        pytest.skip("no Graphviz here")
    graphs = [*(company(seed) for seed in range(5)), graph("loose", [node("a")], []), pair("pair")]
    known = Layouts()
    before = lay_out(graphs, known)
    monkeypatch.setattr(graph_engine, "engines", lambda: [Engine(name="dot", command=("no-such-program",))])
    again = Layouts(known.dump())
    assert lay_out(graphs, again) == before and again.news() == b""
    assert lay_out([graph("new", [node("a"), node("b"), node("c")], [parent("a", "b")])], again) == {}


def test_without_an_engine_nothing_is_drawn_even_if_it_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    known = Layouts()
    known.add(shape_of(pair("a")), LAYOUT)
    assert lay_out([pair("a")], known) or engine() is None
    monkeypatch.setattr(graph_engine, "engines", list)
    assert lay_out([pair("a")], known) == {}


def test_engines_are_told_by_their_programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    program = tmp_path / "dot"
    program.write_bytes(b"one")
    dot = Engine(name="dot", command=(str(program), "-Tplain"))
    first = graph_engine.identity([dot])
    program.write_bytes(b"two")
    assert first and first != graph_engine.identity([dot])
    monkeypatch.setattr("importlib.util.find_spec", lambda *_: None)
    gone = Engine(name="pygraphviz", command=("python", "worker"))
    assert graph_engine.identity([gone, dot]) == "", "nobody knows which pygraphviz that is"
