"""Judgements of statements, in words of our own."""

import pytest

from okrsite.wording.lexicon import Lexicon, lexicon_for
from okrsite.wording.statements import (
    has_baseline,
    is_topic,
    main_figure,
    negative_words,
    says_nothing,
    task_sign,
    vanity_words,
)
from okrsite.wording.tasks import DONE, ORDER, THING


def english() -> Lexicon:
    lexicon = lexicon_for("en")
    assert lexicon is not None
    return lexicon


TASKS = {
    "Launch the kitchen planner": ("Launch", ORDER),
    "Launching the kitchen planner": ("Launching", ORDER),
    "Support: Publish 40 recipes": ("Publish", ORDER),
    "VP Sales: Hire a head of stores": ("Hire", ORDER),
    "Successfully roll out tills to all stores": ("roll out", ORDER),
    "Work with legal on the new terms": ("Work with", ORDER),
    "Re-architect the stock system": ("Re-architect", ORDER),
    "Send 5,000 samples": ("Send", ORDER),
    "Rekindle the alumni network": ("Rekindle", ORDER),
    "Correlate returns with suppliers": ("Correlate", ORDER),
    "Get approval for the second plant": ("Get approval", ORDER),
    "Enable stores with new signs": ("Enable", ORDER),
    "Improve 12 landing pages": ("Improve", ORDER),
    "Better data. Deliver a dashboard for each store": ("Deliver", ORDER),
    "Completion of the safety audit": ("Completion", ORDER),
    "Rollout of tills to eight stores": ("Rollout", THING),
    "Store handbook updated": ("updated", DONE),
    "New warehouse is live": ("live", DONE),
    "Signs designed for every store": ("designed", DONE),
    "Defined pricing approach": ("Defined", DONE),
    "Two supplier workshops": ("workshops", THING),
    "Set-up regular tastings with cooks": ("Set-up", ORDER),
    "Standardize and document two recipes": ("Standardize", ORDER),
    "Do a tasting survey": ("Do", ORDER),
    "Plan for the new kitchen": ("Plan", ORDER),
    "Agree on a menu for spring": ("Agree on", ORDER),
    "For each kitchen, update the menu": ("update", ORDER),
    "We define a measure of waste": ("define", ORDER),
    "Improve service by writing a guide": ("writing", ORDER),
    "Get 8 kitchens to talk, and share the video": ("share", ORDER),
    "Test kitchens in the north, and publish recipes shared by all": ("Test", ORDER),
    "Engineers hired in spring have created menus for all stores": ("created", DONE),
    "Each team has a dashboard": ("has", DONE),
    "Oven usage is tracked in the till": ("tracked", DONE),
    "Delivered first three courses": ("Delivered", DONE),
    "Store closing rules in handbook": ("in handbook", DONE),
    "Spring campaign plan": ("plan", THING),
    "Playbook for returns": ("Playbook", THING),
}

NO_TASKS = [
    "Increase repeat orders from 20% to 30%",
    "Increasing the share of annual plans",
    "Reduce returns",
    "Cooks come back within a month",
    "New store managers finish training in a week",
    "We answer within an hour",
    "Suppliers deliver on time in 97% of cases",
    "Test coverage at 85%",
    "Hiring manager satisfaction of 4.5",
    "Support tickets per order under 0.2",
    "Release frequency from weekly to daily",
    "Help center articles deflect 1,000 questions",
    "Generate $2M of pipeline",
    "Add 500 paying members",
    "Win 12 hotel chains",
    "Deliver 99.9% uptime",
    "90% of orders shipped within a day",
    "95% of tickets resolved at first contact",
    "Get 40 chefs to recommend us",
    "Redesign the menu to raise bookings from 3% to 5%",
    "Target 90%+ completion of the course",
    "No complaints about late meals",
    "Time to hire under 45 days",
    "Working capital improves by €3M",
    "Pipeline",
    "??% of interviews are with women",
    "Setting a table takes minutes, not hours",
    "The night shift owns its targets",
    "The handbook is fast to search",
    "Orders can be placed by phone",
    "Launch has improved test coverage",
    "80% of teams have created a menu",
    "Generate at least $500k from regulars",
    "Meet the sales plan",
    "Automation > 50% of all orders",
    "Make the way to us more convenient",
    "For our three ovens, uptime above 99%",
]


@pytest.mark.parametrize("text", TASKS)
def test_tasks(text: str) -> None:
    sign = task_sign(text, english())
    assert sign is not None
    assert (sign.words, sign.how) == TASKS[text]


@pytest.mark.parametrize("text", NO_TASKS)
def test_no_tasks(text: str) -> None:
    assert task_sign(text, english()) is None


@pytest.mark.parametrize("text", ["Support calls", "Store visits", "Case studies", "Tickets closed"])
def test_fields_make_a_noun_a_metric(text: str) -> None:
    assert task_sign(text, english(), measured=True) is None
    assert task_sign("Publish 5 recipes", english(), measured=True) is not None


@pytest.mark.parametrize(
    "text",
    [
        "Implement a returns process",
        "Develop a scalable onboarding approach",
        "Set up a data warehouse",
        "Open two new stores",
        "Prepare for the ISO audit",
        "ERP migration",
        "Partner programs running",
        "Measure and report on waste",
        "Scale tastings by creating training materials",
        "GA of the kitchen planner to please cooks",
    ],
)
def test_objectives_that_are_tasks(text: str) -> None:
    assert task_sign(text, english(), objective=True) is not None


@pytest.mark.parametrize(
    "text",
    [
        "Build a culture of learning",
        "Create clarity about who decides what",
        "Establish ourselves as the cooks' friend",
        "Build a world-class support portal",
        "Run kitchens that waste nothing",
        "Improve onboarding so that new cooks feel at home",
        "Align product and sales around one story",
        "Support the move to remote work",
        "Generate excitement about cooking at home",
        "Deliver faster without breaking plates",
        "A shop that sells itself",
        "Fix the leaky bucket in the first month",
        "Tasting a menu takes minutes, not days",
        "Streamline ordering processes",
        "Remove friction between kitchens",
        "Make our booking process more friendly",
        "Have a more varied menu",
        "Demonstrate leadership in slow cooking",
        "Store the world's recipes",
        "The community is informed of what matters",
    ],
)
def test_objectives_that_are_directions(text: str) -> None:
    assert task_sign(text, english(), objective=True) is None


@pytest.mark.parametrize(
    "text",
    [
        "Returns from 9% to 5%",
        "Replies 9 → 5 hours",
        "Waiting time down from 20 to 12 minutes",
        "Reduce open orders to 5 (from 30+ today)",
        "From days to single digit hours",
        "Cut waste by 20%",
        "Grow sales 12%",
        "Twice the referrals",
        "2x the referrals",
        "15% fewer breakages",
        "+10% repeat orders",
        "Sales up 9% year over year",
        "At least 80% recommend us",
        "90%+ on time",
        "4.0 or higher",
        "Breakage < 2%",
        "Keep costs at $5 an order",
        "Zero breakages",
        "Ramp in 60 days instead of 90",
        "Regulars increase 5% by summer",
        "Raise orders from a goal of 3 to 5",
        "Cut tax by a share vs prior year to 20%",
    ],
)
def test_baselines(text: str) -> None:
    assert has_baseline(text, english())


@pytest.mark.parametrize(
    "text",
    [
        "Reply to cooks in 5 hours",
        "Reduce breakage to 2%",
        "At least two recipes in 75% of all boxes",
        "Sales at 1.2X target",
        "Feedback from 200 cooks",
        "Course finished by 100% of staff",
        "Used by 30 kitchens",
        "Hire 4 cooks",
        "Reduce complaints to zero",
        "Orders at 2.2x and bookings at 1.8x",
        "Order coverage 4x",
        "80% of cooks taste 3x a week",
        "Sales rise to 10 a month, which makes over 120 a year",
        "A ratio of 7:1",
    ],
)
def test_targets_without_a_baseline(text: str) -> None:
    assert not has_baseline(text, english())


def test_the_main_figure_is_the_share() -> None:
    assert main_figure("At least two recipes in 75% of all boxes", english()) == "75%"
    assert main_figure("From 3 to 9 kitchens", english()) == "9"
    assert main_figure("Better pans", english()) == ""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("50,000 page views", "page views"),
        ("Double our Instagram followers", "followers"),
        ("5,000 views", "views"),
        ("App downloads", "downloads"),
        ("Visitors who book a table", ""),
        ("4% of visitors become members", ""),
        ("Weekly active users", ""),
        ("Cost per download", ""),
        ("Order views are emptied every day", ""),
    ],
)
def test_vanity(text: str, words: str) -> None:
    assert vanity_words(text, english()) == words


@pytest.mark.parametrize(
    "text", ["Risk management", "Hiring", "Quality", "Team development", "Technical debt"]
)
def test_topics(text: str) -> None:
    assert is_topic(text, english()) or says_nothing(text, english())


@pytest.mark.parametrize(
    "text",
    [
        *("Improve performance", "Deliver results", "Do great work", "Achieve our goals"),
        *("Building scalable future capabilities", "Popular next generation product"),
        *("In-quarter demonstrable results from the food fair", "Great success with cooks"),
    ],
)
def test_what_says_nothing(text: str) -> None:
    assert says_nothing(text, english())


@pytest.mark.parametrize(
    "text",
    [
        "Profitable growth",
        "Lasting results for allergic guests",
        "Show great results at the food fair",
        "Scale the product team",
        "Faster checkout",
        "Customers trust us",
        "Win Austria",
        "One team, one plan",
        "Improve the reliability of the ovens",
        "Make our customers successful",
        "ERP migration",
    ],
)
def test_what_says_something(text: str) -> None:
    assert task_sign(text, english(), objective=True) or not is_topic(text, english())
    assert not says_nothing(text, english())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Stop burning food", "Stop"),
        ("Don’t waste food", "Don’t"),
        ("Get rid of waste", "Get rid of"),
        ("No more waste", "No more"),
        ("Operations: Avoid waste", "Avoid"),
        ("No-code recipes", ""),
        ("Not only for chefs", ""),
        ("Notice waste early", ""),
        ("Waste less", ""),
    ],
)
def test_negative_openings(text: str, words: str) -> None:
    assert negative_words(text, english()) == words
