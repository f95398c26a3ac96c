"""Our own guide to a first meeting, as data: the page shows it and the training kit prints it."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Item:
    """An item of the agenda: how long, what the coordinator does, and what is there afterwards."""

    name: Promise
    minutes: int
    do: Promise
    afterwards: Promise


@dataclass(frozen=True)
class Advice:
    """What to look to at one moment, point by point."""

    heading: Promise
    points: tuple[Promise, ...]


WHOSE = _(
    "The makers of this system wrote this guide. It is no part of the technical guideline of 2016, and no ministry"
    " has approved it. Change it to suit your region."
)
BEFORE = (
    Advice(
        _("A week before"),
        (
            _(
                "Look at the seats: is there somebody from the SMIs, from Bappeda, from an institution outside"
                " industry and trade, and a woman?"
            ),
            _("Invite with place, hour and the four items below. Call those who do not answer."),
            _(
                "Know the quorum: more than half of all seats with a vote, vacant seats counted. With fewer you"
                " may talk, but not decide."
            ),
            _(
                "Bring the list of SMIs of the region and one page on the industry. Who has no figures says so;"
                " do not make any up."
            ),
        ),
    ),
)
AGENDA = (
    Item(
        _("Who is here"),
        10,
        _(
            "Each says name, institution and one sentence: what do I expect? Whoever owns or is tied to an SMI"
            " that may be supported says so now; he is not counted when it is decided."
        ),
        _("List of those present, and of conflicts of interest"),
    ),
    Item(
        _("What a plan is"),
        15,
        _(
            "Four things and no more: a common objective, the SMIs it is for, what institutions will do, what the"
            " SMIs themselves will do. Show a finished plan of another region."
        ),
        _("Everybody can say the four things"),
    ),
    Item(
        _("Where it jams"),
        35,
        _(
            "Draw the way from raw material to buyer on one sheet. The SMIs speak first. At each step: who, at"
            " what price, what goes wrong? Mark the three worst places together."
        ),
        _("One sheet with three marks; take a photo"),
    ),
    Item(
        _("Who does what next"),
        30,
        _(
            "For each mark: who finds out more, by when? Every institution names one thing it could give this"
            " year. Write a person and a day behind each, never “all of us”."
        ),
        _("At most seven tasks, each with a person and a day; the day of the next meeting"),
    ),
)
AFTER = (
    Advice(
        _("The same day"),
        (
            _(
                "Record the meeting on the page of the working group: agenda, who was there, conflicts of"
                " interest, what was agreed."
            ),
            _("Give each task its person and day. The minutes make themselves out of it, with every task."),
            _("Ask those who were absent in writing only where a decision is needed."),
        ),
    ),
    Advice(
        _("When it goes wrong"),
        (
            _("No SMI came: decide nothing. Ask two of them when they can, and go there."),
            _("Fewer than the quorum: do items two and three all the same, and decide in writing later."),
            _("One person talks all the time: ask each in turn, the youngest first, one minute each."),
            _("Nobody has time for a task: leave it out. A plan that nobody carries is worse than a short one."),
            _(
                "There are not enough people for a group at all: a single facilitator with an assignment letter"
                " may lead the plan."
            ),
        ),
    ),
    Advice(
        _("For trainers"),
        (
            _(
                "Let two participants lead “Where it jams” for fifteen minutes with a product that all know, and"
                " the others play SMIs, Bappeda and a bank."
            ),
            _(
                "Then ask three questions: who spoke least? Which task has no person? What did the SMIs say that"
                " nobody wrote down?"
            ),
            _(
                "Enter the training on the page of the working group, so that it counts for the posts of those"
                " who took part."
            ),
        ),
    ),
)
