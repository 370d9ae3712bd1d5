"""Links into the forges, to the letter."""

from urllib.parse import parse_qs, urlsplit

import pytest

from okrsite.settings import FORGES, Settings
from okrsite.views.forge import BY_NAME, LONGEST, commit_url, edit_url, history_url, new_url

PATH = "content/2026-Q4/growth/first-week.md"
TEXT = "---\ntitle: TBD\n---\n"
FILLED = "---%0Atitle%3A%20TBD%0A---%0A"

GITHUB = "https://github.com/acme/okrs"
GITLAB = "https://gitlab.example.com/group/sub/okrs"
GITEA = "https://gitea.example.com/acme/okrs"
CODEBERG = "https://codeberg.org/acme/okrs"
BITBUCKET = "https://bitbucket.org/acme/okrs"
DATA_CENTER = "https://bitbucket.acme.example/projects/OKR/repos/okrs"


def settings(repository: str, branch: str = "main", forge: str = "") -> Settings:
    return Settings(repository=repository, branch=branch, forge=forge)


@pytest.mark.parametrize(
    ("repository", "url"),
    [
        (GITHUB, f"{GITHUB}/edit/main/{PATH}"),
        (GITLAB, f"{GITLAB}/-/edit/main/{PATH}"),
        (GITEA, f"{GITEA}/_edit/main/{PATH}"),
        (CODEBERG, f"{CODEBERG}/_edit/main/{PATH}"),
        (BITBUCKET, f"{BITBUCKET}/src/main/{PATH}?mode=edit&spa=0&at=main"),
        (DATA_CENTER, f"{DATA_CENTER}/browse/{PATH}?at=refs%2Fheads%2Fmain"),
    ],
)
def test_edit(repository: str, url: str) -> None:
    assert edit_url(settings(repository), PATH) == url


@pytest.mark.parametrize(
    ("repository", "url"),
    [
        (GITHUB, f"{GITHUB}/commits/main/{PATH}"),
        (GITLAB, f"{GITLAB}/-/commits/main/{PATH}"),
        (GITEA, f"{GITEA}/commits/branch/main/{PATH}"),
        (CODEBERG, f"{CODEBERG}/commits/branch/main/{PATH}"),
        (BITBUCKET, f"{BITBUCKET}/history-node/main/{PATH}?at=main"),
        (DATA_CENTER, ""),
    ],
)
def test_history(repository: str, url: str) -> None:
    assert history_url(settings(repository), PATH) == url


@pytest.mark.parametrize(
    ("repository", "url"),
    [
        (GITHUB, f"{GITHUB}/commit/3f2a"),
        (GITLAB, f"{GITLAB}/-/commit/3f2a"),
        (GITEA, f"{GITEA}/commit/3f2a"),
        (CODEBERG, f"{CODEBERG}/commit/3f2a"),
        (BITBUCKET, f"{BITBUCKET}/commits/3f2a"),
        (DATA_CENTER, f"{DATA_CENTER}/commits/3f2a"),
    ],
)
def test_commit(repository: str, url: str) -> None:
    assert commit_url(settings(repository), "3f2a") == url


@pytest.mark.parametrize(
    ("repository", "url", "filled"),
    [
        (
            GITHUB,
            f"{GITHUB}/new/main?filename=content%2F2026-Q4%2Fgrowth%2Ffirst-week.md&value={FILLED}",
            True,
        ),
        (GITLAB, f"{GITLAB}/-/new/main?file_name=content%2F2026-Q4%2Fgrowth%2Ffirst-week.md", False),
        (GITEA, f"{GITEA}/_new/main/content/2026-Q4/growth?filename=first-week.md&value={FILLED}", True),
        (
            CODEBERG,
            f"{CODEBERG}/_new/main/content/2026-Q4/growth?filename=first-week.md&value={FILLED}",
            True,
        ),
        (BITBUCKET, f"{BITBUCKET}/create-file/main/content/2026-Q4/growth?at=main", False),
        (DATA_CENTER, f"{DATA_CENTER}/browse?at=refs%2Fheads%2Fmain", False),
    ],
)
def test_new_file(repository: str, url: str, filled: bool) -> None:
    assert new_url(settings(repository), PATH, TEXT) == (url, filled)


def test_without_a_repository_there_is_no_link() -> None:
    nowhere = Settings()
    assert edit_url(nowhere, PATH) == history_url(nowhere, PATH) == commit_url(nowhere, "3f2a") == ""
    assert new_url(nowhere, PATH, TEXT) == ("", False)


@pytest.mark.parametrize("name", FORGES)
def test_the_setting_names_what_the_host_does_not(name: str) -> None:
    own = "https://git.example.com/acme/okrs"
    assert commit_url(settings(own), "a") == f"{own}/commit/a"
    assert edit_url(settings(own, forge=name), "x.md") == own + BY_NAME[name].edit.format(
        branch="main", node="main", path="x.md"
    )


def test_the_setting_wins_over_the_host() -> None:
    mirror = settings("https://gitlab-mirror.example.com/acme/okrs", forge="gitea")
    assert edit_url(mirror, "x.md") == "https://gitlab-mirror.example.com/acme/okrs/_edit/main/x.md"


def test_data_center_is_known_by_its_addresses() -> None:
    own = "https://git.example.com/scm/projects/OKR/repos/okrs"
    for repository in (own, f"{own}/browse"):
        for forge in ("", "bitbucket"):
            assert commit_url(settings(repository, forge=forge), "a") == f"{own}/commits/a"
    personal = "https://git.example.com/users/ada/repos/okrs"
    assert edit_url(settings(personal), "x.md") == f"{personal}/browse/x.md?at=refs%2Fheads%2Fmain"
    assert edit_url(settings(own, forge="gitlab"), "x.md") == f"{own}/-/edit/main/x.md"


def test_the_address_to_clone_from_will_do() -> None:
    assert edit_url(settings(f"{GITHUB}.git"), "x.md") == f"{GITHUB}/edit/main/x.md"


@pytest.mark.parametrize(
    ("repository", "url"),
    [
        (GITHUB, f"{GITHUB}/edit/okrs/a%20%23%3F/x.md"),
        (GITLAB, f"{GITLAB}/-/edit/okrs/a%20%23%3F/x.md"),
        (BITBUCKET, f"{BITBUCKET}/src/okrs%2Fa%20%23%3F/x.md?mode=edit&spa=0&at=okrs%2Fa%20%23%3F"),
        (DATA_CENTER, f"{DATA_CENTER}/browse/x.md?at=refs%2Fheads%2Fokrs%2Fa%20%23%3F"),
    ],
)
def test_branches_with_odd_names(repository: str, url: str) -> None:
    assert edit_url(settings(repository, branch="okrs/a #?"), "x.md") == url


HOSTILE = 'a b/{0}/"><script>&value=%0A#?\u00e9+\n.md'


@pytest.mark.parametrize("repository", [GITHUB, GITLAB, GITEA, BITBUCKET, DATA_CENTER])
def test_hostile_names_stay_names(repository: str) -> None:
    one = settings(repository)
    for url in (edit_url(one, HOSTILE), history_url(one, HOSTILE), new_url(one, HOSTILE, HOSTILE)[0]):
        assert not set(url) & set(" \"'<>\n\u00e9#")
    query = parse_qs(urlsplit(new_url(one, HOSTILE, HOSTILE)[0]).query)
    if repository == GITHUB:
        assert query == {"filename": [HOSTILE], "value": [HOSTILE]}
    elif repository == GITLAB:
        assert query == {"file_name": [HOSTILE]}


def test_a_text_that_is_too_long_is_left_out() -> None:
    one = settings(GITHUB)
    bare = new_url(one, PATH, "")[0]
    assert bare.endswith("&value=")
    room = LONGEST - len(bare)
    assert new_url(one, PATH, "x" * room) == (bare + "x" * room, True)
    url, filled = new_url(one, PATH, "x" * (room + 1))
    assert (url, filled) == (bare.removesuffix("&value="), False)
