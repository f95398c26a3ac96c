"""What the formsets of all sections share: rows of one plan, saved as a whole.

A formset holds every row of its kind, so it judges for itself what may stand only once. The database would compare
with rows which the same form is about to change, and refuse to let two activities swap their numbers.
"""

from collections.abc import Hashable, Iterable
from typing import Any

from django import forms
from django.db import IntegrityError, models, transaction
from django.db.models import F
from django.forms.models import BaseInlineFormSet, inlineformset_factory
from django.utils.translation import gettext as _

from liap.plans.actions import StaleEdit
from liap.plans.models import Plan
from liap.refusals import Refusal

MAX_ROWS = 100
OUT_OF_THE_WAY = 10_000


class RowsCollide(Refusal):
    """Two rows would have exchanged what makes them different."""


class RowForm(forms.ModelForm):
    """One row of a plan."""

    def __init__(self, *args, plan: Plan, **kwargs):
        super().__init__(*args, **kwargs)
        self.plan = plan
        # Left to the formset, see above.
        self.instance.validate_constraints = lambda exclude=None: None

    def validate_unique(self):
        """Left to the formset."""

    @property
    def is_empty(self) -> bool:
        return not self.instance.pk and not self.has_changed()


class Rows(BaseInlineFormSet):
    """All rows of one kind of a plan. `number_field` is filled in where it was left empty."""

    number_field = ""
    unique: tuple[str, ...] = ()

    def get_form_kwargs(self, index):
        return {**super().get_form_kwargs(index), "plan": self.instance}

    def initial_form_count(self) -> int:
        # A form that was opened before rows were removed names more rows than there are.
        return min(super().initial_form_count(), len(self.get_queryset()))

    @property
    def live_forms(self) -> list[RowForm]:
        """The rows that will be there after saving."""
        return [form for form in self.forms if not form.is_empty and not self._should_delete_form(form)]

    def clean(self):
        if any(form.errors for form in self.live_forms):
            return
        if self.number_field:
            self._number_rows()
        self._refuse_twice()

    def _number_rows(self) -> None:
        numbers = [form.cleaned_data.get(self.number_field) or 0 for form in self.live_forms]
        highest = max(numbers, default=0)
        for form in self.live_forms:
            if not form.cleaned_data.get(self.number_field):
                highest += 1
                form.cleaned_data[self.number_field] = highest
                setattr(form.instance, self.number_field, highest)

    def _refuse_twice(self) -> None:
        if self.unique:
            refuse_twice(((form, self._key(form)) for form in self.live_forms), self.unique[0])

    def _key(self, form: RowForm) -> tuple:
        return tuple(folded(form.cleaned_data.get(name, getattr(form.instance, name, None))) for name in self.unique)

    def save_rows(self, plan: Plan) -> None:
        """Deletes, changes and adds rows; called with the plan locked."""
        changed = self.save(commit=False)
        self._refuse_vanished(plan)
        try:
            with transaction.atomic():
                for row in self.deleted_objects:
                    row.delete()
                self._clear_numbers([row for row, _names in self.changed_objects])
                for row in changed:
                    self._save_row(row)
                self.save_m2m()
        except IntegrityError as error:
            text = _("Two rows exchange their names. Delete one of them, save, and add it again.")
            raise RowsCollide(text) from error

    def _save_row(self, row: models.Model) -> None:
        # Only what the form shows: the state of an activity may have moved since the form was built.
        names = [field.name for field in row._meta.concrete_fields if field.name in self.form.base_fields]
        row.save(update_fields=names) if row.pk else row.save()

    def _clear_numbers(self, rows: list[models.Model]) -> None:
        if self.number_field and rows:
            moved = self.model._default_manager.filter(pk__in=[row.pk for row in rows])
            moved.update(**{self.number_field: F(self.number_field) + OUT_OF_THE_WAY})

    def _refuse_vanished(self, plan: Plan) -> None:
        chosen: dict[type[models.Model], set[int]] = {}
        for form in self.live_forms:
            for value in form.cleaned_data.values():
                if isinstance(value, models.Model) and hasattr(value, "plan_id"):
                    chosen.setdefault(type(value), set()).add(value.pk)
        for model, keys in chosen.items():
            if model._default_manager.filter(plan=plan, pk__in=keys).count() < len(keys):
                raise StaleEdit(_("A row that you chose has been removed by somebody else. Open the section again."))


def rows(model: type[models.Model], form: type[RowForm], formset: type[Rows]) -> type[Rows]:
    """The formset class for one kind of row of a plan."""
    return inlineformset_factory(
        Plan, model, form=form, formset=formset, extra=0, can_delete=True, max_num=MAX_ROWS, validate_max=True
    )


def refuse_twice(rows: Iterable[tuple[forms.Form, Hashable]], field: str) -> None:
    """Says at `field` of each row that its key stood in an earlier one."""
    seen: set[Hashable] = set()
    for form, key in rows:
        if key in seen:
            form.add_error(field, _("This stands twice in the list. Change or delete one of the two rows."))
        seen.add(key)


def folded(value: Any) -> Any:
    """A text as it is compared, whatever its capitals and the blanks around it."""
    return value.strip().casefold() if isinstance(value, str) else value
