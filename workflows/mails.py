"""Letters about tasks: one digest a day at most, urgent ones at once, in the reader's language, with full links."""

import logging
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from liap.people.models import User
from liap.people.queries import zone_of
from workflows.models import MailSetting, Notice
from workflows.naming import named

logger = logging.getLogger(__name__)
AT_MOST = 2000
CLAIM = timedelta(minutes=10)


def send_notices(now: datetime | None = None) -> int:
    """Mails what is due to be mailed; returns how many messages went out.

    Urgent is what is late or due today; it goes out at once if the person wants it so. All else waits for the hour of
    the person's digest in his own time zone. A notice is marked after its message is out, so it may come twice when
    the process dies in between, and never not at all.
    """
    moment = now or timezone.now()
    waiting: dict[int, list[Notice]] = {}
    rows = Notice.objects.filter(sent_at__isnull=True).select_related(
        "person", "task__case__plan__region", "duty__region", "duty__working_group"
    )
    for notice in rows.order_by("person", "due_on", "id")[:AT_MOST]:
        waiting.setdefault(notice.person_id, []).append(notice)
    wishes = {row.person_id: row for row in MailSetting.objects.filter(person__in=waiting)}
    return sum(_try(notices, wishes.get(pk) or MailSetting(person_id=pk), moment) for pk, notices in waiting.items())


def _try(notices: list[Notice], wish: MailSetting, moment: datetime) -> int:
    """One person's mail; what the mail server refuses waits for the next beat and keeps nobody else waiting."""
    try:
        return _send(notices, wish, moment)
    except OSError:
        logger.exception("The mail to person %s was not taken", wish.person_id)
        return 0


def _send(notices: list[Notice], wish: MailSetting, moment: datetime) -> int:
    person = notices[0].person
    if not (person.email and person.is_active):
        _mark(notices)
        return 0
    today = timezone.localdate(moment, timezone=zone_of(person))
    urgent = [notice for notice in notices if wish.sends_urgent_at_once and _is_urgent(notice, today)]
    sent = 0
    with translation.override(person.language):
        for notice in urgent:
            _mail_one(notice)
            _mark([notice])
            sent += 1
        rest = [notice for notice in notices if notice not in urgent]
        if rest and _claim_digest(person, wish, moment):
            _mail_digest(person, rest, today)
            _mark(rest)
            _note_digest(person, today)
            sent += 1
    return sent


def _is_urgent(notice: Notice, today: date) -> bool:
    return notice.kind == Notice.Kind.ESCALATION or notice.due_on <= today


def _claim_digest(person: User, wish: MailSetting, moment: datetime) -> bool:
    """Whether the hour has come and nothing was sent today; of two clocks at the same moment one may.

    The claim lapses: what died between claim and mail is sent by a later beat of the same day, at the worst twice
    under the same Message-ID.
    """
    local = timezone.localtime(moment, timezone=zone_of(person))
    if local.hour < wish.digest_hour:
        return False
    MailSetting.objects.get_or_create(person=person)
    unsent = Q(digest_sent_on__isnull=True) | ~Q(digest_sent_on=local.date())
    unclaimed = Q(digest_claimed_at__isnull=True) | Q(digest_claimed_at__lte=moment - CLAIM)
    free = MailSetting.objects.filter(unsent, unclaimed, person=person)
    return bool(free.update(digest_claimed_at=moment))


def _note_digest(person: User, day: date) -> None:
    MailSetting.objects.filter(person=person).update(digest_sent_on=day, digest_claimed_at=None)


def _mark(notices: Iterable[Notice]) -> None:
    Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(sent_at=timezone.now())


def _mail_one(notice: Notice) -> None:
    words = _words(notice)
    is_late = notice.kind == Notice.Kind.ESCALATION
    subject = (_("Late: %(task)s") if is_late else _("Reminder: %(task)s")) % words
    _mail(notice.person, subject, [_sentence(notice), _link(notice)], f"notice-{notice.pk}")


def _mail_digest(person: User, notices: list[Notice], today: date) -> None:
    count = len(notices)
    subject = ngettext("%(count)s task needs you", "%(count)s tasks need you", count) % {"count": count}
    lines = [line for notice in notices for line in (f"- {_sentence(notice)}", f"  {_link(notice)}")]
    _mail(person, subject, lines, f"digest-{person.pk}-{today.isoformat()}-{notices[0].pk}")


def _sentence(notice: Notice) -> str:
    words = _words(notice)
    if notice.kind == Notice.Kind.MOVED:
        return _("The task “%(task)s” of %(plan)s is now due on %(day)s.") % words
    if notice.kind == Notice.Kind.REMINDER:
        return _("The task “%(task)s” of %(plan)s is due on %(day)s.") % words
    return _("The task “%(task)s” of %(plan)s was due on %(day)s and is still open.") % words


def _words(notice: Notice) -> dict[str, object]:
    day = notice.due_on.strftime("%d-%m-%Y")
    if notice.duty:
        return {"task": notice.duty, "plan": notice.duty.place, "day": day}
    return {"task": named(notice.task), "plan": notice.task.case.plan, "day": day}


def _link(notice: Notice) -> str:
    if notice.duty_id:
        return address(reverse("workflows:duty", args=[notice.duty_id]))
    return address(reverse("workflows:task", args=[notice.task_id]))


def address(path: str) -> str:
    """The full address of a page, as it works from an e-mail on a phone."""
    return settings.PUBLIC_URL.rstrip("/") + path


def _mail(person: User, subject: str, lines: list[str], key: str) -> None:
    own = _("When such mail is sent, you choose here: %(link)s") % {
        "link": address(reverse("workflows:mail_settings"))
    }
    message = EmailMessage(subject.replace("\n", " "), "\n".join([*lines, "", own, ""]), to=[person.email])
    message.extra_headers["Message-ID"] = f"<{key}@liap>"
    message.send()
