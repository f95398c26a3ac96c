"""Who may ask, write down and read, and what there is to be asked."""

from django.db.models import QuerySet
from django.utils import timezone

from liap.enterprises.models import Enterprise, Purpose
from liap.enterprises.queries import is_usable as usable
from liap.outcomes.actions import judges_of
from liap.outcomes.models import Evaluation
from liap.outcomes.questionnaires.models import Questionnaire, Reply, ReplyCorrection, ReplyLink, Respondent
from liap.people.models import SEAT_ROLES, Role, User
from liap.places.models import Organisation
from liap.plans.models import Plan
from liap.plans.queries import holds, institutions_for


def current(plan: Plan) -> Questionnaire | None:
    """The version that is answered now."""
    return Questionnaire.objects.filter(plan=plan).order_by("version").last()


def is_asking(plan: Plan) -> bool:
    """Whether the evaluation of a plan has begun and is not finished."""
    return Evaluation.objects.filter(plan=plan, rated_at=None).exists()


def may_word(user: User, plan: Plan) -> bool:
    """Whether the person writes the questions: who judges the plan."""
    return holds(user, plan, *judges_of(plan))


def may_ask(user: User, plan: Plan) -> bool:
    """Whether the person asks and writes answers down: who judges the plan, and the seats of its group."""
    return holds(user, plan, *SEAT_ROLES, *judges_of(plan))


def may_see_rows(user: User, plan: Plan) -> bool:
    """Whether the person sees who answered what; everybody else sees counts."""
    return may_ask(user, plan) or holds(user, plan, Role.OFFICE_HEAD)


def may_read_texts(user: User, plan: Plan) -> bool:
    """Whether the person reads what was written freely: who judges the plan, and the coordinator."""
    return holds(user, plan, Role.COORDINATOR, *judges_of(plan))


def may_correct(user: User, reply: Reply) -> bool:
    """Whether the person corrects answers: who reads all of them, or wrote these down."""
    plan = reply.respondent.plan
    return may_read_texts(user, plan) or reply.entered_by_id == user.pk and may_ask(user, plan)


def corrections_of(reply: Reply) -> QuerySet[ReplyCorrection]:
    """What the answers said before, the newest correction first."""
    return reply.corrections.select_related("by").order_by("-id")


def respondents_of(plan: Plan, user: User) -> QuerySet[Respondent]:
    """Who is asked, for who may see the rows."""
    rows = Respondent.objects.visible_to(user).filter(plan=plan)
    return rows.select_related("enterprise", "organisation", "reply")


def open_links_of(respondent: Respondent) -> QuerySet[ReplyLink]:
    """The links of a respondent that can still be used."""
    rows = respondent.links.filter(used_at=None, revoked_at=None, expires_at__gt=timezone.now())
    return rows.select_related("made_by")


def is_usable(respondent: Respondent) -> bool:
    """Whether the respondent may be asked: an SMI whose owner stopped the use of its data is left in peace."""
    return respondent.enterprise is None or usable(respondent.enterprise)


def enterprises_to_ask(plan: Plan) -> QuerySet[Enterprise]:
    """The target SMIs that were not asked yet."""
    targets = Enterprise.objects.usable_for(Purpose.SUPPORT)
    targets = targets.filter(pk__in=plan.target_enterprises.values("enterprise"))
    asked = plan.respondents.filter(enterprise__isnull=False).values("enterprise")
    return targets.exclude(pk__in=asked).order_by("name")


def institutions_to_ask(plan: Plan) -> QuerySet[Organisation]:
    """The institutions near the plan, those with a seat first of all, that were not asked yet."""
    seated = Organisation.objects.filter(pk__in=plan.working_group.seats.values("institution"))
    near = institutions_for(plan) | seated
    asked = plan.respondents.filter(organisation__isnull=False).values("organisation")
    return near.exclude(pk__in=asked).distinct().order_by("name")
