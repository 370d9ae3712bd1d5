"""From a place to a line and a column."""

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
