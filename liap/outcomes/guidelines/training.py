"""A day for trainers, as data: the programme, the exercises with their solutions, and what one can do afterwards."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Unit:
    """A part of the day: how long, what the trainer does, and what the participants can do afterwards."""

    name: Promise
    minutes: int
    do: Promise
    afterwards: Promise


@dataclass(frozen=True)
class Exercise:
    """A task for groups of three or four, and what a good solution has."""

    name: Promise
    task: Promise
    solution: Promise


PROGRAMME = (
    Unit(
        _("Why plans faded"),
        30,
        _(
            "Tell of the evaluation of 2021: too much effort, officials transferred, no figures, a directory that"
            " nobody kept. Ask which of the four they know from their own office."
        ),
        _("Name the two variants and say which one fits their region"),
    ),
    Unit(
        _("The four parts of a plan"),
        45,
        _(
            "Objective, target SMIs, what institutions do, what the SMIs do. Let groups sort ten sentences of a"
            " real plan into the four."
        ),
        _("Write each of the four in one sentence"),
    ),
    Unit(
        _("Diagnosis: stakeholders and supply chain"),
        90,
        _("Exercise 1. Go from table to table; ask for prices and for who said so."),
        _("Draw a chain, mark the three worst places, say what is measured and what is estimated"),
    ),
    Unit(
        _("Getting institutions to take part"),
        60,
        _("Exercise 2. One plays the bank, one Bappeda, one a university; each may decline once."),
        _("Write a request that names what, for whom, by when, and take a refusal as an answer"),
    ),
    Unit(
        _("Leading a first meeting"),
        90,
        _("Two participants lead “Where it jams” after the guide in this paper; the others play."),
        _("Lead ninety minutes that end with tasks, each with a person and a day"),
    ),
    Unit(
        _("Figures without books"),
        45,
        _("Exercise 3. Ask three questions in two minutes; then compare the answers."),
        _("Take turnover as a range, say how it was found out, and never write 0 for “not known”"),
    ),
    Unit(
        _("What participants take home"),
        30,
        _("Everybody ticks the list at the end of this paper and names one first step with a day."),
        _("Begin within two weeks"),
    ),
)
EXERCISES = (
    Exercise(
        _("1. The way to the buyer"),
        _(
            "Choose a product that all know. Draw every step from raw material to buyer: who, at what price, what"
            " goes wrong. Mark three places. Write behind each price whether it was measured or estimated."
        ),
        _(
            "At least four steps; the value added by the steps sums up to what the buyer pays; each mark is a"
            " problem and not the lack of a solution (“half of the cloth fades”, not “we need a machine”)."
        ),
    ),
    Exercise(
        _("2. A request that can be accepted"),
        _(
            "Take one mark. Write to one institution: what it is asked for, for how many SMIs, in which months, what"
            " it costs and who pays. The other group answers with accept, decline or another date."
        ),
        _("One institution, one activity, one month, one source of money. A refusal is written down with its reason."),
    ),
    Exercise(
        _("3. Three questions in two minutes"),
        _(
            "In pairs: one is an owner without books. Ask for the turnover of the last quarter as a range, where it"
            " was sold, and how many women and men worked. Change roles."
        ),
        _(
            "No question was answered by the one who asks; what is not known stays empty; the way of finding out"
            " (books, memory, estimate) stands beside the figure."
        ),
    ),
)
ABLE = (
    _("I can say in two sentences when a working group leads a plan and when a facilitator does."),
    _("I can show on which page of the guideline a step is described."),
    _("I have led fifteen minutes of a meeting and got a person and a day for each task."),
    _("I have drawn a supply chain with prices and said where each came from."),
    _("I have written a request to an institution that can be accepted or declined."),
    _("I have asked the three questions in two minutes."),
    _("I know what I hand over when I leave my post, and to whom."),
)
