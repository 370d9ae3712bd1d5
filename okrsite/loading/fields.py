"""Every field of every kind of file: the one place where the content format is written down as code."""

from okrsite.loading.decoder import Decoder, Field, Fields, line, reads, text
from okrsite.loading.groups import distinct, group, keyed, records, several
from okrsite.loading.names import READING_KEY, former_key_result, identifier, key_result_id, reference
from okrsite.loading.nodes import Node
from okrsite.loading.pairs import allowed, expected, self_grades
from okrsite.loading.settings_values import cadence, grades, language, month, rule_settings, time_zone
from okrsite.loading.shapes import ANY, Value, caseless, padded
from okrsite.loading.values import (
    bounded,
    chance_of_success,
    choice,
    day,
    link,
    number,
    positive,
    whole,
    yes_or_no,
)
from okrsite.model.check_in import YES
from okrsite.model.objective import ObjectiveStatus
from okrsite.settings import AUTHORS, FORGES, PRESETS


@reads(ANY)
def checkbox_word(decoder: Decoder, name: str, node: Node) -> str | None:
    """One entry of `done`: a number, the name of a milestone, or true or false."""
    return line(decoder, name, node)


@reads(Value(kinds=("string",), pattern=padded(caseless(sorted(YES))), words=(True,)))
def truth(decoder: Decoder, name: str, node: Node) -> bool | None:
    """`binary: true`; there is no other value."""
    value = yes_or_no(decoder, name, node)
    if value is False:
        decoder.fault(
            "wrong-type", node, f"`{name}: false` says nothing", f"Delete the line, or write `{name}: true`."
        )
    return value


SETTINGS: Fields = (
    Field(name="company", read=line, required=True, about="the company's name"),
    Field(name="url", read=link, about="where the site will be published"),
    Field(name="language", read=language, about="the language of the site, like `en` or `de-AT`"),
    Field(
        name="content_language",
        read=language,
        about="the language that the content is written in, where it is another one",
    ),
    Field(name="time_zone", read=time_zone, about="decides when a day begins, like `Europe/Berlin`"),
    Field(name="fiscal_year_starts", read=month, about="the month in which the fiscal year begins"),
    Field(
        name="fiscal_year_named_for",
        read=choice({"start": "start", "end": "end"}),
        about="whether FY27 begins or ends in 2027",
    ),
    Field(name="check_in_every", read=cadence, about="how often teams check in, like `2 weeks`"),
    Field(name="repository", read=link, about="the address of the repository, for links to edit pages"),
    Field(name="branch", read=line, about="the branch that is published"),
    Field(
        name="forge",
        read=choice({word: word for word in FORGES}),
        about="what the repository is on, where its address does not tell: `github`, `gitlab`, `gitea`,"
        " `forgejo` or `bitbucket`",
    ),
    Field(
        name="authors",
        read=choice({word: word for word in AUTHORS}),
        about="how those who changed something are named: `name`, with their `email` address, or `nobody`",
    ),
    Field(name="theme", read=line, about="the theme's name"),
    Field(
        name="preset",
        read=distinct(choice({word: word for word in PRESETS})),
        about="sets of rules to review by: `strict`, `customer-centric`",
    ),
    Field(name="rules", read=rule_settings, about="levels and options of rules"),
    Field(name="grades", read=grades, about="from which score on a key result is delivered"),
)

ALLOW = Field(name="allow", read=allowed, about="rules that this file may break, each with the reason")

CYCLE: Fields = (
    Field(name="title", read=line, about="what the cycle is called"),
    Field(name="starts", read=day, about="the first day"),
    Field(name="ends", read=day, about="the last day"),
    ALLOW,
)

COMPANY: Fields = (Field(name="title", read=line, about="a heading for the home page"), ALLOW)

TEAM: Fields = (
    Field(name="name", read=line, required=True, about="what the team is called"),
    Field(name="parent", read=identifier, about="the id of the team above it"),
    Field(name="lead", read=line, about="who leads it"),
    Field(name="members", read=distinct(line), about="who is in it"),
    Field(name="handles", read=distinct(line), about="who reviews its pull requests"),
    Field(name="since", read=line, about="its first cycle"),
    Field(name="until", read=line, about="its last cycle"),
    Field(name="succeeded_by", read=distinct(identifier), about="the teams that took over"),
    Field(name="formerly", read=distinct(identifier), about="ids it used to have"),
    ALLOW,
)

KEY_RESULT: Fields = (
    Field(name="id", read=key_result_id, required=True, about="a short name, unique in the objective"),
    Field(name="title", read=line, required=True, about="the promise in a sentence"),
    Field(name="who", read=line, about="whose behaviour changes"),
    Field(name="does", read=line, about="what they will do"),
    Field(name="from", read=number, about="the figure at the start"),
    Field(name="to", read=number, about="the figure at the end"),
    Field(name="at_least", read=number, about="the lower limit to keep"),
    Field(name="at_most", read=number, about="the upper limit to keep"),
    Field(name="milestones", read=several(line), about="the steps"),
    Field(name="binary", read=truth, about="`true` where it is done or not done"),
    Field(name="unit", read=line, about="the unit of its numbers"),
    Field(name="owner", read=line, about="one accountable person"),
    Field(name="kpi", read=identifier, about="the KPI whose readings it takes"),
    Field(name="weight", read=number, about="its share in the objective's mean"),
    Field(
        name="ambition",
        read=choice({"roofshot": False, "moonshot": True}),
        about="`roofshot`, or `moonshot` where 60 to 70 % would be a success",
    ),
    Field(name="expected", read=expected, about="figures expected by certain days, like `2026-10-31: 45%`"),
    Field(name="added", read=day, about="when it joined after the start"),
    Field(name="dropped", read=day, about="when it was given up"),
    Field(name="because", read=text, about="why it was given up"),
    Field(name="formerly", read=distinct(former_key_result), about="ids it used to have"),
)

RICE: Fields = (
    Field(name="reach", read=positive, required=True, about="how many it reaches in the cycle"),
    Field(name="impact", read=positive, required=True, about="how much it helps each, 0.25 to 3 by custom"),
    Field(name="confidence", read=chance_of_success, required=True, about="how sure that is, like `80%`"),
    Field(name="effort", read=positive, required=True, about="what it costs, like `2` person-months"),
)

INITIATIVE: Fields = (
    Field(name="title", read=line, required=True, about="the work in a few words"),
    Field(name="for", read=distinct(key_result_id), about="the key results it should move"),
    Field(name="owner", read=line, about="who does it"),
    Field(name="url", read=link, about="where the work is tracked"),
    Field(name="hypothesis", read=text, about="why it should help"),
    Field(
        name="status",
        read=choice({word: word for word in ("planned", "doing", "done", "dropped")}),
        about="planned, doing, done or dropped",
    ),
    Field(name="rice", read=group(RICE, "rice"), about="reach, impact, confidence and effort"),
)

OBJECTIVE: Fields = (
    Field(name="title", read=line, required=True, about="the objective in a sentence"),
    Field(name="owner", read=line, about="one accountable person"),
    Field(name="parent", read=reference, about="the objective or key result that it serves"),
    Field(name="supports", read=distinct(reference), about="others that it helps"),
    Field(name="depends_on", read=distinct(reference), about="what another team must deliver first"),
    Field(name="with", read=distinct(identifier), about="the teams that share it"),
    Field(name="obstacle", read=text, about="what stands in the way today"),
    Field(
        name="status",
        read=choice({status.value: status for status in ObjectiveStatus}),
        about="`draft`, or `dropped` with `because`",
    ),
    Field(name="because", read=text, about="why it was dropped"),
    Field(name="formerly", read=distinct(reference), about="references it used to have"),
    Field(name="key_results", read=records(KEY_RESULT, "a key result"), about="how success is measured"),
    Field(name="initiatives", read=records(INITIATIVE, "an initiative"), about="the work"),
    ALLOW,
)

READING: Fields = (
    Field(name="value", read=number, about="the figure on that day, in total"),
    Field(name="done", read=several(checkbox_word), about="milestones that are done, or `true`"),
    Field(
        name="chance",
        read=bounded(100, "a percentage from 0% to 100%", units=("", "%")),
        about="the chance of success",
    ),
    Field(
        name="score",
        read=bounded(1, "a score from 0.0 to 1.0"),
        about="the score the team gives itself",
    ),
    Field(
        name="confidence",
        read=whole(10, "a whole number from 0 to 10"),
        about="how sure the team is to get there",
    ),
    Field(
        name="status",
        read=choice({word: word for word in ("on track", "at risk", "off track")}),
        about="on track, at risk or off track",
    ),
    Field(name="note", read=text, about="what was said"),
)

CHECK_IN: Fields = (
    Field(name="author", read=line, about="who wrote it"),
    Field(
        name="key_results", read=keyed(READING, "a reading", keys=READING_KEY), about="what was read of each"
    ),
    ALLOW,
)

VERDICT: Fields = (
    Field(
        name="decision",
        read=choice({word: word for word in ("continue", "adjust", "drop", "done")}),
        about="continue, adjust, drop or done",
    ),
    Field(name="carried_to", read=reference, about="the objective it goes on in"),
    Field(
        name="scores",
        read=self_grades,
        about="self-grades of key results",
    ),
)

REVIEW: Fields = (
    Field(name="objectives", read=keyed(VERDICT, "a decision"), about="what was decided for each"),
    ALLOW,
)

MEETING: Fields = (Field(name="attendees", read=distinct(line), about="who was there"), ALLOW)

KPI: Fields = (
    Field(name="name", read=line, required=True, about="what it is called"),
    Field(name="owner", read=line, about="who watches it"),
    Field(name="unit", read=line, about="the unit of its numbers"),
    Field(name="at_least", read=number, about="the lower limit"),
    Field(name="at_most", read=number, about="the upper limit"),
    ALLOW,
)
