"""Reading a plan: rights, completeness, money, schedule and versions."""

from liap.plans.queries.comparison import (
    Change,
    changes_between,
    changes_since,
    compare,
    is_changed_since,
    newest_version,
)
from liap.plans.queries.completeness import (
    LEAST_ENTERPRISES,
    Gap,
    dependency_cycle,
    find_cycle,
    gaps,
    has_few_enterprises,
    unanswered_problems,
    warnings,
)
from liap.plans.queries.money import Total, add_up, grand_total, totals, totals_apart
from liap.plans.queries.rights import acts_as, holds, institutions_for, is_seated, may_answer, may_write, visible_plans
from liap.plans.queries.saves import SAVED, is_section_newer, last_save_after
from liap.plans.queries.schedule import ScheduleRow, committed_share, days_late, schedule
