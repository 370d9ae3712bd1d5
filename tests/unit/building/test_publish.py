"""Publishing: whole or not at all, whatever happens; what is refused; what is kept."""

import errno
import os
import random
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from okrsite.building import swap
from okrsite.building.output import MARKER
from okrsite.building.publish import Publication, Published, PublishError, switching

ROOT = Path(__file__).parents[3]

# Some files stay, some change, some come and go, one becomes a folder, and one folder a file.
SITES: Mapping[str, Mapping[str, bytes]] = {
    "old": {
        **{f"teams/{number}/index.html": b"old page %d" % number for number in range(8)},
        **{f"static/{number}.css": b"same style %d" % number for number in range(4)},
        **{f"gone/{number}.html": b"gone %d" % number for number in range(4)},
        "search": b"a file that becomes a folder",
        "feed/index.xml": b"a folder that becomes a file",
        "index.html": b"old start page",
    },
    "new": {
        **{f"teams/{number}/index.html": b"new page %d" % number for number in range(8)},
        **{f"static/{number}.css": b"same style %d" % number for number in range(4)},
        **{f"added/{number}.html": b"added %d" % number for number in range(4)},
        "search/index.html": b"a folder that was a file",
        "feed": b"a file that was a folder",
        "index.html": b"new start page",
    },
}


def publish(output: Path, site: Mapping[str, bytes]) -> Published:
    with Publication(output) as publication:
        for path, content in site.items():
            publication.add(path, content)
        return publication.switch()


def held(folder: Path) -> dict[str, bytes]:
    """Return every file below the folder, okrsite's marker left out."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != MARKER
    }


def beside(output: Path) -> list[str]:
    return sorted(path.name for path in output.parent.iterdir() if path.name != output.name)


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "web" / "site"


# What is published


def test_a_first_publication_makes_the_folder(output: Path) -> None:
    assert publish(output, SITES["old"]) == Published(written=len(SITES["old"]), kept=0, removed=0)
    assert held(output) == SITES["old"]
    assert beside(output) == []


def test_a_second_one_replaces_it_as_a_whole(output: Path) -> None:
    publish(output, SITES["old"])
    assert publish(output, SITES["new"]) == Published(written=15, kept=4, removed=6)
    assert held(output) == SITES["new"]
    assert beside(output) == []


def test_unchanged_files_stay_the_same_files(output: Path, tmp_path: Path) -> None:
    picture = tmp_path / "picture.png"
    picture.write_bytes(bytes(3_000_000))
    states = []
    for page in (b"one", b"two"):
        with Publication(output) as publication:
            publication.add("static/site.css", b"body {}")
            publication.add_file("static/picture.png", picture)
            publication.add("index.html", page)
            published = publication.switch()
        states.append({path: (output / path).stat() for path in held(output)})
    assert published == Published(written=1, kept=2, removed=0)
    for path in ("static/site.css", "static/picture.png"):
        before, after = states[0][path], states[1][path]
        assert (before.st_ino, before.st_mtime_ns, after.st_nlink) == (after.st_ino, after.st_mtime_ns, 1)
    assert states[0]["index.html"].st_ino != states[1]["index.html"].st_ino


def test_a_changed_file_of_the_same_size_is_written(output: Path, tmp_path: Path) -> None:
    source = tmp_path / "notes.txt"
    for text in ("abc", "abd"):
        source.write_text(text)
        with Publication(output) as publication:
            publication.add_file("notes.txt", source)
            assert publication.switch().written == 1
    assert (output / "notes.txt").read_text() == "abd"


def test_where_links_fail_unchanged_files_are_copied_with_their_time(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(output, {"index.html": b"same"})
    os.utime(output / "index.html", ns=(1_000_000_000, 2_000_000_000))

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    assert publish(output, {"index.html": b"same"}).kept == 1
    assert (output / "index.html").stat().st_mtime_ns == 2_000_000_000
    assert held(output) == {"index.html": b"same"}


@pytest.fixture
def strict_umask() -> Iterator[None]:
    before = os.umask(0o077)
    yield
    os.umask(before)


@pytest.mark.usefixtures("strict_umask")
def test_modes_follow_the_umask_even_after_it_was_stricter(output: Path, tmp_path: Path) -> None:
    private = tmp_path / "private.png"
    private.write_bytes(b"picture")

    def modes() -> set[int]:
        with Publication(output) as publication:
            publication.add("teams/index.html", b"page")
            publication.add_file("teams/picture.png", private)
            publication.switch()
        return {stat.S_IMODE(path.stat().st_mode) for path in output.rglob("*")}

    assert modes() == {0o700, 0o600}
    os.umask(0o022)
    assert modes() == {0o755, 0o644}


def test_the_output_folder_keeps_the_mode_its_owner_gave_it(output: Path) -> None:
    publish(output, SITES["old"])
    assert stat.S_IMODE(output.stat().st_mode) == 0o777 & ~_umask()
    output.chmod(0o2775)
    publish(output, SITES["new"])
    assert stat.S_IMODE(output.stat().st_mode) == 0o2775


def _umask() -> int:
    umask = os.umask(0)
    os.umask(umask)
    return umask


def test_dot_files_of_the_owner_are_carried_over(output: Path) -> None:
    output.mkdir(parents=True)
    (output / ".gitignore").write_text("*")
    publish(output, {"index.html": b"one", ".nojekyll": b""})
    (output / ".well-known").mkdir()
    (output / ".well-known" / "security.txt").write_text("Contact: us")
    (output / ".latest").symlink_to("index.html")
    with Publication(output) as publication:
        publication.add("index.html", b"two")
        publication.add(".nojekyll", b"ours")
        (output / ".htaccess").write_text("made while the build was running")
        assert publication.switch() == Published(written=2, kept=0, removed=0)
    assert held(output) == {
        ".gitignore": b"*",
        ".htaccess": b"made while the build was running",
        ".latest": b"two",
        ".nojekyll": b"ours",
        ".well-known/security.txt": b"Contact: us",
        "index.html": b"two",
    }
    assert (output / ".latest").is_symlink()


def test_a_link_to_the_output_folder_stays_a_link(output: Path, tmp_path: Path) -> None:
    publish(output, SITES["old"])
    link = tmp_path / "link"
    link.symlink_to(output, target_is_directory=True)
    publish(link, SITES["new"])
    assert link.is_symlink()
    assert held(output) == SITES["new"]
    assert beside(output) == []


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the exchange may be missing")
def test_the_exchange_is_one_step_on_linux(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir()
    other.mkdir()
    (one / "a").touch()
    assert swap.exchange(one, other)
    assert (other / "a").exists() and not (one / "a").exists()
    assert not swap.exchange(one, tmp_path / "missing")


# What is not


def test_without_a_switch_nothing_happens(output: Path) -> None:
    publish(output, SITES["old"])
    with Publication(output) as publication:
        publication.add("index.html", b"unfinished")
    with pytest.raises(KeyboardInterrupt), Publication(output) as publication:
        publication.add("index.html", b"unfinished")
        raise KeyboardInterrupt
    assert held(output) == SITES["old"]
    assert beside(output) == []


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/etc/passwd",
        "..",
        "a/../b",
        "../b",
        "./a",
        "a//b",
        "a/",
        "a\\b",
        "a\0b",
        ".okrsite",
        ".okrsite-x/a",
    ],
)
def test_a_path_that_leaves_the_site_is_refused(output: Path, path: str) -> None:
    with Publication(output) as publication, pytest.raises(ValueError):
        publication.add(path, b"")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("a.html", "a.html"),
        ("a.html", "A.html"),
        ("team/a.html", "Team/b.html"),
        ("café.html", "cafe\u0301.html"),
        ("a", "a/b"),
        ("a/b", "a"),
    ],
)
def test_two_files_at_one_place_are_refused(output: Path, first: str, second: str) -> None:
    with Publication(output) as publication:
        publication.add(first, b"")
        with pytest.raises(ValueError):
            publication.add(second, b"")


def test_a_publication_is_used_inside_its_block_and_switched_once(output: Path) -> None:
    publication = Publication(output)
    with pytest.raises(ValueError):
        publication.add("a", b"")
    with publication:
        publication.switch()
        with pytest.raises(ValueError):
            publication.add("a", b"")
        with pytest.raises(ValueError):
            publication.switch()


def test_a_folder_that_okrsite_did_not_make_is_left_alone(output: Path) -> None:
    output.mkdir(parents=True)
    (output / "thesis.txt").write_text("ten years of work")
    (output / MARKER).write_text("not okrsite's")
    with pytest.raises(
        PublishError, match=r"site is not empty and was not made by okrsite.*choose another folder"
    ):
        publish(output, SITES["new"])
    assert held(output) == {"thesis.txt": b"ten years of work"}
    assert beside(output) == []


@pytest.mark.parametrize("as_file", [True, False])
def test_a_git_repository_is_left_alone(output: Path, as_file: bool) -> None:
    publish(output, SITES["old"])
    if as_file:
        (output / ".git").write_text("gitdir: ../.git/worktrees/site")
    else:
        (output / ".git").mkdir()
    with pytest.raises(PublishError, match="Git repository"):
        publish(output, SITES["new"])
    assert (output / "index.html").read_bytes() == b"old start page"


def test_the_folders_that_must_never_be_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home, here = tmp_path / "home", tmp_path / "projects" / "okrs"
    home.mkdir()
    here.mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    monkeypatch.chdir(here)
    for folder in (Path("/"), home, here, Path(), here.parent, Path("..")):
        with pytest.raises(PublishError, match="choose another one"):
            publish(folder, SITES["new"])
    assert list(here.parent.iterdir()) == [here]


def test_an_output_that_is_a_file_is_refused(output: Path) -> None:
    output.parent.mkdir()
    output.write_text("a file")
    with pytest.raises(PublishError, match="is not a folder"):
        publish(output, SITES["new"])
    with pytest.raises(PublishError, match="cannot publish to"):
        publish(output / "site", SITES["new"])


def test_a_source_that_cannot_be_read_is_named(output: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for source in (tmp_path / "missing.png", tmp_path, tmp_path / "pipe"):
        with Publication(output) as publication, pytest.raises(PublishError, match=f"cannot read {source}"):
            publication.add_file("picture.png", source)


@pytest.mark.parametrize("writes", [0, 1, 7])
def test_a_full_disk_leaves_the_old_site(output: Path, monkeypatch: pytest.MonkeyPatch, writes: int) -> None:
    publish(output, SITES["old"])
    write, count = os.write, iter(range(100))

    def short(descriptor: int, data: bytes) -> int:
        if next(count) >= writes:
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(descriptor, data[:5])

    monkeypatch.setattr(os, "write", short)
    with pytest.raises(PublishError, match=r"site: the disk is full.*Free some space.*is unchanged"):
        publish(output, SITES["new"])
    monkeypatch.undo()
    assert held(output) == SITES["old"]
    assert beside(output) == []


def test_two_builds_do_not_write_to_one_folder(output: Path) -> None:
    with Publication(output) as publication:
        with pytest.raises(PublishError, match="another okrsite build is writing to"):
            publish(output, SITES["old"])
        publication.add("index.html", b"first")
        publication.switch()
    assert held(output) == {"index.html": b"first"}
    publish(output, SITES["old"])


def test_a_stale_lock_file_blocks_nobody(output: Path) -> None:
    output.parent.mkdir()
    (output.parent / ".site.okrsite-lock").touch()
    publish(output, SITES["old"])
    assert beside(output) == []


# Where the folder cannot be swapped


@pytest.fixture
def unwritable_parent(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse what a parent folder without write permission refuses, to the superuser too."""
    output.mkdir(parents=True)
    (output / ".keep").touch()
    make, make_file = os.mkdir, os.open

    def mkdir(path: str | Path, mode: int = 0o777) -> None:
        if Path(path).parent == output.parent:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        make(path, mode)

    def opened(path: str | Path, flags: int, *rest: int, **named: int) -> int:
        if Path(path).parent == output.parent and not Path(path).exists():
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return make_file(path, flags, *rest, **named)

    monkeypatch.setattr(os, "mkdir", mkdir)
    monkeypatch.setattr(os, "open", opened)


@pytest.mark.usefixtures("unwritable_parent")
def test_under_an_unwritable_parent_files_are_replaced_one_by_one(output: Path) -> None:
    folder = output.stat().st_ino
    assert publish(output, SITES["old"]) == Published(written=len(SITES["old"]), kept=0, removed=0)
    kept = (output / "static" / "0.css").stat()
    with Publication(output) as publication:
        with pytest.raises(PublishError, match="another okrsite build"):
            publish(output, SITES["old"])
        for path, content in SITES["new"].items():
            publication.add(path, content)
        assert held(output).items() >= SITES["old"].items()
        assert publication.switch() == Published(written=15, kept=4, removed=6)
    assert held(output) == {**SITES["new"], ".keep": b""}
    now = (output / "static" / "0.css").stat()
    assert (now.st_ino, now.st_mtime_ns) == (kept.st_ino, kept.st_mtime_ns)
    assert not (output / "gone").exists()
    assert output.stat().st_ino == folder
    assert beside(output) == []


@pytest.mark.usefixtures("unwritable_parent")
def test_an_unwritable_parent_without_the_folder_is_reported(output: Path) -> None:
    (output / ".keep").unlink()
    output.rmdir()
    with pytest.raises(
        PublishError, match=r"permission denied.*choose another folder\. Nothing was published"
    ):
        publish(output, SITES["new"])


def test_a_folder_that_turns_out_to_be_fixed_is_filled_in_place(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(output, SITES["old"])
    (output / ".htaccess").write_text("kept")
    folder = output.stat().st_ino

    def busy(_: object) -> None:
        raise OSError(errno.EBUSY, "Device or resource busy")

    monkeypatch.setattr("okrsite.building.publish.swap_in", busy)
    assert publish(output, SITES["new"]) == Published(written=15, kept=4, removed=6)
    assert held(output) == {**SITES["new"], ".htaccess": b"kept"}
    assert output.stat().st_ino == folder
    assert beside(output) == []


def test_a_link_inside_the_folder_leads_no_write_outside(output: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    publish(output, SITES["old"])
    (output / "added").symlink_to(outside, target_is_directory=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os.path, "ismount", lambda _: True)
        publish(output, SITES["new"])
    assert held(output) == SITES["new"]
    assert list(outside.iterdir()) == []


def test_a_switch_in_place_that_fails_is_finished_by_the_next_build(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(output, SITES["old"])
    monkeypatch.setattr(os.path, "ismount", lambda _: True)
    replace, count = Path.replace, iter(range(100))

    def failing(source: Path, target: Path) -> Path:
        if next(count) > 5:
            raise PermissionError(errno.EACCES, "in use", str(target))
        return replace(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", failing)
        with pytest.raises(PublishError, match="the next build finishes the rest"):
            publish(output, SITES["new"])
    assert switching(output)
    with Publication(output):
        pass
    assert held(output) == SITES["new"]
    assert not switching(output)


def test_few_new_files_are_written_and_no_others_touched(output: Path) -> None:
    publish(output, SITES["old"])
    before = {path: (output / path).stat() for path in held(output)}
    folder = output.stat().st_ino
    with Publication(output) as publication:
        publication.few = True
        for path in SITES["old"]:
            if path != "index.html":
                publication.keep(path)
        publication.add("index.html", b"new")
        assert publication.switch() == Published(written=1, kept=len(SITES["old"]) - 1, removed=0)
    assert held(output) == {**SITES["old"], "index.html": b"new"}
    assert output.stat().st_ino == folder
    for path, was in before.items():
        now = (output / path).stat()
        same = (now.st_ino, now.st_mtime_ns) == (was.st_ino, was.st_mtime_ns)
        assert same is (path != "index.html"), path
    assert beside(output) == []


# Killed

CHILD = """
import os, signal, sys
from pathlib import Path
from okrsite.building import publish, swap
from tests_sites import SITES

output, way, last = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
if way == "renames":
    swap.exchange = lambda one, other: False
if way == "in place":
    os.path.ismount = lambda path: True

def watch(event, args):
    # Before every operation on files that Python tells of, one of which is the last.
    global last
    if event == "open" or event.startswith(("os.", "shutil.", "ctypes.dlsym")):
        last -= 1
        if last == 0:
            os.kill(os.getpid(), signal.SIGKILL)

def run(site):
    with publish.Publication(output) as publication:
        publication.few = way == "few"
        for path, content in site.items():
            publication.add(path, content)
        publication.switch()

if last < 0:  # on and on, until killed from outside
    print(flush=True)
    while True:
        run(SITES["new"])
        run(SITES["old"])
sys.addaudithook(watch)
before = last
run(SITES["new"])
print(before - last)
"""


@pytest.fixture
def child(tmp_path: Path) -> tuple[list[str], dict[str, str]]:
    (tmp_path / "tests_sites.py").write_text(f"SITES = {dict(SITES)!r}")
    return [sys.executable, "-c", CHILD], {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(tmp_path)]),
    }


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
@pytest.mark.parametrize(("way", "kills"), [("exchange", 14), ("renames", 12), ("in place", 12), ("few", 12)])
def test_killed_at_any_point_a_site_is_whole(
    output: Path, child: tuple[list[str], dict[str, str]], way: str, kills: int
) -> None:
    command, environment = child
    kills = int(os.environ.get("OKRSITE_TEST_KILLS", kills))

    def run(last: int) -> subprocess.CompletedProcess[str]:
        publish(output, SITES["old"])
        return subprocess.run(
            [*command, str(output), way, str(last)],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    operations = int(run(1_000_000).stdout)
    points = sorted(random.Random(way).sample(range(1, operations + 1), min(kills, operations)))
    seen = set()
    for point in points:
        assert run(point).returncode == -signal.SIGKILL, point
        if way == "exchange":
            assert held(output) in SITES.values(), point
        elif way in ("in place", "few"):
            public = {path: text for path, text in held(output).items() if not path.startswith(".okrsite-")}
            assert public.items() <= SITES["old"].items() | SITES["new"].items(), point
        else:
            assert not output.exists() or held(output) in SITES.values(), point
        with Publication(output):
            pass  # The next start puts right what was left.
        assert held(output) in SITES.values(), point
        assert (output / MARKER).exists(), point
        assert beside(output) == [], point
        seen.add((output / "index.html").read_bytes())
    assert len(seen) == 2


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
def test_killed_at_random_times_a_site_is_whole(
    output: Path, child: tuple[list[str], dict[str, str]]
) -> None:
    command, environment = child
    moment = random.Random(2026)
    publish(output, SITES["old"])
    for _ in range(8):
        with subprocess.Popen(
            [*command, str(output), "exchange", "-1"], env=environment, stdout=subprocess.PIPE
        ) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(moment.uniform(0, 0.05))
            process.kill()
        assert held(output) in SITES.values()
    publish(output, SITES["new"])
    assert held(output) == SITES["new"]
    assert beside(output) == []
