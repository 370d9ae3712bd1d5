"""From a place to a line and a column."""

from dataclasses import replace

import pytest

from okrsite.keeping.judged import Judged
from okrsite.loading import positions, yaml_reading
from okrsite.loading.positions import locate, locate_all
from okrsite.source import Place, SourceFile, Span

FRONT = "title: A\nkey_results:\n  - id: x\n    to: 5\n"
SOURCE = SourceFile(path="a.md", front=FRONT, front_line=2)


def test_lines_count_from_the_top_of_the_file() -> None:
    place = Place(source=SOURCE)
    assert locate(place.of("title")) == Span(line=2, column=8, end_line=2, end_column=9)
    assert locate(place.of("key_results", 0).of("to")) == Span(line=5, column=9, end_line=5, end_column=10)
    assert locate(place.name_of("key_results", 0, "to")).column == 5


def test_a_span_that_is_known_is_kept() -> None:
    span = Span(line=9, column=9, end_line=9, end_column=12)
    assert locate(Place(source=SOURCE, pointer=("title",), span=span)) == span


def test_without_a_pointer_or_front_matter_it_is_the_file() -> None:
    assert locate(Place(source=SOURCE)) == Span()
    assert locate(Place(source=SourceFile(path="b.md"), pointer=("title",))) == Span()


def test_several_keep_their_order() -> None:
    places = [Place(source=SOURCE, pointer=(name,)) for name in ("key_results", "title", "nothing")]
    assert [span.line for span in locate_all(places)] == [4, 2, 2]


def test_front_matter_that_can_not_be_read_has_a_position_all_the_same() -> None:
    broken = SourceFile(path="c.md", front="a: b: c", front_line=2)
    assert locate(Place(source=broken, pointer=("a",))).line == 2


def test_what_an_earlier_run_found_is_not_looked_for_again(monkeypatch: pytest.MonkeyPatch) -> None:
    top = Place(source=SOURCE)
    places = [top.of("key_results"), top.of("title"), top.name_of("title"), top]
    known = Judged()
    first = locate_all(places, known)
    assert first == locate_all(places) and len(set(first)) == 4
    read: list[str] = []
    parse = yaml_reading.parse

    def telling(front: str) -> object:
        read.append(front)
        return parse(front)

    monkeypatch.setattr(yaml_reading, "parse", telling)
    positions._root.cache_clear()
    assert locate_all(places, Judged(known.used)) == first
    assert read == []
    lower = replace(SOURCE, front_line=7)
    assert locate(Place(source=lower, pointer=("title",)), Judged(known.used)).line == 7
    other = replace(SOURCE, front=FRONT.replace("title: A", "title:  A"))
    assert locate(Place(source=other, pointer=("title",)), Judged(known.used)).column == 9
    assert read == [other.front]
