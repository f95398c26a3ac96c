"""Every model of liap has its factory, and each makes a row that the database accepts."""

import factory
import pytest
from django.apps import apps

from tests import factories

FACTORIES = [
    thing
    for thing in vars(factories).values()
    if isinstance(thing, type)
    and issubclass(thing, factory.django.DjangoModelFactory)
    and thing.__module__ == factories.__name__
]


@pytest.mark.django_db
@pytest.mark.parametrize("made_by", FACTORIES, ids=lambda made_by: made_by.__name__)
def test_factory_makes_a_row(made_by):
    assert made_by().pk is not None


def test_every_model_of_liap_has_a_factory():
    of_liap = [made_by._meta.model for made_by in FACTORIES if made_by._meta.model._meta.app_label == "liap"]
    made = {model.__name__ for model in of_liap}

    assert made == {model.__name__ for model in apps.get_app_config("liap").get_models()} - {"Event"}
