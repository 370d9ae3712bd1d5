"""What was made of the very same things is not made again, and of no others is it taken for theirs."""

from okrsite.keeping.recollection import Recollection


def test_the_same_things_are_taken_and_equal_ones_are_not() -> None:
    known, one, other = Recollection(), [1], [1]
    first = known.of("key", (one,), list)
    assert known.of("key", (one,), list) is first
    assert known.of("another key", (one,), list) is not first
    assert known.of("key", (other,), list) is not first  # equal, but another object
    assert known.of("key", (one,), list) is not first  # the last one counts


def test_more_or_fewer_things_are_others() -> None:
    known, one, other = Recollection(), object(), object()
    first = known.of("key", (one,), list)
    second = known.of("key", (one, other), list)
    assert second is not first
    assert known.of("key", (one, other), list) is second
    assert known.of("key", (), list) is not second


def test_on_another_ground_nothing_is_known() -> None:
    known, one = Recollection(), object()
    first = known.on("monday", [1]).of("key", (one,), list)
    assert known.on("monday", [1]).of("key", (one,), list) is first
    assert known.on("tuesday", [1]).of("key", (one,), list) is not first
    assert known.on("monday", [1]).of("key", (one,), list) is not first


def test_parts_of_the_work_do_not_mix() -> None:
    known, one = Recollection(), object()
    first = known.within("scores").of("key", (one,), list)
    assert known.within("paces").of("key", (one,), list) is not first
    assert known.within("scores").of("key", (one,), list) is first


def test_what_fails_is_made_again() -> None:
    known, one = Recollection(), object()
    for _ in range(2):
        try:
            known.of("key", (one,), lambda: 1 / 0)
        except ZeroDivisionError:
            continue
        raise AssertionError
    assert known.of("key", (one,), lambda: 2) == 2
