"""Publishing to another machine: rsync uploads the site beside the one that is shown, then both are switched.

On the other machine the place is a link into a folder of releases beside it:

    /srv/okrs -> .okrs.releases/20261120T053000.125000Z-1f3a
    /srv/.okrs.releases/20261120T053000.125000Z-1f3a/

A new release shares its unchanged files with the last one, and the link is switched in one step. Where the
place is a folder already, its files are changed one by one instead, all at the end of the upload.
"""

import getpass
import os
import platform
import posixpath
import re
import secrets
import shlex
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from pathlib import Path

from okrsite import programs
from okrsite.building.lock import locked
from okrsite.building.output import MARKER, PublishError
from okrsite.keeping.aside import temporary_folder

_PATIENCE = 900.0
"""Seconds for what is done on the other machine: it copies no site, but deletes old ones."""

_STAMP = "%Y%m%dT%H%M%S.%f"
_HOST = r"(?:[\w][\w.+-]*@)?(?:[A-Za-z0-9_][\w.-]*|\[[0-9A-Fa-f:.%\w]+\])"
_PLACE = re.compile(rf"({_HOST}):(?!:)(.*)", re.DOTALL)

LOOK = f"""
if [ -L "$live" ]; then
  case $(readlink "$live") in
    "$releases"/*) mkdir -p "$parent/$releases"; echo "okrsite: release $(basename "$(readlink "$live")")" ;;
    *) [ -f "$live/{MARKER}" ] && echo 'okrsite: folder' || echo 'okrsite: strange' ;;
  esac
elif [ -d "$live" ]; then
  if [ -f "$live/{MARKER}" ] || [ -z "$(ls -A "$live")" ]; then echo 'okrsite: folder'
  else echo 'okrsite: strange'; fi
elif [ -e "$live" ]; then echo 'okrsite: strange'
else mkdir -p "$parent/$releases"; echo 'okrsite: release'; fi
"""
"""Says what the place is: a link to a release (which one) or nothing yet, a folder, or something strange."""

SWITCH = """
cd "$parent"
if [ -n "$last" ]; then
  for file in "$releases/$last"/.[!.]*; do
    if [ -e "$file" ] && ! [ -e "$releases/$coming/${file##*/}" ]; then
      cp -RpP "$file" "$releases/$coming/"
    fi
  done
fi
mv "$releases/$coming" "$releases/$release"
next=".$name.$release"
ln -s "$releases/$release" "$next"
mv -fT "$next" "$name" 2>/dev/null || mv -fh "$next" "$name" || { rm -f "$next"; exit 1; }
if [ -n "$last" ] && [ -d "$releases/$last" ]; then
  for old in "$releases"/2*; do
    case $old in "$releases/$last") break ;; "$releases/$release") ;; *) rm -rf "$old" ;; esac
  done
fi
find "$releases" -maxdepth 1 -name 'coming-*' -mtime +0 -exec rm -rf {} +
"""
"""Makes what was uploaded the release that is shown. The one before stays, for who is reading it just now;
older ones go, and uploads that were broken off a day ago. `mv -T` is GNU's and BusyBox's, `mv -h` the
BSDs'."""

BEGIN = """
rm -rf "$parent/$releases"/coming-"$here"-*
"""
"""Deletes what publishing from here has left behind where it was killed."""

CLEAR = 'rm -rf "$parent/$releases/$coming"\n'


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """A place on another machine: `host` as ssh takes it, `path` there, from the home folder where
    relative."""

    host: str
    path: str

    @property
    def parent(self) -> str:
        return posixpath.dirname(self.path) or "."

    @property
    def name(self) -> str:
        return posixpath.basename(self.path)

    @property
    def releases(self) -> str:
        """The folder of releases beside it."""
        return f".{self.name}.releases"


def elsewhere(text: str) -> Elsewhere | None:
    """The place that `[user@]host:path` names; None for a folder of this machine. Raises PublishError where
    it begins as one and is none."""
    if os.name == "nt" and re.match(r"[A-Za-z]:[\\/]", text):
        return None
    if "://" in text or re.match(r"[^/[]*::", text):
        raise PublishError(f"okrsite publishes over ssh: write user@host:/path instead of {text}.")
    if ":" not in text.partition("/")[0]:
        return None
    found = _PLACE.fullmatch(text)
    if found is None:
        raise PublishError(f"{text} is no place: write user@host:/path, or ./{text} for a folder here.")
    host, path = found.groups()
    path = posixpath.normpath(path.removeprefix("~/") or ".")
    if not path.isprintable() or posixpath.basename(path) in ("", ".", "..") or path.startswith(("~", "//")):
        raise PublishError(f"{text} names no folder of its own: write user@host:/path.")
    return Elsewhere(host=host, path=path if path.startswith("/") else f"./{path}")


def upload(site: Path, place: Elsewhere) -> bool:
    """Publish a built site there. Returns whether it was switched at once; else files were changed one by
    one.

    Raises PublishError where a program is missing, where the other machine refuses, and where something
    stands there that okrsite did not make.
    """
    for program in ("rsync", _shell()[0]):
        if shutil.which(program) is None:
            raise PublishError(f"{program} is not installed, and publishing to {place.host} needs it.")
    with _alone(place):
        return _upload(site, place)


@contextmanager
def _alone(place: Elsewhere) -> Iterator[None]:
    """One upload at a time from here to that place. Raises PublishError while there is another."""
    name = blake2b(f"{place.host}:{place.path}".encode(), digest_size=10).hexdigest()
    with ExitStack() as stack:
        try:
            stack.enter_context(locked([temporary_folder() / f"okrsite-{name}.lock"]))
        except BlockingIOError as error:
            raise PublishError(
                f"another okrsite is publishing to {place.host}:{place.path}: wait until it is done, then"
                " publish again."
            ) from error
        yield


def _upload(site: Path, place: Elsewhere) -> bool:
    state, last = _look(place)
    if state == "strange":
        raise PublishError(
            f"What is at {place.host}:{place.path} was not made by okrsite, so it is left as it is:"
            " choose another place, or empty it yourself."
        )
    if state == "folder":
        # The filter protects what okrsite keeps everywhere: the owner's files whose names begin with a dot.
        options = ("--delay-updates", "--delete-delay", "--filter=P /.*")
        _rsync(options, site, f"{place.host}:{place.path}/")
        return False
    release = _release(datetime.now(UTC), last)
    coming = f"coming-{_here()}-{release}"
    names = {"release": release, "coming": coming, "last": last}
    try:
        _there(place, BEGIN, {"here": _here()}, fails=False)
        linked = (f"--link-dest=../{last}",) if last else ()
        _rsync(linked, site, f"{place.host}:{place.parent}/{place.releases}/{coming}/")
        _there(place, SWITCH, names)
    except BaseException:
        _there(place, CLEAR, names, fails=False)
        raise
    return True


def _release(now: datetime, last: str) -> str:
    """The name of a new release: after that of the last one, whatever a clock says, as the names tell which
    is older."""
    stamp, _, _ = last.partition("-")
    with suppress(ValueError, OverflowError):
        now = max(now, datetime.strptime(stamp, f"{_STAMP}%z") + timedelta(microseconds=1))
    return f"{now:{_STAMP}}Z-{secrets.token_hex(4)}"


def _here() -> str:
    """What tells this user on this machine from others."""
    return blake2b(f"{platform.node()} {getpass.getuser()}".encode(), digest_size=4).hexdigest()


def _look(place: Elsewhere) -> tuple[str, str]:
    """What the place is, and the name of the release that is shown."""
    said = _there(place, LOOK, {})
    for line in said.splitlines():  # a shell may greet before
        if found := re.fullmatch(r"okrsite: (release|folder|strange)(?: ([\w.-]+))?", line.strip()):
            return found[1], found[2] or ""
    raise PublishError(f"{place.host} did not answer as expected: {said.strip()[:200]}")


def _there(place: Elsewhere, script: str, names: Mapping[str, str], *, fails: bool = True) -> str:
    """What a script prints that runs on the other machine. Names come to it quoted, at its beginning."""
    known = {
        "live": place.path,
        "parent": place.parent,
        "name": place.name,
        "releases": place.releases,
        **names,
    }
    told = "".join(f"{name}={shlex.quote(value)}\n" for name, value in known.items())
    command = [*_shell(), place.host.strip("[]"), "sh -s"]
    try:
        done = programs.run(command, given=f"set -eu\n{told}{script}".encode(), seconds=_PATIENCE, asks=True)
    except subprocess.TimeoutExpired as error:
        raise PublishError(
            f"{place.host} gave no answer within {_PATIENCE:.0f} seconds, and what was begun there may go on:"
            f" look whether `{command[0]} {place.host}` works, and publish again."
        ) from error
    if done.returncode and fails:
        raise PublishError(f"Nothing was published to {place.host}:{place.path}: {_words(done.stderr)}")
    return done.stdout.decode("utf-8", "replace")


def _rsync(options: Sequence[str], site: Path, target: str) -> None:
    """Upload the site. By checksum, as a site that was built anew has new times; without times and with the
    modes that the other machine gives to new files."""
    common = ("--recursive", "--checksum", "--chmod=D755,F644", "--protect-args", "--timeout=300")
    command = ["rsync", *common, *options, "--", f"{site}{os.sep}", target]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    if done.returncode:
        raise PublishError(f"rsync could not publish to {target}: {_words(done.stderr)}")


def _shell() -> list[str]:
    """The command that reaches another machine, as rsync itself takes it."""
    return shlex.split(os.environ.get("RSYNC_RSH", "")) or ["ssh"]


def _words(stderr: bytes) -> str:
    """The last lines of what a program said of its failure."""
    lines = [line.strip() for line in stderr.decode("utf-8", "replace").splitlines() if line.strip()]
    return " ".join(lines[-3:])[:600] or "it did not say why."
