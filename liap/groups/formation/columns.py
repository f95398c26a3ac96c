"""The columns in which the list of working groups is saved."""

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
