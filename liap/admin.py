"""Gathers the administration of the areas, so that Django finds it."""

from liap.adoption import admin as adoption
from liap.audit import admin as audit
from liap.enterprises import admin as enterprises
from liap.enterprises.performance import admin as performance
from liap.exchange import admin as exchange
from liap.groups import admin as groups
from liap.outcomes import admin as outcomes
from liap.outcomes.disclosure import admin as disclosure
from liap.outcomes.guidelines import admin as guidelines
from liap.outcomes.questionnaires import admin as questionnaires
from liap.people import admin as people
from liap.places import admin as places
from liap.plans import admin as plans
from liap.plans.budgets import admin as budgets

__all__ = [
    "adoption",
    "audit",
    "budgets",
    "disclosure",
    "enterprises",
    "exchange",
    "groups",
    "guidelines",
    "outcomes",
    "people",
    "performance",
    "places",
    "plans",
    "questionnaires",
]
