"""Forms on results: what is reported in a quarterly round, and the evaluation."""

from liap.outcomes.forms.evaluation import RatingsForm, VerdictsForm
from liap.outcomes.forms.monitoring import IndicatorValuesForm, MoneyForm
