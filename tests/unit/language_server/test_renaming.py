"""A rename, done on the disk: afterwards the check finds nothing, and everything leads where it led."""

import shutil
from pathlib import Path

import pytest
from typed_company import FILES, apply, found, snapshot, write

from okrsite.language_server.edits import Move
from okrsite.language_server.mentions import Sort, Symbol
from okrsite.language_server.new_ids import CannotRename
from okrsite.language_server.renaming import rename

WARM = Symbol("objective", "2026-Q4/ovens/warm-at-six")
ON_TIME = Symbol("key result", "2026-Q4/ovens/warm-at-six#on-time")


def read(content: Path, path: str) -> str:
    return (content / path).read_bytes().decode()


def test_the_company_has_no_fault(tmp_path: Path) -> None:
    assert found(write(tmp_path)) == []


def test_an_objective(tmp_path: Path) -> None:
    content = write(tmp_path)
    change = rename(snapshot(content), WARM, "fresh-at-six")
    assert change.moves == (Move("2026-Q4/ovens/warm-at-six.md", "2026-Q4/ovens/fresh-at-six.md"),)
    apply(content, change)
    assert found(content) == []
    renamed = read(content, "2026-Q4/ovens/fresh-at-six.md")
    assert renamed.startswith(
        "---\ntitle: Have the first loaves warm at six\nformerly: warm-at-six\nowner: Noor"
    )
    assert "[ours](fresh-at-six.md)" in renamed
    vans = read(content, "2026-Q4/vans/short-way.md")
    assert "  - ovens/fresh-at-six#on-time\n" in vans
    assert 'depends_on: "ovens/fresh-at-six"\n' in vans
    assert "[o]: ../ovens/fresh-at-six.md\n" in vans
    assert "fresh-at-six#steps:" in read(content, "2026-Q4/ovens/checkins/2026-11-06.md")
    assert "ovens/fresh-at-six#on-time:" in read(content, "2026-Q4/vans/checkins/2026-11-09.md")
    review = read(content, "2026-Q4/ovens/review.md")
    assert "\n  fresh-at-six:\n" in review
    assert "carried_to: 2027-Q1/ovens/warm-at-six\n" in review  # another objective, not written yet
    assert "2026-Q4/ovens/fresh-at-six.md#on-time" in read(content, "index.md")


def test_a_key_result(tmp_path: Path) -> None:
    content = write(tmp_path)
    apply(content, rename(snapshot(content), ON_TIME, "punctual"))
    assert found(content) == []
    objective = read(content, WARM.id + ".md")
    assert "  - id: punctual\n    formerly: on-time\n    title: Mornings" in objective
    assert "for: [punctual, waste]" in objective
    assert "ovens/warm-at-six#punctual\n" in read(content, "2026-Q4/vans/short-way.md")
    assert "\n  punctual:\n" in read(content, "2026-Q4/ovens/checkins/2026-11-06.md")
    assert "warm-at-six#punctual:" in read(content, "2026-Q4/vans/checkins/2026-11-09.md")
    assert "      punctual: 0.7" in read(content, "2026-Q4/ovens/review.md")
    assert "#punctual)" in read(content, "index.md")


def test_a_key_result_that_nobody_has_read_leaves_no_trace(tmp_path: Path) -> None:
    content = write(tmp_path)
    change = rename(snapshot(content), Symbol("key result", f"{WARM.id}#waste"), "bin")
    apply(content, change)
    assert found(content) == []
    assert "- {id: bin, title: Little" in read(content, f"{WARM.id}.md")
    assert "for: [on-time, bin]" in read(content, f"{WARM.id}.md")
    assert "kpi: waste" in read(content, f"{WARM.id}.md")
    assert all("formerly" not in edit.text for edit in change.edits)


def test_a_key_result_in_braces_that_was_read(tmp_path: Path) -> None:
    check_in = "---\nkey_results:\n  waste: {value: 39 kg}\n---\n"
    content = write(tmp_path, {"2026-Q4/ovens/checkins/2026-11-13.md": check_in})
    apply(content, rename(snapshot(content), Symbol("key result", f"{WARM.id}#waste"), "bin"))
    assert found(content) == []
    assert "- {id: bin, formerly: waste, title: Little" in read(content, f"{WARM.id}.md")


def test_a_team(tmp_path: Path) -> None:
    content = write(tmp_path)
    change = rename(snapshot(content), Symbol("team", "ovens"), "bakers")
    assert set(change.moves) == {
        Move("teams/ovens.md", "teams/bakers.md"),
        Move("2026/ovens", "2026/bakers"),
        Move("2026-Q4/ovens", "2026-Q4/bakers"),
    }
    apply(content, change)
    assert found(content) == []
    assert read(content, "teams/bakers.md").startswith("---\nname: Ovens\nformerly: ovens\nparent: company\n")
    assert "succeeded_by: [bakers]" in read(content, "teams/vans.md")
    assert "[Ovens](bakers.md)" in read(content, "teams/vans.md")
    assert "[the ovens](teams/bakers.md)" in read(content, "index.md")
    assert "(2026-Q4/bakers/warm-at-six.md#on-time)" in read(content, "index.md")
    vans = read(content, "2026-Q4/vans/short-way.md")
    assert "  - bakers/warm-at-six#on-time\n  - bakers/late\n" in vans
    assert "[their part](../bakers) and [them](../../teams/bakers.md)" in vans
    assert "[o]: ../bakers/warm-at-six.md" in vans
    assert "carried_to: 2027-Q1/bakers/warm-at-six\n" in read(content, "2026-Q4/bakers/review.md")
    assert "  bakers/warm-at-six#on-time:" in read(content, "2026-Q4/vans/checkins/2026-11-09.md")


def test_a_team_that_is_above_and_shares(tmp_path: Path) -> None:
    content = write(tmp_path)
    apply(content, rename(snapshot(content), Symbol("team", "vans"), "wheels"))
    apply(content, rename(snapshot(content), Symbol("team", "company"), "bakery"))
    assert found(content) == []
    assert "with: wheels\n" in read(content, f"{WARM.id}.md")
    assert "parent: bakery/every-street#streets\n" in read(content, f"{WARM.id}.md")
    assert "[the vans](../wheels/short-way.md)" in read(content, f"{WARM.id}.md")
    assert "parent: bakery\n" in read(content, "teams/ovens.md")


def test_a_kpi(tmp_path: Path) -> None:
    content = write(tmp_path)
    change = rename(snapshot(content), Symbol("kpi", "waste"), "bread-bin")
    apply(content, change)
    assert found(content) == []
    assert "at_most: 40 kg, kpi: bread-bin}" in read(content, f"{WARM.id}.md")
    assert "{id: waste," in read(content, f"{WARM.id}.md")
    assert (content / "kpis/bread-bin.csv").exists()
    street = read(content, "2026/company/every-street.md")
    assert "(../../kpis/bread-bin.md), and [the numbers](../../kpis/bread-bin.csv)" in street


@pytest.mark.parametrize(
    ("symbol", "path"),
    [(WARM, "2026-Q4/ovens/warm-at-six.md"), (ON_TIME, "2026-Q4/ovens/warm-at-six.md"),
     (Symbol("team", "ovens"), "teams/ovens.md"), (Symbol("kpi", "waste"), "kpis/waste.md")],
)  # fmt: skip
def test_there_and_back(tmp_path: Path, symbol: Symbol, path: str) -> None:
    """What it was called in between is remembered, its own name is not."""
    content = write(tmp_path)
    apply(content, rename(snapshot(content), symbol, "between"))
    end = max(symbol.id.rfind("/"), symbol.id.rfind("#")) + 1
    apply(content, rename(snapshot(content), Symbol(symbol.sort, f"{symbol.id[:end]}between"), symbol.name))
    assert found(content) == []
    text = read(content, path)
    line = "" if symbol.sort == "kpi" else "formerly: between\n"
    assert text.replace(f"    {line}", "").replace(line, "") == FILES[path]
    assert line in text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("formerly: hot", "formerly: [hot, warm-at-six]"),
        ('formerly: "hot"', 'formerly: ["hot", warm-at-six]'),
        ("formerly: [hot]", "formerly: [hot, warm-at-six]"),
        ("formerly: []", "formerly: [warm-at-six]"),
        ("formerly:", "formerly: warm-at-six"),
        ("formerly:   # none", "formerly:   # none\n  - warm-at-six"),
        ("formerly:\n  - hot", "formerly:\n  - hot\n  - warm-at-six"),
        ("formerly:\n- hot", "formerly:\n- hot\n- warm-at-six"),
    ],
)
def test_what_stands_in_formerly_already(tmp_path: Path, before: str, after: str) -> None:
    path = f"{WARM.id}.md"
    content = write(tmp_path, {path: FILES[path].replace("with: vans", f"with: vans\n{before}")})
    assert found(content) == []
    apply(content, rename(snapshot(content), WARM, "fresh"))
    assert found(content) == []
    assert f"with: vans\n{after}\nkey_results" in read(content, "2026-Q4/ovens/fresh.md")


def test_a_title_over_several_lines(tmp_path: Path) -> None:
    path = f"{WARM.id}.md"
    for title in (">-\n  Have the first\n  loaves warm", "Have the first\n  loaves warm # soon"):
        text = FILES[path].replace("Have the first loaves warm at six", title)
        content = write(tmp_path / str(len(title)), {path: text.replace(" # soon", "")})
        apply(content, rename(snapshot(content), WARM, "fresh"))
        assert found(content) == []
        assert "loaves warm\nformerly: warm-at-six\nowner:" in read(content, "2026-Q4/ovens/fresh.md")


def test_line_ends_stay(tmp_path: Path) -> None:
    content = write(tmp_path, {path: text.replace("\n", "\r\n") for path, text in FILES.items()})
    apply(content, rename(snapshot(content), WARM, "fresh"))
    assert found(content) == []
    text = read(content, "2026-Q4/ovens/fresh.md")
    assert "\r\nformerly: warm-at-six\r\n" in text
    assert text.count("\n") == text.count("\r\n")


# names that lead elsewhere


def test_a_name_that_a_longer_cycle_has_too(tmp_path: Path) -> None:
    """`ovens/late` leads to the year's objective, and still does when one of the quarter is called so."""
    content = write(tmp_path)
    apply(content, rename(snapshot(content), WARM, "late"))
    assert found(content) == []
    assert "  - ovens/late#on-time\n  - 2026/ovens/late\n" in read(content, "2026-Q4/vans/short-way.md")
    alignment = snapshot(content).facts.alignment
    assert [t.objective for t in alignment.supports["2026-Q4/vans/short-way"]] == [
        "2026-Q4/ovens/late",
        "2026/ovens/late",
    ]


def test_a_name_that_a_shorter_cycle_has_too(tmp_path: Path) -> None:
    content = write(tmp_path)
    apply(content, rename(snapshot(content), Symbol("objective", "2026/ovens/late"), "warm-at-six"))
    assert found(content) == []
    vans = read(content, "2026-Q4/vans/short-way.md")
    assert "  - ovens/warm-at-six#on-time\n  - 2026/ovens/warm-at-six\n" in vans


def test_a_key_that_is_no_longer_unique(tmp_path: Path) -> None:
    fields = "title: Sleep\nparent: company/every-street\nkey_results:\n  - {id: hours, title: Hours}\n"
    check_in = "---\nkey_results:\n  hours: {score: 0.5}\n---\n"
    files = {
        "2026-Q4/ovens/sleep.md": f"---\n{fields}---\n",
        "2026-Q4/ovens/checkins/2026-11-13.md": check_in,
    }
    content = write(tmp_path, files)
    assert found(content) == []
    apply(content, rename(snapshot(content), ON_TIME, "hours"))
    assert found(content) == []
    assert "\n  warm-at-six#hours:\n" in read(content, "2026-Q4/ovens/checkins/2026-11-06.md")
    assert "\n  sleep#hours: {" in read(content, "2026-Q4/ovens/checkins/2026-11-13.md")


def test_old_names_stay_as_they_are(tmp_path: Path) -> None:
    """What goes by a former name is found by it still: nobody needs to change it."""
    path = f"{WARM.id}.md"
    content = write(tmp_path, {path: FILES[path].replace("with: vans", "with: vans\nformerly: hot")})
    vans = content / "2026-Q4/vans/short-way.md"
    vans.write_text(
        vans.read_text("utf-8").replace("ovens/warm-at-six#on-time", "ovens/hot#on-time"), "utf-8"
    )
    apply(content, rename(snapshot(content), WARM, "fresh"))
    assert found(content) == []
    assert "  - ovens/hot#on-time\n" in vans.read_text("utf-8")


# what can't be


@pytest.mark.parametrize(
    ("symbol", "new", "why"),
    [
        (WARM, "Fresh At Six", "Write fresh-at-six"),
        (WARM, "", "can't be an id"),
        (WARM, "review", "no reserved word"),
        (WARM, "readme", "can't be an id"),
        (WARM, "2026-11-20", "no date"),
        (WARM, "con", "can't be an id"),
        (WARM, "null", "can't be an id"),
        (WARM, "../x", "can't be an id"),
        (WARM, "x" * 300, "too long"),
        (WARM, "a\nb", "can't be an id"),
        (ON_TIME, "on", "can't be an id"),
        (ON_TIME, "waste", "another key result"),
        (Symbol("team", "ovens"), "vans", "teams/vans.md is there already"),
        (Symbol("team", "ovens"), "teams", "no reserved word"),
        (Symbol("objective", "2026-Q4/vans/short-way"), "hot", "2026-Q4/vans/other used to be called so"),
        (Symbol("team", "ovens"), "trucks", "the team vans used to be called so"),
        (Symbol("kpi", "waste"), "nps", "kpis/nps.md is there already"),
        (WARM, "broken", "broken.md is there already"),
    ],
)
def test_what_can_not_be(tmp_path: Path, symbol: Symbol, new: str, why: str) -> None:
    extra = {
        "2026-Q4/vans/other.md": "---\ntitle: Other\nformerly: hot\n---\n",
        "teams/vans.md": FILES["teams/vans.md"].replace("name: Vans", "name: Vans\nformerly: trucks"),
        "kpis/nps.md": "---\nname: NPS\n---\n",
        "2026-Q4/ovens/broken.md": "---\n[\n---\n",
    }
    with pytest.raises(CannotRename, match=why):
        rename(snapshot(write(tmp_path, extra)), symbol, new)


def test_a_team_whose_new_folder_is_there(tmp_path: Path) -> None:
    content = write(tmp_path)
    (content / "2026/bakers").mkdir()
    with pytest.raises(CannotRename, match="2026/bakers is there already"):
        rename(snapshot(content), Symbol("team", "ovens"), "bakers")


def test_the_same_name_changes_nothing(tmp_path: Path) -> None:
    change = rename(snapshot(write(tmp_path)), WARM, "warm-at-six")
    assert not change.edits
    assert not change.moves


def test_a_file_that_is_not_saved_can_not_be_moved(tmp_path: Path) -> None:
    texts = {"2026-Q4/ovens/new.md": "---\ntitle: New\nparent: company/every-street\n---\n"}
    now = snapshot(write(tmp_path), texts)
    for symbol in (Symbol("objective", "2026-Q4/ovens/new"), Symbol("team", "ovens")):
        with pytest.raises(CannotRename, match=r"new\.md is not saved yet"):
            rename(now, symbol, "newer")


def test_files_that_can_not_be_read_are_named(tmp_path: Path) -> None:
    broken = "---\ntitle: [\nsupports: ovens/warm-at-six\n---\n"
    content = write(tmp_path, {"2026-Q4/vans/broken.md": broken})
    change = rename(snapshot(content), WARM, "fresh")
    assert change.unsound == ("2026-Q4/vans/broken.md",)


def test_texts_that_are_not_saved_are_changed_as_they_stand(tmp_path: Path) -> None:
    path = "2026-Q4/vans/short-way.md"
    texts = {path: "---\ntitle: A\n# moved down\n\nparent: ovens/warm-at-six\n---\n"}
    change = rename(snapshot(write(tmp_path), texts), WARM, "fresh")
    (edit,) = [edit for edit in change.edits if edit.path == path]
    assert (edit.stretch.line, edit.text) == (4, "fresh")


@pytest.mark.parametrize("sort", ["objective", "key result", "team", "kpi"])
def test_in_the_example_company(example_content: Path, tmp_path: Path, sort: Sort) -> None:
    """Whatever bears the most names: afterwards all leads where it led, and nothing new is found."""
    content = shutil.copytree(example_content, tmp_path / "content")
    before = snapshot(content)
    portfolio = before.facts.portfolio
    symbols = {
        "objective": [o.id for o in portfolio.objectives],
        "key result": [f"{o.id}#{k.id}" for o in portfolio.objectives for k in o.key_results],
        "team": [team.id for team in portfolio.teams],
        "kpi": [kpi.id for kpi in portfolio.kpis],
    }[sort]
    texts = " ".join(before.text(path) for path in before.files if path.endswith(".md"))
    chosen = max((Symbol(sort, id) for id in symbols), key=lambda symbol: texts.count(symbol.name))
    apply(content, rename(before, chosen, "quite-another"))
    after = snapshot(content)
    assert sorted(d.rule for d in after.diagnostics) == sorted(d.rule for d in before.diagnostics)
    then, now = before.facts.alignment, after.facts.alignment
    for links in ("parents", "supports", "depends_on"):
        assert len(getattr(now, links)) == len(getattr(then, links))
    assert not now.lost
    read = before.facts.readings.by_key.values()
    assert sorted(map(len, after.facts.readings.by_key.values())) == sorted(map(len, read))
