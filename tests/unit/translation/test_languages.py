"""Languages and their tags; words, dates and numbers as each has them."""

import gettext
from datetime import date
from decimal import Decimal

import pytest
from babel import Locale, localedata

from okrsite.model.quantity import parse_quantity
from okrsite.settings import Cadence
from okrsite.translation import dates, numbers
from okrsite.translation.languages import Language, language_of, languages, right_to_left, speaking, spoken
from okrsite.translation.own_names import OWN_NAMES
from okrsite.translation.tags import canonical_tag, tags_called
from okrsite.translation.words import N_, _, ngettext, pgettext
from okrsite.views.quantities import limits_text, quantity_text
from okrsite.views.rounding import figure, percent_at, score_text
from okrsite.views.words import often, percent_text, plain

DAY = date(2026, 1, 3)


def test_the_languages_there_are() -> None:
    assert languages() == ("ar", "de", "en")


@pytest.mark.parametrize(
    ("tag", "spoken_tag", "direction"),
    [
        ("en", "en", "ltr"),
        ("en-US", "en-US", "ltr"),
        ("de", "de", "ltr"),
        ("de-AT", "de-AT", "ltr"),
        ("de-XX", "de", "ltr"),
        ("ar-EG", "ar-EG", "rtl"),
        ("zh-Hant-TW", "en", "ltr"),
        ("tlh", "en", "ltr"),
        ("", "en", "ltr"),
    ],
)
def test_language_of_a_tag(tag: str, spoken_tag: str, direction: str) -> None:
    found = language_of(tag)
    assert (found.tag, found.direction) == (spoken_tag, direction)
    assert found.english == found.tag.startswith("en")


def test_english_is_spoken_where_nothing_was_settled() -> None:
    assert spoken().tag == "en"
    with speaking(language_of("de")):
        assert spoken().tag == "de"
        with speaking(language_of("ar")):
            assert spoken().direction == "rtl"
        assert spoken().tag == "de"
    assert spoken().tag == "en"


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("de", "de"),
        (" DE_at ", "de-AT"),
        ("zh_hant_tw", "zh-Hant-TW"),
        ("sr-latn-rs", "sr-Latn-RS"),
        ("es-419", "es-419"),
        ("no", "no"),
        ("tlh", "tlh"),
        ("xx", ""),
        ("German", ""),
        ("d", ""),
        ("de-", ""),
        ("de--AT", ""),
        ('"><script>', ""),
        ("", ""),
    ],
)
def test_tags(text: str, tag: str) -> None:
    assert canonical_tag(text) == tag


def test_languages_by_their_names() -> None:
    assert tags_called("German") == tags_called("deutsch") == ("de",)
    assert tags_called("العربية") == ("ar",)
    assert tags_called("Acme") == ()
    assert all(tags_called(name.upper()) and canonical_tag(tag) == tag for name, tag in OWN_NAMES.items())


def test_a_name_that_is_none_loads_no_other_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    """All of them would take a second and 150 MB."""
    loaded = []
    monkeypatch.setattr(localedata, "load", lambda name, *_: loaded.append(name) or {"languages": {}})
    assert tags_called("Germam") == ()
    assert set(loaded) <= {"en"}


@pytest.mark.parametrize(("tag", "rtl"), [("he", True), ("ur-PK", True), ("de", False), ("xx", False)])
def test_directions(tag: str, rtl: bool) -> None:
    assert right_to_left(tag) is rtl


@pytest.mark.parametrize(
    ("tag", "written"),
    [
        ("en", ("3 Jan 2026", "3 Jan", "January 2026", "Saturday")),
        ("en-US", ("Jan 3, 2026", "Jan 3", "January 2026", "Saturday")),
        ("de", ("3. Jan. 2026", "3. Jan.", "Januar 2026", "Samstag")),
        ("de-AT", ("3. Jän. 2026", "3. Jän.", "Jänner 2026", "Samstag")),
        ("ar", ("3 يناير 2026", "3 يناير", "يناير 2026", "السبت")),
    ],
)
def test_dates(tag: str, written: tuple[str, ...]) -> None:
    with speaking(language_of(tag)):
        assert (
            dates.day_text(DAY),
            dates.day_in_year(DAY),
            dates.month_text(DAY),
            dates.weekday_text(DAY),
        ) == written


@pytest.mark.parametrize("day", [date.min, date.max])
def test_every_day_can_be_written(day: date) -> None:
    for tag in languages():
        with speaking(language_of(tag)):
            assert str(day.year) in dates.day_text(day)


@pytest.mark.parametrize(
    ("tag", "written"),
    [
        ("en", ("1,204", "−1,204.50", "63%", "−3%", "43.5%", "1,250.5", "12000.5", "0.70")),
        ("de", ("1.204", "−1.204,50", "63\xa0%", "−3\xa0%", "43,5\xa0%", "1.250,5", "12000,5", "0,70")),
        (
            "ar",
            (
                *("1,204", "\u200e−1,204.50"),
                *(f"{n}\u200e%\u200e" for n in ("63", "\u200e−3", "43.5")),
                *("1,250.5", "12000.5", "0.70"),
            ),
        ),
    ],
)
def test_numbers(tag: str, written: tuple[str, ...]) -> None:
    with speaking(language_of(tag)):
        assert (
            numbers.whole(1204),
            numbers.decimal(Decimal("-1204.50")),
            percent_text(Decimal("0.63")),
            percent_text(Decimal("-0.03")),
            percent_at(Decimal("0.435"), 1),
            figure(Decimal("1250.50")),
            plain(Decimal("12000.50")),
            score_text(Decimal("0.7")),
        ) == written


QUANTITIES = (
    "42.5%",
    "$1,204.50",
    "1 204 €",
    "-5",
    "-$5",
    "2.5k",
    "$1.2M",
    "3 days",
    "2026",
    "0.5 pp",
    "−4%",
)


@pytest.mark.parametrize(
    ("tag", "written"),
    [
        (
            "en",
            ("42.5%", "$1,204.50", "1 204€", "-5", "-$5", "2.5k", "$1.2M", "3 days", "2026", "0.5 pp", "-4%"),
        ),
        (
            "de",
            (
                *("42,5\xa0%", "$1.204,50", "1.204€", "−5", "−$5", "2,5\xa0Tsd.", "$1,2\xa0Mio.", "3 days"),
                *("2026", "0,5 pp", "−4\xa0%"),
            ),
        ),
    ],
)
def test_quantities_keep_their_decimals_and_units(tag: str, written: tuple[str, ...]) -> None:
    with speaking(language_of(tag)):
        assert tuple(quantity_text(parse_quantity(text)) for text in QUANTITIES) == written


def test_a_quantity_of_many_digits_loses_none() -> None:
    text = "1,234,567,890,123.12345678901"
    with speaking(language_of("de")):
        assert quantity_text(parse_quantity(text)) == "1.234.567.890.123,12345678901"


def test_limits() -> None:
    low, high = parse_quantity("3"), parse_quantity("5 days")
    assert limits_text(low, high) == "between 3 and 5 days"
    assert limits_text(low, None) == "at least 3"
    assert limits_text(None, high) == "at most 5 days"
    assert limits_text(None, None) == ""


@pytest.mark.parametrize(
    ("cadence", "text"),
    [
        (Cadence(days=1), "every day"),
        (Cadence(days=10), "every 10 days"),
        (Cadence(days=7), "every week"),
        (Cadence(), "every 2 weeks"),
        (Cadence(days=0, months=1), "every month"),
    ],
)
def test_how_often_is_said_as_in_data(cadence: Cadence, text: str) -> None:
    assert often(cadence) == cadence.text == text


class Wrong(gettext.NullTranslations):
    """A catalogue with a place that there is not."""

    def gettext(self, message: str) -> str:
        return f"%(nobody)s {message}"


def test_words() -> None:
    assert _("Part of %(team)s", team="R&D 100%") == "Part of R&D 100%"
    assert _("") == ""
    assert N_("Part of %(team)s") == "Part of %(team)s"
    assert pgettext("a person", "unknown") == "unknown"
    assert ngettext("%(num)s objective", "%(num)s objectives", 1) == "1 objective"
    assert ngettext("%(num)s objective", "%(num)s objectives", 2500) == "2,500 objectives"


def test_a_faulty_catalogue_falls_back_to_the_message() -> None:
    with speaking(Language("de", Locale("de"), Wrong())):
        assert _("Part of %(team)s", team="Growth") == "Part of Growth"
        assert _("100%%") == "100%"
