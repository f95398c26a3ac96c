"""The columns in which the list of working groups and the tables of one group are saved."""

from django.utils.translation import gettext_lazy as _

from liap.tables.columns import Column

# A row is a group, what it misses, and how many of its people are trained.
GROUPS = (
    Column(_("Working group"), lambda row: row[0].name),
    Column(_("Region"), lambda row: row[0].region.name),
    Column(_("Decree"), lambda row: row[0].decree_number),
    Column(
        _("Missing"), lambda row: ", ".join(map(str, row[1])), _("what the composition of a working group requires")
    ),
    Column(_("Trained"), lambda row: row[2].trained, _("people with a seat who were trained")),
    Column(_("Seats held"), lambda row: row[2].held),
)
REGIONS = (
    Column(_("Region"), lambda row: row[0].name),
    Column(_("Trained posts"), lambda row: row[1], _("held by somebody who took a course")),
    Column(_("All posts"), lambda row: row[2], _("seats of working groups, vacant ones among them")),
)
SEATS = (
    Column(_("Seat"), lambda place: place.seat.title),
    Column(_("Institution"), lambda place: place.seat.institution.name),
    Column(_("Role"), lambda place: place.seat.get_role_display()),
    Column(_("Person"), lambda place: place.membership and str(place.membership.person), _("empty: vacant")),
)
MEETINGS = (
    Column(_("Minutes"), lambda meeting: meeting.number or None, _("number of the minutes")),
    Column(_("Held on"), lambda meeting: meeting.held_on),
    Column(_("LIAP"), lambda meeting: str(meeting.plan)),
    Column(_("Decision"), lambda meeting: meeting.get_decision_display()),
    Column(_("Votes present"), lambda meeting: meeting.counted, _("counted for the quorum")),
    Column(_("Seats with a vote"), lambda meeting: meeting.seats_with_vote),
)
