"""Which ids are written where, what they lead to, and what is told of them."""

from pathlib import Path

import pytest
from typed_company import FILES, place, snapshot, write

from okrsite.language_server.mentions import Symbol
from okrsite.language_server.snapshot import Snapshot
from okrsite.language_server.telling import told

OBJECTIVE = "2026-Q4/ovens/warm-at-six.md"
VANS = "2026-Q4/vans/short-way.md"
WARM = Symbol("objective", "2026-Q4/ovens/warm-at-six")
ON_TIME = Symbol("key result", "2026-Q4/ovens/warm-at-six#on-time")
STREET = Symbol("objective", "2026/company/every-street")
OVENS = Symbol("team", "ovens")
VANS_TEAM = Symbol("team", "vans")
WASTE = Symbol("kpi", "waste")


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return snapshot(write(tmp_path_factory.mktemp("typed")))


@pytest.mark.parametrize(
    ("path", "words", "symbol"),
    [
        (OBJECTIVE, "every-street", STREET),
        (OBJECTIVE, "company", Symbol("team", "company")),
        (OBJECTIVE, "#streets", Symbol("key result", f"{STREET.id}#streets")),
        (OBJECTIVE, "vans", VANS_TEAM),
        (OBJECTIVE, "id: on-time", ON_TIME),
        (OBJECTIVE, "id: waste", Symbol("key result", f"{WARM.id}#waste")),
        (OBJECTIVE, "kpi: waste", WASTE),
        (OBJECTIVE, "[on-time", ON_TIME),
        (OBJECTIVE, "Have the first", WARM),
        (OBJECTIVE, "short-way.md", Symbol("objective", "2026-Q4/vans/short-way")),
        (OBJECTIVE, "../vans/", VANS_TEAM),
        (VANS, "ovens/warm-at-six#on", WARM),
        (VANS, '"ovens/', OVENS),
        (VANS, "../ovens)", OVENS),
        (VANS, "teams/ovens.md", OVENS),
        ("teams/ovens.md", "company", Symbol("team", "company")),
        ("teams/vans.md", "[ovens]", OVENS),
        ("2026-Q4/ovens/checkins/2026-11-06.md", "on-time", ON_TIME),
        ("2026-Q4/ovens/checkins/2026-11-06.md", "steps", Symbol("key result", f"{WARM.id}#steps")),
        ("2026-Q4/ovens/review.md", "warm-at-six:", WARM),
        ("2026-Q4/ovens/review.md", "on-time", ON_TIME),
        ("kpis/waste.md", "Bread thrown", WASTE),
        ("index.md", "#on-time", ON_TIME),
    ],
)
def test_what_stands_under_the_cursor(known: Snapshot, path: str, words: str, symbol: Symbol) -> None:
    mention = known.mention_at(path, *place(FILES[path], words))
    assert mention is not None
    assert mention.symbol == symbol


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (OBJECTIVE, "Noor Haddad"),
        (OBJECTIVE, "from: 60%"),
        (OBJECTIVE, "A cold oven"),
        ("okrsite.yml", "Harbour"),
        ("kpis/waste.csv", "2026-10-31"),
        ("2026-Q4/ovens/review.md", "2027-Q1/ovens/warm"),
    ],
)
def test_what_is_no_id(known: Snapshot, path: str, words: str) -> None:
    mention = known.mention_at(path, *place(FILES[path], words))
    assert mention is None or mention.symbol == OVENS


def mentioned(known: Snapshot, symbol: Symbol) -> list[str]:
    """Where something is mentioned: path, line (from 1), and the id as it is written."""
    return [f"{path}:{m.stretch.line + 1} {m.written} {m.role}" for path, m in known.mentions_of(symbol)]


def test_everywhere_that_an_objective_is_mentioned(known: Snapshot) -> None:
    assert mentioned(known, WARM) == [
        "2026-Q4/ovens/checkins/2026-11-06.md:7 warm-at-six reference",
        "2026-Q4/ovens/review.md:3 warm-at-six reference",
        "2026-Q4/ovens/warm-at-six.md:2 warm-at-six definition",
        "2026-Q4/ovens/warm-at-six.md:19 warm-at-six reference",
        "2026-Q4/vans/checkins/2026-11-09.md:4 warm-at-six reference",
        "2026-Q4/vans/short-way.md:6 warm-at-six reference",
        "2026-Q4/vans/short-way.md:8 warm-at-six reference",
        "2026-Q4/vans/short-way.md:17 warm-at-six reference",
        "index.md:1 warm-at-six reference",
    ]


def test_everywhere_that_a_key_result_is_mentioned(known: Snapshot) -> None:
    assert mentioned(known, ON_TIME) == [
        "2026-Q4/ovens/checkins/2026-11-06.md:4 on-time reference",
        "2026-Q4/ovens/review.md:7 on-time reference",
        "2026-Q4/ovens/warm-at-six.md:7 on-time definition",
        "2026-Q4/ovens/warm-at-six.md:17 on-time reference",
        "2026-Q4/vans/checkins/2026-11-09.md:4 on-time reference",
        "2026-Q4/vans/short-way.md:6 on-time reference",
        "index.md:1 on-time reference",
    ]


def test_everywhere_that_a_team_and_a_kpi_are_mentioned(known: Snapshot) -> None:
    assert mentioned(known, VANS_TEAM) == [
        "2026-Q4/ovens/warm-at-six.md:5 vans reference",
        "2026-Q4/ovens/warm-at-six.md:19 vans reference",
        "teams/vans.md:2 vans definition",
    ]
    assert mentioned(known, WASTE) == [
        "2026-Q4/ovens/warm-at-six.md:11 waste reference",
        "2026/company/every-street.md:10 waste reference",
        "2026/company/every-street.md:10 waste reference",
        "kpis/waste.md:2 waste definition",
    ]


def test_former_names_lead_to_what_has_them_now(tmp_path: Path) -> None:
    objective = FILES[OBJECTIVE].replace("with: vans", "with: trucks\nformerly: [hot, 2026-Q3/ovens/old]")
    objective = objective.replace("  - id: on-time\n", "  - id: on-time\n    formerly: [early, hot#soon]\n")
    files = {
        OBJECTIVE: objective,
        VANS: FILES[VANS].replace("ovens/warm-at-six#on-time", "ovens/hot#early"),
        "teams/vans.md": FILES["teams/vans.md"].replace("name: Vans", "name: Vans\nformerly: trucks"),
    }
    known = snapshot(write(tmp_path, files))
    assert f"{VANS}:6 hot reference" in mentioned(known, WARM)
    assert f"{OBJECTIVE}:6 hot former" in mentioned(known, WARM)
    assert f"{OBJECTIVE}:6 old former" in mentioned(known, WARM)
    assert f"{VANS}:6 early reference" in mentioned(known, ON_TIME)
    assert f"{OBJECTIVE}:9 early former" in mentioned(known, ON_TIME)
    assert f"{OBJECTIVE}:9 soon former" in mentioned(known, ON_TIME)
    assert f"{OBJECTIVE}:5 trucks reference" in mentioned(known, VANS_TEAM)
    assert "teams/vans.md:3 trucks former" in mentioned(known, VANS_TEAM)


def test_where_things_are_said_to_be(known: Snapshot) -> None:
    for symbol, path, words in (
        (WARM, OBJECTIVE, "Have the first loaves warm at six"),
        (ON_TIME, OBJECTIVE, "on-time"),
        (OVENS, "teams/ovens.md", "Ovens"),
        (WASTE, "kpis/waste.md", "Bread thrown away"),
    ):
        found = known.definition(symbol)
        assert found is not None
        home, at = found
        assert home == path
        assert FILES[path].split("\n")[at.line][at.start : at.end] == words
    assert known.definition(Symbol("team", "nobody")) is None


def test_a_file_that_yaml_can_not_read_still_leads_somewhere(tmp_path: Path) -> None:
    text = "---\ntitle: Fix: the thing\nparent: company/every-street\nwith: [\nkpi: {\n---\n"
    known = snapshot(write(tmp_path), {VANS: text})
    mention = known.mention_at(VANS, *place(text, "every-street"))
    assert mention is not None
    assert mention.symbol == STREET


def test_columns_behind_signs_that_take_two(known: Snapshot) -> None:
    text = "---\ntitle: 🚐🚐\nparent: a\n---\n🚐 [x](../ovens/warm-at-six.md)\n"
    changed = Snapshot(content=known.content, texts={VANS: text}, facts=known.facts)
    mention = changed.mention_at(VANS, *place(text, "warm-at-six"))
    assert mention is not None
    line = text.split("\n")[mention.stretch.line]
    assert line[mention.stretch.start : mention.stretch.end] == "warm-at-six"


@pytest.mark.parametrize(
    "text", ["", "---", "---\n", "---\n[\n", "\0", "---\na: &b c\nd: *b\n---\n", "a" * 2_000_000]
)
def test_texts_that_are_nothing(known: Snapshot, text: str) -> None:
    changed = Snapshot(content=known.content, texts={VANS: text}, facts=known.facts)
    assert changed.mentions_in(VANS) == ()


# what is told


def test_what_is_told_of_an_objective(known: Snapshot) -> None:
    words = told(WARM, known.facts)
    assert words.startswith("**Have the first loaves warm at six**\n\n")
    assert "49% · " in words
    assert "3 key results" in words
    assert "Ovens · 2026-Q4 · Noor Haddad" in words


def test_what_is_told_of_a_key_result(known: Snapshot) -> None:
    words = told(ON_TIME, known.facts)
    assert words.startswith("**Mornings with bread on the shelf at six**\n\n")
    assert "71%, from 60% to 95% · 31% of the way · expected 79%" in words
    assert "confidence 6 · read 6 Nov 2026" in words
    assert "of *Have the first loaves warm at six* · Ovens · 2026-Q4" in words


def test_what_is_told_of_a_team_and_a_kpi(known: Snapshot) -> None:
    assert told(OVENS, known.facts) == (
        "**Ovens**\n\npart of Harbour Bakery · led by Ada Chen\n\n"
        "2026:\n- Bake late\n\n2026-Q4:\n- Have the first loaves warm at six · 49%"
    )
    assert told(WASTE, known.facts) == "**Bread thrown away**\n\n36 kg on 15 Nov 2026 · at most 40 kg"
    assert told(Symbol("team", "nobody"), known.facts) == ""


def test_titles_are_told_as_text(tmp_path: Path) -> None:
    text = FILES[VANS].replace("Take the short way 🚐", "'<script>*a* [b](c) `d`'")
    words = told(Symbol("objective", "2026-Q4/vans/short-way"), snapshot(write(tmp_path, {VANS: text})).facts)
    assert words.startswith(r"**\<script\>\*a\* \[b\](c) \`d\`**")
