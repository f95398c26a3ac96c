"""Ticking who of a working group was there."""

from django import forms

from liap.groups.models import Membership


class PresentField(forms.ModelMultipleChoiceField):
    """One box per member, named with the seat; the queryset is set by the form."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs):
        super().__init__(Membership.objects.none(), required=False, **kwargs)

    def label_from_instance(self, membership: Membership) -> str:
        return f"{membership.person} ({membership.seat})"
