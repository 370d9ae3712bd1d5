"""The small repository that `okrsite init` writes."""

from datetime import date, timedelta

MAIN = "main"
"""The branch that settings need not name."""

GITIGNORE = """# The published site is made from content/ and needs no history of its own.
/build/
/.build.okrsite-*
"""

README = """# {company}'s OKRs

The files in `content/` are our objectives and key results. To propose a change, edit a file and open a pull
request; whoever reviews it sees what it means.

    pip install okrsite
    okrsite serve      # see the site while you write
    okrsite check      # what is wrong, and what to do about it
    okrsite build      # publish it into build/

- `content/teams/` has a file for each team.
- `content/{cycle}/` is this quarter: a folder for each team, a file for each objective, and in `checkins/` a
  file for each check-in, named for its day.

The published site explains every field under "How to". In VS Code, install the extensions that it recommends
for this folder: fields are completed and checked while you type.
"""

SETTINGS = """# yaml-language-server: $schema=../.okrsite-schemas/settings.json
company: {company}
# url: https://okrs.example.com/
# time_zone: Europe/Berlin
check_in_every: 2 weeks
# repository: https://github.com/example/okrs
{branch}"""

INDEX = """Why we exist, and what we are about to do, in a few sentences. This text stands on the home page.

Everyone can propose an objective: see [the team that does it all](teams/growth.md).
"""

COMPANY = """---
name: {company}
---
All of us. The objectives of this team are the company's.
"""

GROWTH = """---
name: Growth
parent: company
lead: Your Name
---
We help new customers to see what we are good for in their first week.
"""

COMPANY_OBJECTIVE = """---
title: Be the tool that customers recommend to each other
owner: Your Name
key_results:
  - id: retention
    title: Customers of the first year stay
    who: Customers in their first year
    does: renew their contract
    from: 71%
    to: 80%
  - id: referrals
    title: New customers come because somebody told them
    from: 12%
    to: 20%
    ambition: moonshot
  - id: support
    title: Support stays quick
    at_most: 4 hours
---
Customers whom a friend sent to us stay twice as long as those we paid for, and this year fewer of them came.
If we do nothing, we win new customers as fast as we lose old ones.

(Say in your own words why it matters now, and what happens if you do nothing.)
"""

GROWTH_OBJECTIVE = """---
title: Make the first week feel effortless for new customers
owner: Your Name
parent: company/recommended#retention
key_results:
  - id: setup
    title: New customers finish setup on day one
    who: New customers
    does: finish setup on their first day
    from: 42%
    to: 65%
  - id: guide
    title: A guide that answers the ten first questions
    milestones:
      - questions collected
      - answers written
      - every answer tried by a new customer
  - id: invite
    title: They bring a colleague along in the first week
    from: 0.8 invitations
    to: 2 invitations
initiatives:
  - title: A setup that can be interrupted and taken up again
    for: setup
    status: doing
    hypothesis: >-
      New customers who are called away and find their setup as they left it finish it the same day, one in
      ten more than now.
---
The first week decides whether people stay. Today four in ten finish their setup on the first day; the others
mostly never do.
"""

COMPANY_CHECK_IN = """---
author: Your Name
key_results:
  retention:
    value: 72%
    confidence: 6
  referrals:
    value: 12%
    confidence: 4
    note: Nobody asks customers yet who told them.
  support:
    value: 3 hours
    confidence: 8
---
## What changed

We agreed on what we want this quarter, and on what we leave alone.

## Impediments

None.

## Next

Ask every new customer who told them about us.
"""

CHECK_IN = """---
author: Your Name
key_results:
  setup:
    value: 44%
    confidence: 6
  guide:
    done: 1
    confidence: 8
  invite:
    value: 0.9 invitations
    confidence: 5
    note: Too early to tell.
---
## What changed

We watched five new customers set up and wrote down where they stopped.

## Impediments

None.

## Next

Save the setup at every step.
"""


def starter_files(company: str, today: date, *, branch: str = MAIN) -> dict[str, str]:
    """The files of a small repository that builds, by path: the quarter that `today` is in, two teams, and of
    each an objective and a check-in. `branch` is the one that pull requests go to."""
    quarter = (today.month - 1) // 3
    cycle = f"{today.year}-Q{quarter + 1}"
    first = date(today.year, quarter * 3 + 1, 1)
    check_in = max(first, today - timedelta(days=today.weekday()))
    words = {"company": company, "cycle": cycle}
    return {
        ".gitignore": GITIGNORE,
        "README.md": README.format(**words),
        "content/okrsite.yml": SETTINGS.format(
            company=_yaml_text(company), branch="" if branch == MAIN else f"branch: {_yaml_text(branch)}\n"
        ),
        "content/index.md": INDEX,
        "content/teams/company.md": COMPANY.format(company=_yaml_text(company)),
        "content/teams/growth.md": GROWTH,
        f"content/{cycle}/company/recommended.md": COMPANY_OBJECTIVE,
        f"content/{cycle}/company/checkins/{check_in.isoformat()}.md": COMPANY_CHECK_IN,
        f"content/{cycle}/growth/first-week.md": GROWTH_OBJECTIVE,
        f"content/{cycle}/growth/checkins/{check_in.isoformat()}.md": CHECK_IN,
    }


def _yaml_text(text: str) -> str:
    """A text as a YAML value that means just that."""
    if text.replace(" ", "").isalnum() and text != "null":
        return text
    return "'" + text.replace("'", "''") + "'"
