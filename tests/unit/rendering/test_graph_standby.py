"""A Graphviz that stays: one process for batch after batch, and nothing lost where it ends."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from test_layout import company, fake, needs_pygraphviz, pairs

from okrsite.rendering import graph_engine
from okrsite.rendering.graph_engine import Engine
from okrsite.rendering.graph_standby import Standby
from okrsite.rendering.layout import Layouts, lay_out

__all__ = ["fake"]

pytestmark = needs_pygraphviz

COUNT = "with open({!r}, 'a') as runs:\n    runs.write(f'{{os.getpid()}}\\n')"


@pytest.fixture
def runs(tmp_path: Path, fake: Callable[[str], Engine]) -> Callable[[str], list[str]]:
    """Makes an engine that does some harm; returns the processes that there were so far."""
    file = tmp_path / "runs"

    def made(harm: str = "") -> list[str]:
        if harm:
            fake(f"{COUNT.format(str(file))}\n{harm}")
        return list(dict.fromkeys(file.read_text().split())) if file.exists() else []

    return made


def test_batch_after_batch_in_one_process(runs: Callable[..., list[str]]) -> None:
    graphs = [company(seed) for seed in range(12)]
    before = lay_out(graphs)
    runs("pass")
    standby = Standby()
    found = {}
    for at in range(0, 12, 3):
        found |= lay_out(graphs[at : at + 3], standby=standby)
    assert found == before and len(runs()) == 1


def test_closed_it_leaves_no_process_and_begins_another(runs: Callable[..., list[str]]) -> None:
    runs("pass")
    standby = Standby()
    standby.close()  # nothing has begun
    for _ in range(2):
        lay_out(pairs("ab"), standby=standby)
        standby.close()
        standby.close()
    assert len(runs()) == 2
    for process in runs():
        with pytest.raises(ProcessLookupError):
            os.kill(int(process), 0)


@pytest.mark.parametrize(
    "harm", ["os._exit(1)", "time.sleep(60)", "continue"], ids=["ends", "hangs", "refuses"]
)
def test_where_it_does_not_answer_the_rest_is_not_lost(
    runs: Callable[..., list[str]], monkeypatch: pytest.MonkeyPatch, harm: str
) -> None:
    monkeypatch.setattr(graph_engine, "_PATIENCE", 1.0)
    runs(f"if 'n2 ' in text:\n    {harm}")
    standby = Standby()
    assert lay_out(pairs("abc"), standby=standby).keys() == {"a", "c"}
    assert lay_out(pairs("a"), standby=standby).keys() == {"a"}


def test_one_that_always_ends_is_not_started_for_ever(runs: Callable[..., list[str]]) -> None:
    runs("os._exit(1)")
    standby = Standby()
    engine = graph_engine.engines()[0]
    for _ in range(9):
        assert standby.ask(engine, [graph_engine.Job(dot="digraph {\n\tn0\n}\n", numbers=(0,))]) == {}
    assert len(runs()) == 3


def test_one_that_cannot_be_started_and_others_than_pygraphviz_answer_nothing() -> None:
    job = graph_engine.Job(dot="digraph {\n\tn0\n}\n", numbers=(0,))
    for name in ("pygraphviz", "dot"):
        assert Standby().ask(Engine(name=name, command=("no-such-program",)), [job]) == {}  # type: ignore[arg-type]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no copies of processes here")
def test_a_copy_of_the_process_has_one_of_its_own(runs: Callable[..., list[str]]) -> None:
    runs("pass")
    standby, known = Standby(), Layouts()
    first, second, third = pairs("abc")
    assert lay_out([first], known, standby).keys() == {"a"}
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        os._exit(0 if lay_out([second], known, standby).keys() == {"b"} else 1)
    assert os.waitpid(child, 0)[1] == 0
    assert lay_out([third], known, standby).keys() == {"c"} and len(runs()) == 2
