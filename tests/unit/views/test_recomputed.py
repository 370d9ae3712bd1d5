"""Every figure of the example company, worked out again from nothing but what its pages print.

The arithmetic here is a reader's with a pocket calculator: it knows no formula but those in the texts.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest

NUMBER = r"−?[\d,]+(?:\.\d+)?"
SHARE = rf"({NUMBER})%"


@dataclass
class KeyResult:
    """What a page prints of a key result: its figure, its statuses, and the steps by their label."""

    figure: str = ""
    mark: str = ""
    steps: dict[str, str] = field(default_factory=dict)


class Page(HTMLParser):
    """The texts of a page that figures are worked out from."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.key_results: list[KeyResult] = []
        self.tables: list[tuple[list[list[str]], str]] = []
        self.figure = ""
        self._open: list[tuple[str, str]] = []
        self._label = ""
        self._rows: list[list[str]] = []
        self.feed(html)

    def _within(self, name: str) -> bool:
        return any(name in classes.split() for _, classes in self._open)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("br", "meta", "link", "img", "input", "source"):
            return
        classes = dict(attrs).get("class") or ""
        self._open.append((tag, classes))
        if tag == "article" and "kr" in classes.split():
            self.key_results.append(KeyResult())
        if "working" in classes.split():
            self._rows = []
        if tag == "tr":
            self._rows.append([])
        if tag in ("td", "th") and self._within("working"):
            self._rows[-1].append("")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not self._open:
            return
        if self._within("working"):
            if self._within("result"):
                self.tables.append((self._rows[1:], data))
            elif self._rows and self._rows[-1]:
                self._rows[-1][-1] += data
        elif self._within("kr"):
            kr = self.key_results[-1]
            if self._within("kr-figure") and self._within("figure"):
                kr.figure += data
            elif self._within("kr-mark"):
                kr.mark += data
            elif self._within("steps") and self._open[-1][0] == "dt":
                self._label = data
            elif self._within("steps") and self._open[-1][0] == "dd":
                kr.steps[self._label] = kr.steps.get(self._label, "") + data
        elif self._within("big") or all(self._within(name) for name in ("heading", "meter", "figure")):
            self.figure += data


@cache
def pages(site: Path) -> tuple[tuple[Path, Page], ...]:
    return tuple((file, Page(file.read_text("utf-8"))) for file in sorted(site.rglob("*.html")))


def number(text: str) -> Decimal:
    return Decimal(text.replace(",", "").replace("−", "-"))


def worked_out(expression: str) -> Decimal:
    """The value of a formula; a percentage is its number."""
    plain = expression.replace("−", "-").replace("×", "*").replace("÷", "/").replace(",", "").replace("%", "")
    assert re.fullmatch(r"[\d.()+*/ -]+", plain), expression
    decimals = re.sub(r"\d+(?:\.\d+)?", lambda found: f"Decimal('{found[0]}')", plain)
    return Decimal(eval(decimals, {"Decimal": Decimal}))


def rounded_like(value: Decimal, printed: str) -> Decimal:
    """A value with the decimals of a printed one."""
    decimals = len(printed.partition(".")[2])
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def holds(expression: str, printed: str, *, times: int = 1) -> bool:
    return rounded_like(worked_out(expression) * times, printed) == number(printed)


def whole(printed: str, shown: str | None = None) -> Decimal:
    """The whole percent that a page should show for a printed share."""
    return number(shown) if shown else rounded_like(number(printed), "0")


def key_results(site: Path) -> Iterator[tuple[str, KeyResult]]:
    for file, page in pages(site):
        for kr in page.key_results:
            yield file.name, kr


def test_progress_follows_from_the_reading(example_site: Path) -> None:
    seen = 0
    for name, kr in key_results(example_site):
        text = kr.steps.get("Progress", "")
        if "÷" not in text:
            continue
        match = re.fullmatch(rf"(.+) = {SHARE}(?:, shown as {SHARE})?", text)
        assert match, (name, text)
        assert holds(match[1], match[2], times=100), (name, text)
        assert number(kr.figure.rstrip("%")) == whole(match[2], match[3]), (name, text, kr.figure)
        for figure in re.findall(NUMBER, match[1])[:1]:
            assert str(number(figure.strip("()"))) in kr.steps["Reading"].replace(",", "").replace("−", "-")
        seen += 1
    assert seen > 100


def test_what_is_expected_follows_from_the_days(example_site: Path) -> None:
    straight = own = 0
    for name, kr in key_results(example_site):
        text = kr.steps.get("Expected", "")
        line = re.fullmatch(rf"(\d+) of (\d+) days(?: since .+)? have passed = {SHARE}", text)
        if line:
            assert holds(f"{line[1]} ÷ {line[2]}", line[3], times=100), (name, text)
            straight += 1
        elif text:
            between = re.search(rf"Of the (\d+) days between them (\d+) have passed: (.+) = {SHARE}$", text)
            assert between, (name, text)
            assert between[3].endswith(f"× {between[2]} ÷ {between[1]}"), (name, text)
            assert holds(between[3], between[4]), (name, text)
            for formula, share in re.findall(rf" is ([^;]+?) = {SHARE}", text):
                assert holds(formula, share, times=100), (name, text)
                assert f"{share}%" in between[3], (name, text)
            own += 1
    assert straight > 20
    assert own > 0


WORDS = {"on track": (None, 10), "at risk": (10, 25), "off track": (25, None)}


def test_the_status_follows_from_what_is_expected(example_site: Path) -> None:
    seen = 0
    for name, kr in key_results(example_site):
        text = kr.steps.get("Status", "")
        found = re.match(
            rf"{SHARE} expected − {SHARE} reached = ({NUMBER}) points? (behind|ahead); .* is ([a-z ]+)\.",
            text,
        )
        if not found:
            continue
        expected, reached, points, way, word = found.groups()
        behind = number(expected) - number(reached)
        assert behind == (number(points) if way == "behind" else -number(points)), (name, text)
        assert kr.steps["Expected"].partition(", and that")[0].endswith(f"= {expected}%"), (name, text)
        assert f"= {reached}%" in kr.steps["Progress"], (name, text)
        above, to = WORDS[word]
        assert above is None or behind > above, (name, text)
        assert to is None or behind <= to, (name, text)
        if "confidence of 3 or less" not in text:
            assert word in kr.mark, (name, text, kr.mark)
        seen += 1
    assert seen > 20


def test_an_outcome_follows_from_its_band(example_site: Path) -> None:
    seen = 0
    for name, kr in key_results(example_site):
        text = kr.steps.get("Outcome", "")
        found = re.match(rf"({NUMBER}) is (.+): for a (?:roofshot|moonshot), ([a-z ]+)\.", text)
        if not found:
            continue
        score = number(found[1])
        for word, bound in re.findall(rf"(at least|not above|above|below) ({NUMBER})", found[2]):
            limit = number(bound)
            fits = {
                "at least": score >= limit,
                "above": score > limit,
                "not above": score <= limit,
                "below": score < limit,
            }
            assert fits[word], (name, text)
        assert kr.mark.startswith(found[3]), (name, text, kr.mark)
        assert number(kr.figure.rstrip("%")) == rounded_like(score * 100, "0"), (name, text, kr.figure)
        seen += 1
    assert seen > 60


def test_means_follow_from_their_summands(example_site: Path) -> None:
    objectives = others = 0
    for file, page in pages(example_site):
        for rows, text in page.tables[:1]:
            found = re.fullmatch(rf"{SHARE} ÷ ({NUMBER}) = {SHARE}(?:, shown as {SHARE})?", text)
            assert found, (file, text)
            total, divisor, result, shown = found.groups()
            figures = [[re.match(NUMBER, cell)[0] for cell in row[1:]] for row in rows]  # type: ignore[index]
            if len(rows[0]) == 4:
                for weight, counted, product in figures:
                    assert number(weight) * number(counted) == number(product), (
                        file,
                        weight,
                        counted,
                        product,
                    )
                assert sum(number(weight) for weight, _, _ in figures) == number(divisor), file
                objectives += 1
            else:
                assert len(figures) == number(divisor), file
                others += 1
            assert sum(number(row[-1]) for row in figures) == number(total), file
            assert holds(f"{total} ÷ {divisor}", result), (file, text)
            if page.figure:
                assert number(page.figure.strip().rstrip("%")) == whole(result, shown), (
                    file,
                    text,
                    page.figure,
                )
    assert objectives > 40
    assert others > 20


def test_every_key_result_says_how_it_is_worked_out(example_site: Path) -> None:
    missing = [name for name, kr in key_results(example_site) if "In the mean" not in kr.steps]
    assert missing == []
    assert all(
        kr.steps.get("Progress") or kr.steps["Reading"] == "none yet" for _, kr in key_results(example_site)
    )


@pytest.mark.parametrize(("expression", "value"), [("(47 − 42) ÷ (65 − 42)", "0.2174"), ("2 × 22%", "44")])
def test_the_calculator_works(expression: str, value: str) -> None:
    assert rounded_like(worked_out(expression), value) == Decimal(value)
