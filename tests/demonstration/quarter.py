"""One quarter of a company, from the first proposal to the close, as commits of the people who would make
them.

Run it to watch: `python tests/demonstration/quarter.py DIR` plays the quarter in a new folder DIR, prints
every command and what okrsite says to it, and leaves the repository and the site there. The test beside it
plays it too and looks for all of it on the site.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from click.testing import CliRunner

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "cli"))

from repositories import Repo

from okrsite.cli.main import main

MARA, NOOR, LEE, SVEN = "Mara Lindqvist", "Noor Haddad", "Lee Park", "Sven Ångström"

SETTINGS = """company: Tidewater Ferries
url: https://okrs.tidewater.example/
repository: https://github.com/tidewater/okrs
check_in_every: 2 weeks
"""

TEAMS = {
    "company": "---\nname: Tidewater Ferries\nhandles: '@tidewater/board'\n---\nAll of us.\n",
    "crossings": "---\nname: Crossings\nparent: company\nlead: Noor Haddad\nhandles: '@tide/boats'\n---\n",
    "tickets": "---\nname: Tickets\nparent: company\nlead: Lee Park\nhandles: '@tidewater/tickets'\n---\n",
}

DEPEND = """---
title: Be the ferry that islanders can plan their day around
owner: Mara Lindqvist
key_results:
  - id: return
    title: Islanders who crossed last winter cross again this winter
    who: Islanders
    does: take the ferry again
    from: 58%
    to: 70%
  - id: connections
    title: Islanders who reach the bus they meant to take
    who: Islanders
    does: reach the bus they meant to take
    from: 52%
    to: 75%
  - id: complaints
    title: Complaints stay rare
    at_most: 12 complaints
---
Every second islander has missed a connection because of us. If that goes on, they move to the mainland.
"""

ON_TIME = """---
title: Leave when the timetable says so, whatever the wether
owner: Noor Haddad
parent: company/plan-their-day#return
status: draft
key_results:
  - id: punctual
    title: Departures within five minutes of the timetable
    from: 81%
    to: 95%
  - id: warned
    title: Travellers who hear of a delay before they leave home
    who: Travellers
    does: hear of a delay before they leave home
    from: 20%
    to: 60%
  - id: crew
    title: Crews stay within their hours
    at_most: 40 hours
---
In winter one departure in five is late, mostly for want of a plan for bad wether.
"""

ONE_TAP = """---
title: Make a ticket as quick to buy as a coffee
owner: Lee Park
parent: company/plan-ther-day
key_results:
  - id: quick
    title: Tickets bought in under a minute
    from: 35%
    to: 75%
  - id: queue
    title: Waiting time at the counter
    from: 14 minutes
    to: 6 minutes
  - id: kiosk
    title: Travellers who buy at the kiosks
    from: 4%
    to: 20%
---
People miss boats while they queue for tickets.
"""


class Company:
    """A repository in which people write, commit and run okrsite, each on a day. `told` has what okrsite
    printed, by the command, `checked` what `okrsite check` printed, by the day."""

    def __init__(self, root: Path, *, loud: bool = False) -> None:
        self.repo = Repo(root)
        self.loud = loud
        self.day = ""
        self.who = ""
        self.told: dict[str, str] = {}
        self.checked: dict[str, str] = {}

    def on(self, day: str, who: str) -> None:
        """From here on it is this day, and this person writes."""
        self.day, self.who = day, who
        self.say(f"\n--- {day}, {who} ---")

    def say(self, text: str) -> None:
        if self.loud:
            print(text, flush=True)

    def write(self, path: str, text: str) -> None:
        self.repo.write(path, text)
        self.say(f"# writes {path}")

    def edit(self, path: str, old: str, new: str) -> None:
        self.repo.edit(path, old, new)
        self.say(f"# edits {path}:\n- {old.strip()}\n+ {new.strip()}")

    def commit(self, message: str) -> None:
        self.say(f"$ git commit --all --message '{message}'")
        self.repo.commit(message, day=self.day, author=self.who)

    @contextmanager
    def branch(self, name: str) -> Iterator[None]:
        """Work on a branch; it is not merged yet when the block ends."""
        self.say(f"$ git switch --create {name}")
        self.repo.branch(name)
        yield
        self.repo.switch("main")

    def merge(self, name: str) -> None:
        self.say(f"$ git merge {name}")
        self.repo.merge(name, day=self.day, author=self.who)

    def okrsite(self, *arguments: str, code: int = 0) -> str:
        """What a command prints, run in the repository on that day."""
        dated = arguments if {arguments[0], *arguments} & UNDATED else (*arguments, "--today", self.day)
        self.say(f"$ okrsite {' '.join(dated)}")
        before = Path.cwd()
        os.chdir(self.repo.root)
        try:
            done = CliRunner().invoke(main, list(dated))
        finally:
            os.chdir(before)
        self.say(done.output)
        assert done.exit_code == code, f"{done.output}\n{done.exception!r}"
        self.told[" ".join(arguments)] = done.output
        if arguments == ("check",):
            self.checked[self.day] = done.output
        return done.output


UNDATED = frozenset({"codeowners", "--at"})
"""Commands, and an option, for which it does not matter which day it is, or which say it themselves."""


def play(company: Company) -> None:
    """The whole quarter."""
    prepare(company)
    propose(company)
    run(company)
    close(company)


def prepare(company: Company) -> None:
    """December: the repository, its pipeline, the teams."""
    company.on("2025-12-01", MARA)
    company.write("content/okrsite.yml", SETTINGS)
    company.write("content/index.md", "We run the ferries between the islands and the mainland.\n")
    for name, text in TEAMS.items():
        company.write(f"content/teams/{name}.md", text)
    company.write(".gitignore", "/build/\n")
    company.commit("Begin to write our OKRs down")
    company.okrsite("init", "--ci", "github")
    company.okrsite("codeowners")
    company.commit("Let the pipeline check, show and publish them")


def propose(company: Company) -> None:
    """December: each team proposes, others review, and what is wrong is caught before it is merged."""
    company.on("2025-12-08", MARA)
    with company.branch("company-okrs"):
        company.okrsite("new", "cycle", "2026-Q1", "--no-input")
        company.write("content/2026-Q1/company/plan-their-day.md", DEPEND)
        company.commit("Propose the company's objective")
        company.okrsite("diff", "main")
    company.on("2025-12-10", SVEN)
    company.merge("company-okrs")

    company.on("2025-12-14", NOOR)
    with company.branch("punctual"):
        company.write("content/2026-Q1/crossings/on-time.md", ON_TIME)
        company.commit("A first draft on punctuality")
        company.on("2025-12-18", NOOR)
        company.edit("content/2026-Q1/crossings/on-time.md", "status: draft\n", "")
        company.commit("Propose to leave on time")
    company.on("2025-12-19", MARA)
    company.merge("punctual")

    company.on("2025-12-20", LEE)
    with company.branch("one-tap"):
        company.write("content/2026-Q1/tickets/one-tap.md", ONE_TAP)
        company.okrsite("check", "--since", "main", code=1)
        company.okrsite("check", "--fix", "--yes")
        company.commit("Propose quicker tickets")
        company.okrsite("check", "--since", "main", "--format", "github")
    company.on("2025-12-21", MARA)
    company.merge("one-tap")


def run(company: Company) -> None:
    """January to March: check-ins, a goalpost that moves, a parent that is reworded, a team that is
    renamed."""
    check_in(
        company, "2026-01-15", MARA, "company", "return=58%, connections=53%, complaints=9 complaints", 6
    )
    check_in(company, "2026-01-15", NOOR, "crossings", "punctual=83%, warned=24%, crew=38 hours", 7)
    check_in(company, "2026-01-15", LEE, "tickets", "quick=41%, queue=13 minutes, kiosk=5%", 6)
    check_in(company, "2026-01-29", NOOR, "crossings", "punctual=85%, warned=33%, crew=39 hours", 6)
    check_in(company, "2026-01-29", LEE, "tickets", "quick=50%, queue=11 minutes, kiosk=5%", 6)
    check_in(company, "2026-02-12", NOOR, "crossings", "punctual=86%, warned=41%, crew=39 hours", 4)

    check_in(
        company, "2026-02-12", MARA, "company", "return=61%, connections=60%, complaints=11 complaints", 6
    )
    check_in(company, "2026-02-12", LEE, "tickets", "quick=58%, queue=10 minutes, kiosk=5%", 6)

    company.on("2026-02-16", NOOR)
    with company.branch("ninety"):
        company.edit("content/2026-Q1/crossings/on-time.md", "to: 95%", "to: 90%")
        company.commit("Ninety percent is what the old boats can do")
        company.okrsite("diff", "--format", "markdown")
    company.on("2026-02-18", MARA)
    company.merge("ninety")
    company.okrsite("check")

    company.on("2026-02-20", MARA)
    company.edit(
        "content/2026-Q1/company/plan-their-day.md",
        "title: Be the ferry that islanders can plan their day around",
        "title: Be the ferry that nobody on the islands has to think about",
    )
    company.commit("Say what we mean")
    company.on("2026-02-22", SVEN)
    company.edit("content/2026-Q1/crossings/on-time.md", "whatever the wether", "whatever the weather")
    company.edit("content/2026-Q1/crossings/on-time.md", "plan for bad wether", "plan for bad weather")
    company.commit("Spelling")
    company.okrsite("check")

    company.on("2026-03-01", LEE)
    company.repo.rename("content/teams/tickets.md", "content/teams/bookings.md")
    company.repo.rename("content/2026-Q1/tickets", "content/2026-Q1/bookings")
    company.edit("content/teams/bookings.md", "name: Tickets\n", "name: Bookings\nformerly: tickets\n")
    company.commit("Tickets are Bookings now")
    company.on("2026-03-05", LEE)
    company.edit(
        "content/2026-Q1/bookings/one-tap.md",
        "    to: 20%\n",
        "    to: 20%\n    dropped: 2026-03-05\n    because: The kiosks are late by half a year.\n",
    )
    company.commit("Give the kiosks up for this quarter")
    check_in(company, "2026-03-12", NOOR, "crossings", "punctual=88%, warned=52%, crew=38 hours", 7)
    check_in(company, "2026-03-12", LEE, "bookings", "quick=66%, queue=8 minutes", 7)
    check_in(
        company, "2026-03-12", MARA, "company", "return=66%, connections=68%, complaints=8 complaints", 7
    )
    check_in(
        company, "2026-03-30", MARA, "company", "return=69%, connections=74%, complaints=7 complaints", 8
    )
    check_in(company, "2026-03-30", NOOR, "crossings", "punctual=90%, warned=58%, crew=39 hours", 9)
    check_in(company, "2026-03-30", LEE, "bookings", "quick=76%, queue=6 minutes", 10)


def check_in(company: Company, day: str, who: str, team: str, values: str, confidence: int) -> None:
    """A team's check-in, written by the command and committed to main."""
    company.on(day, who)
    given: list[str] = []
    for value in values.split(", "):
        given += ["--value", value, "--confidence", f"{value.partition('=')[0]}={confidence}"]
    company.okrsite(
        "new", "check-in", "--team", team, "--cycle", "2026-Q1", "--author", who, *given, "--no-input"
    )
    company.commit(f"Check-in of {team}")


def close(company: Company) -> None:
    """April: reviews, what goes on in the next quarter, and somebody who rewrites the past."""
    company.on("2026-04-06", MARA)
    with company.branch("close-q1"):
        company.okrsite("close", "2026-Q1", "--to", "2026-Q2")
        for team, decision in (("company", "continue"), ("crossings", "done"), ("bookings", "done")):
            company.edit(
                f"content/2026-Q1/{team}/review.md", "    decision:\n", f"    decision: {decision}\n"
            )
        company.edit("content/2026-Q2/company/plan-their-day.md", "status: draft\n", "")
        company.commit("Close the first quarter")
        company.okrsite("diff")
    company.on("2026-04-08", SVEN)
    company.merge("close-q1")
    company.on("2026-04-10", MARA)
    company.okrsite("check")
    company.on("2026-05-20", NOOR)
    company.edit("content/2026-Q1/crossings/on-time.md", "to: 60%", "to: 55%")
    company.commit("We did reach what we could")
    company.okrsite("check")
    company.okrsite("build", "--output", "build/site")
    company.okrsite("export", "json", "--output", "build/okrs.json")
    february = company.repo.git("rev-list", "-1", "--before=2026-02-01", "main")
    company.repo.git("tag", "february", february)
    company.okrsite("build", "--at", "february", "--output", "build/february")
    company.okrsite("publish", "--branch", "gh-pages")


if __name__ == "__main__":
    if len(sys.argv) != 2 or Path(sys.argv[1]).exists():
        sys.exit("Give the name of a new folder: python tests/demonstration/quarter.py DIR")
    folder = Path(sys.argv[1]).resolve()
    play(Company(folder, loud=True))
    print(f"The repository is in {folder}, its site in {folder / 'build' / 'site' / 'index.html'}.")
