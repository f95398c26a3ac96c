"""The head of a paper and those who sign it, by the posts that they hold on the day of issue."""

from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from documents.facts import AnswerLine, Head, Signatory, Text, both, name_of
from documents.stationery.queries import forms_of
from liap.groups.models import Membership
from liap.groups.queries import members_on
from liap.people.access import holding
from liap.people.models import Appointment, Role, User
from workflows.answers import answers_to, in_words
from workflows.models import Task, TaskAnswer
from workflows.models.case import Stage
from workflows.naming import named
from workflows.papers.dossier import Dossier

# Who is appointed for the day signs before the acting officer, and the acting officer before the holder.
PRECEDENCE = (Appointment.Kind.DAILY_ACTING, Appointment.Kind.ACTING, Appointment.Kind.HOLDER)
TOLD_TO_THE_MINISTRY = ("D3", "D3f", "D4", "D4f", "D5", "D5f", "D7", "D7f")
MARKS = {Appointment.Kind.ACTING: "Plt.", Appointment.Kind.DAILY_ACTING: "Plh."}


def head(dossier: Dossier, *signatories: Signatory) -> Head:
    """What every paper says of itself; the office of the secretariat issues it, in its own forms.

    Rule: an office that says nothing of copies sends plans, decisions and reports to the directorate of the ministry
    that the industry belongs to.
    """
    plan, region = dossier.plan, dossier.plan.region
    office, industry = plan.working_group.secretariat, plan.industry
    forms = forms_of(office, kind=dossier.kind)
    return Head(
        letterhead=forms.letterhead,
        plan_code=f"LIAP-{region.code}-{plan.pk}",
        plan_title=plan.title,
        region_code=region.code,
        region_name=region.name,
        province=region.province.name,
        industry=name_of(industry),
        industry_code=industry.code,
        industry_code_system=industry.version,
        place=forms.place or region.name,
        dated_on=dossier.day,
        time_zone=region.time_zone,
        data_as_of=dossier.at,
        source=both(_("records of the working group and its institutions")),
        prepared_by=(plan.working_group.name,),
        signatories=signatories,
        copies_to=_told(dossier) if forms.copies_to is None else forms.copies_to,
        closing=forms.closing,
        answers=_answers(dossier),
        is_sample=plan.is_sample,
    )


def coordinator(dossier: Dossier, heading=None) -> Signatory:
    """The signature block of the coordinator; without a name while the seat is vacant."""
    members = members_on(dossier.plan.working_group, dossier.day)
    member = members.filter(seat__role=Role.COORDINATOR).first()
    return seat_block(member, heading) if member else _empty(Role.COORDINATOR, heading)


def seat_block(member: Membership, heading=None) -> Signatory:
    """The signature block of a member of the working group."""
    return Signatory(
        heading=heading,
        title=f"{member.seat.title}, {member.seat.institution.name}",
        name=str(member.person),
        nip=member.person.employee_number or None,
    )


def officer(dossier: Dossier, role: Role, heading=None, *, person: User | None = None, held_as: str = "") -> Signatory:
    """The signature block of whoever holds the post with this role, or acts in it, on the day of issue.

    person: signs because he decided, if he no longer holds the post under the label `held_as` of that moment.
    """
    appointment = _appointment(dossier, role, person)
    if appointment is None and person is None:
        return _empty(role, heading)
    if appointment is None:
        return Signatory(heading=heading, title=held_as, name=str(person), nip=person.employee_number or None)
    return Signatory(
        heading=heading,
        title=_title(appointment, dossier.plan.working_group.secretariat_id),
        name=str(appointment.person),
        nip=appointment.person.employee_number or None,
        acting=MARKS.get(appointment.kind),
        **_authority(appointment),
    )


def _authority(appointment: Appointment) -> dict[str, str | None]:
    """In whose name the officer signs, and the letter behind it: the head of an office alone signs for another."""
    letter = (appointment.decree or None) if appointment.kind in MARKS else None
    if appointment.post.role != Role.OFFICE_HEAD:
        return {"letter": letter}
    forms = forms_of(appointment.post.organisation)
    return {"on_behalf_of": forms.on_behalf_of, "letter": letter or forms.mandate}


def _appointment(dossier: Dossier, role: Role, person: User | None) -> Appointment | None:
    plan = dossier.plan
    near = [plan.region_id, plan.region.province.pk]
    held = Appointment.objects.filter(
        holding(dossier.day), post__organisation__region__in=near, post__role=role
    ).select_related("person", "post__organisation")
    if person:
        held = held.filter(person=person)
    secretariat = plan.working_group.secretariat_id

    def rank(row: Appointment):
        office = row.post.organisation
        distance = 0 if office.pk == secretariat else 1 + near.index(office.region_id)
        return distance, PRECEDENCE.index(row.kind), -row.since.toordinal(), row.pk

    return min(held, key=rank, default=None)


def _title(appointment: Appointment, secretariat: int) -> str:
    post = appointment.post
    return post.title if post.organisation_id == secretariat else f"{post.title}, {post.organisation.name}"


def _empty(role: Role, heading) -> Signatory:
    return Signatory(heading=heading, title=both(role.label).id, name=None)


def _answers(dossier: Dossier) -> tuple[AnswerLine, ...]:
    """What the steps behind the paper were asked besides, in the order in which they were finished.

    Rule: a paper tells the answers of the process that issues it, and a plan those of its drafting as well.
    """
    if dossier.case.rulebook_id is None:
        return ()
    tasks = Task.objects.human().filter(case=dossier.case, status="DONE", answers__isnull=False)
    if dossier.kind in ("D3", "D3f"):
        tasks = tasks.filter(process__stage__in=(Stage.PLANNING, Stage.APPROVAL))
    else:
        tasks = tasks.filter(process=dossier.process)
    return tuple(_answer(dossier, row) for row in answers_to(tasks))


def _answer(dossier: Dossier, row: TaskAnswer) -> AnswerLine:
    return AnswerLine(
        step=both(lazy(named, str)(row.task)),
        question=Text(id=row.question.text, en=row.question.text_en),
        answer=both(lazy(in_words, str)(row)),
        said_on=dossier.local_day(row.task.finished),
    )


def _told(dossier: Dossier) -> tuple[str, ...]:
    directorate = dossier.plan.industry.directorate
    return (directorate.name,) if directorate and dossier.kind in TOLD_TO_THE_MINISTRY else ()
