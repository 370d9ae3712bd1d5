"""A company with a past, in which every private thing carries a word of its own that nothing else has.

repository, private = private_company(tmp_path / "okrs")

`private` has each word with what it stands for; none of them may be anywhere in what is published.
"""

from pathlib import Path

from private_texts import SVG, Words, commented, draft, own
from project import COMPANY
from repositories import Repo


def private_company(root: Path) -> tuple[Repo, Words]:
    """The company's repository, and the words for what is private in it."""
    words = Words()
    repo = Repo(root)
    repo.git("config", "user.name", words("configured name"))
    repo.git("config", "user.email", f"{words('configured address')}@corp.example")
    remote = f"https://{words('user of the remote')}:{words('token of the remote')}@forge.example/acme/okrs"
    repo.git("remote", "add", "origin", remote)
    files = {
        path: commented(text, words, path) if path.endswith((".md", ".yml")) else text
        for path, text in COMPANY.items()
    }
    files["okrsite.yml"] += "repository: https://forge.example/acme/okrs\nforge: github\n"
    repo.write_all(files)
    _commit(repo, words, "Begin", "2026-10-01")
    _public_then_withdrawn(repo, words)
    _drafts(repo, words)
    _set_aside(repo, words)
    _around(repo, words)
    _people(repo, words)
    _beside_the_branch(repo, words)
    return repo, words


def _commit(repo: Repo, words: Words, subject: str, day: str, *, author: str = "Ada Chen") -> None:
    """A commit whose body, addresses and committer are private."""
    moment = f"{day}T12:00:00+00:00"
    trailer = f"Co-authored-by: {words(f'co-author of {subject}')} <{words('co-address')}@corp.example>"
    repo.commit("to be told anew", day=day, author=words(f"committer of {subject}"))
    repo.git(
        *("commit", "--quiet", "--amend", f"--date={moment}"),
        f"--author={author} <{words(f'address of {subject}')}@{words('host of the address')}.example>",
        *("--message", f"{subject}\n\n{words(f'body of {subject}')}\n\n{trailer}"),
    )


def _public_then_withdrawn(repo: Repo, words: Words) -> None:
    """What everybody could read for a while, and nobody is to read any more."""
    public = {
        "2026-Q4/ovens/withdrawn.md": draft(words, "what is a draft again", status=""),
        "2026-Q4/ovens/aside.md": own(words("key result set aside"), words("title set aside")),
        "2026-Q4/ovens/rewritten.md": own(words("key result rewritten"), words("title rewritten")),
        "2026-Q4/carts/inside.md": own(words("key result of a folder"), words("title in a folder")),
        "2026-Q4/vans/deleted.md": draft(words, "a draft that was public and is deleted", status=""),
        "teams/carts.md": f"---\nname: {words('name of a team set aside')}\nparent: company\n---\n",
        "kpis/queue.md": f"---\nname: {words('name of a kpi set aside')}\nunit: people\n---\n",
        "2026-Q4/ovens/checkins/2026-10-20.md": (
            "---\nauthor: Noor Haddad\nkey_results:\n  warm-at-six#on-time:\n"
            f"    value: 70%\n    note: {words('note of a check-in set aside')}\n---\n"
        ),
    }
    for path in ("what is a draft again", "a draft that was public and is deleted"):
        repo.write(f"content/assets/{words(f'picture of {path}')}.svg", SVG.format("x"))
    repo.write_all(public)
    _commit(repo, words, f"Propose {words('subject that proposed')}", "2026-10-05")
    withdrawn = draft(words, "what is a draft again")
    repo.write("content/2026-Q4/ovens/withdrawn.md", withdrawn)
    repo.write("content/2026-Q4/vans/deleted.md", draft(words, "a draft that was public and is deleted"))
    _commit(repo, words, f"Withdraw {words('subject that withdrew')}", "2026-10-06")
    repo.remove("content/2026-Q4/vans/deleted.md")
    repo.rename("content/2026-Q4/ovens/aside.md", "content/2026-Q4/ovens/_aside.md")
    repo.rename("content/2026-Q4/carts", "content/2026-Q4/_carts")
    repo.rename("content/teams/carts.md", "content/teams/_carts.md")
    repo.rename("content/kpis/queue.md", "content/kpis/_queue.md")
    repo.rename(
        "content/2026-Q4/ovens/checkins/2026-10-20.md", "content/2026-Q4/ovens/checkins/_2026-10-20.md"
    )
    repo.remove("content/2026-Q4/ovens/rewritten.md")
    repo.write("content/2026-Q4/ovens/_rewritten.md", f"Nothing of it is left but {words('new text')}.\n")
    _commit(repo, words, f"Set aside {words('subject that set aside')}", "2026-10-07")


def _drafts(repo: Repo, words: Words) -> None:
    """Drafts of every kind: whole, broken, in a cycle to come, and those that once lay elsewhere."""
    secret = f"2026-Q4/ovens/{words('file of a draft')}.md"
    files = {
        secret: commented(draft(words, "a draft"), words, "a draft"),
        f"2026-Q4/vans/{words('file of a broken draft')}.md": draft(words, "a broken draft").replace(
            "title: Draft", "title: [Draft", 1
        ),
        f"2027-Q1/ovens/{words('file of a draft to come')}.md": draft(words, "a draft to come"),
        f"2026-Q4/vans/{words('first file of a draft')}.md": draft(words, "a draft that moves"),
    }
    for name in ("a draft", "a broken draft", "a draft to come", "a draft that moves"):
        repo.write(
            f"content/assets/{words(f'picture of {name}')}.svg", SVG.format(words(f"in that of {name}"))
        )
    repo.write_all(files)
    _commit(repo, words, f"Draft {words('subject of a draft')}", "2026-10-10")
    repo.rename(
        f"content/2026-Q4/vans/{words('first file of a draft')}.md",
        f"content/2026-Q4/vans/{words('second file of a draft')}.md",
    )
    repo.edit("content/teams/vans.md", "The road.", "The roads.")
    _commit(repo, words, f"Move {words('subject that moved a draft')}", "2026-10-11")
    key = f"{words('file of a draft')}#{words('key result id of a draft')}"
    repo.write_all(
        {
            "2026-Q4/ovens/checkins/2026-11-13.md": f"""---
author: Noor Haddad
key_results:
  warm-at-six#on-time:
    value: 75%
  {key}:
    value: 3
    note: {words("note on a draft")}
---
## What changed

See [the plan](../{words("file of a draft")}.md).
""",
            "2026-Q4/ovens/checkins/2026-11-14.md": f"""---
author: {words("author of a check-in on nothing but a draft")}
key_results:
  {key}:
    note: {words("note on nothing but a draft")}
---
{words("prose of a check-in on nothing but a draft")}
""",
            "2026-Q4/ovens/review.md": f"""---
objectives:
  {words("file of a draft")}:
    decision: drop
    scores:
      {words("key result id of a draft")}: 0.3
  warm-at-six:
    decision: continue
    carried_to: 2027-Q1/ovens/{words("file of a draft to come")}
---
Good.
""",
            "2026-Q4/vans/child.md": f"""---
title: Carry it
owner: Lee Park
parent: ovens/{key}
supports: ovens/{words("file of a draft")}
depends_on: 2026-Q4/ovens/{key}
key_results:
  - id: ready
    title: A van is ready
    binary: true
---
As [planned](../ovens/{words("file of a draft")}.md).
""",
        }
    )
    _commit(repo, words, f"Check in on {words('subject of a check-in on a draft')}", "2026-11-14")


def _set_aside(repo: Repo, words: Words) -> None:
    """What begins with `_` or `.`, and READMEs, wherever they may lie."""
    for folder in ("", "teams/", "kpis/", "assets/", "2026-Q4/", "2026-Q4/ovens/", "2026-Q4/ovens/checkins/"):
        for name in (f"_{words(f'file aside in {folder}')}", f".{words(f'hidden file in {folder}')}"):
            repo.write(f"content/{folder}{name}.md", own("a", words(f"text of {name}")))
        repo.write(f"content/{folder}README.md", words(f"readme in {folder}"))
        inside = f"content/{folder}_{words(f'folder aside in {folder}')}"
        repo.write(f"{inside}/2026-Q4/ovens/a.md", own("a", words(f"title in a folder of {folder}")))
        repo.write(f"{inside}/a.md", own("a", words(f"title in the top of a folder of {folder}")))
    repo.write("content/kpis/_secret.csv", f"date,value\n2026-10-31,{words('value aside')}\n")
    repo.write("content/assets/_secret.svg", SVG.format(words("picture aside")))
    repo.write("content/assets/unused.svg", SVG.format(words("picture that nobody shows")))
    repo.edit("content/teams/ovens.md", "The heat.", "The great heat.")
    _commit(repo, words, f"Keep {words('subject that wrote what is aside')}", "2026-11-15")


def _around(repo: Repo, words: Words) -> None:
    """What comes from private places to public ones: out of `_`, and with goalposts moved meanwhile."""
    repo.write(
        "content/2026-Q4/vans/_" + words("file before it was public") + ".md", own("vans", "Vans for all")
    )
    _commit(repo, words, f"Sketch {words('subject of a sketch')}", "2026-11-15")
    repo.rename(
        f"content/2026-Q4/vans/_{words('file before it was public')}.md", "content/2026-Q4/vans/for-all.md"
    )
    _commit(repo, words, "Vans for all", "2026-11-16")


def _people(repo: Repo, words: Words) -> None:
    """Names that are addresses, and subjects with what nobody meant to tell."""
    names = (
        f"someone@{words('domain as a name')}.example",
        f"Someone Else (root@{words('host as a name')})",
        f'"A B"@{words("domain of a quoted name")}.example',
        f"someone@[{words('literal domain')}]",
    )
    subjects = (
        f"Fetch https://bot:{words('password in a subject')}@forge.example/acme/okrs",
        f"Fetch https://{words('token in a subject')}@forge.example/acme/okrs",
        f"Thanks to someone@{words('domain in a subject')}.example",
        f"See git@[{words('literal domain in a subject')}]",
    )
    for number, (name, subject) in enumerate(zip(names, subjects, strict=True)):
        repo.edit("content/2026-Q4/vans/short-way.md", f"to: {20 + number} min", f"to: {21 + number} min")
        _commit(repo, words, subject, f"2026-11-{16 + number // 2}", author=name)


def _beside_the_branch(repo: Repo, words: Words) -> None:
    """What git knows beside the branch: other ones, tags, notes, stashes, merges, what is not committed."""
    repo.branch(words("other branch"))
    repo.write("content/2026-Q4/vans/elsewhere.md", own("b", words("title on another branch")))
    _commit(repo, words, words("subject on another branch"), "2026-11-17")
    repo.switch("main")
    repo.branch(words("merged branch"))
    repo.edit("content/index.md", "We bake", "We all bake")
    _commit(repo, words, "All of us", "2026-11-17")
    repo.switch("main")
    repo.write("content/2026-Q4/index.md", "---\ntitle: Winter\n---\n")
    _commit(repo, words, "Winter", "2026-11-17")
    place = f"{words('folder in a merge')}/okrs"
    repo.merge(
        words("merged branch"),
        day="2026-11-18",
        message=f"Merge branch '{words('merged branch')}' of /home/{place} into {words('into')}",
    )
    repo.branch(words("branch in conflict"))
    repo.edit("content/teams/vans.md", "The roads.", "The roads and lanes.")
    _commit(repo, words, "Lanes", "2026-11-18")
    repo.switch("main")
    repo.edit("content/teams/vans.md", "The roads.", "The roads and ways.")
    _commit(repo, words, "Ways", "2026-11-18")
    repo.git("merge", "--quiet", "--no-commit", "--strategy=ours", words("branch in conflict"))
    repo.edit("content/teams/vans.md", "The roads and ways.", "The roads, lanes and ways.")
    _commit(repo, words, f"Merge branch '{words('branch in conflict')}' of /home/{place}", "2026-11-18")
    repo.git("tag", "-a", words("tag"), "-m", words("message of a tag"))
    repo.git("notes", "add", "-m", words("note of git"))
    repo.edit("content/index.md", "before you wake", words("stashed"))
    repo.git("stash", "push", "--message", words("message of a stash"))
    repo.git("commit", "--allow-empty", "--quiet", "-m", words("commit undone"))
    repo.git("reset", "--hard", "--quiet", "HEAD~1")
    repo.write(".gitignore", f"{words('ignored')}\n")
    repo.write(f"content/_{words('not committed')}.md", words("text not committed"))
