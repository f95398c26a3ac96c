"""Pages of tasks and cases."""

from django.urls import path

from workflows.formation import pages as formation
from workflows.handovers import pages as handovers
from workflows.pages import cases, dates, gaps, inbox, issues, pulse, settings, several, steering, task, visits, waits
from workflows.rulebooks import pages as rulebooks

app_name = "workflows"
urlpatterns = [
    path("tasks/", inbox.inbox, name="inbox"),
    path("tasks/several/", several.several, name="several"),
    path("tasks/<int:pk>/", task.task, name="task"),
    path("tasks/<int:pk>/claim/", inbox.claim, name="claim"),
    path("tasks/<int:pk>/release/", inbox.release, name="release"),
    path("tasks/<int:pk>/hand-over/", inbox.hand_over, name="hand_over"),
    path("plans/", cases.cases, name="cases"),
    path("plans/start/", cases.start, name="start"),
    path("plans/start/facilitator/", visits.start, name="start_light"),
    path("plans/<int:pk>/visits/", visits.visits, name="visits"),
    path("plans/<int:pk>/visits/new/", visits.log, name="log_visit"),
    path("plans/<int:pk>/", cases.case, name="case"),
    path("plans/of/<int:pk>/", cases.of_plan, name="case_of_plan"),
    path("plans/<int:pk>/content/", cases.content, name="content"),
    path("plans/<int:pk>/progress/", cases.progress, name="progress"),
    path("plans/<int:pk>/issues/", issues.issues, name="issues"),
    path("plans/<int:pk>/gaps/", gaps.gaps, name="gaps"),
    path("plans/<int:pk>/history/", cases.history, name="history"),
    path("plans/<int:pk>/diagram/", cases.diagram, name="diagram"),
    path("plans/<int:pk>/suspend/", steering.suspend, name="suspend"),
    path("plans/<int:pk>/resume/", steering.resume, name="resume"),
    path("plans/<int:pk>/withdraw/", steering.withdraw, name="withdraw"),
    path("plans/<int:pk>/amend/", steering.amend, name="amend"),
    path("plans/<int:pk>/variant/", steering.change_variant, name="change_variant"),
    path("plans/<int:pk>/rounds/<int:process>/skip/", steering.skip_round, name="skip_round"),
    path("tasks/<int:pk>/due/", dates.due_date, name="due_date"),
    path("tasks/<int:pk>/take-over/", inbox.take_over, name="take_over"),
    path("settings/mail/", settings.mail_settings, name="mail_settings"),
    path("settings/calendar/", settings.make_calendar, name="make_calendar"),
    path("settings/calendar/revoke/", settings.revoke_calendar, name="revoke_calendar"),
    path("calendar/<str:token>/due.ics", settings.calendar, name="calendar"),
    path("handovers/", handovers.handovers, name="handovers"),
    path("handovers/begin/", handovers.begin, name="begin_handover"),
    path("handovers/acting/", handovers.acting, name="acting"),
    path("handovers/absences/", handovers.absences, name="absences"),
    path("handovers/<int:pk>/", handovers.handover, name="handover"),
    path("handovers/<int:pk>/note/", handovers.note, name="note_handover"),
    path("handovers/<int:pk>/sign/", handovers.sign, name="sign_handover"),
    path("handovers/<int:pk>/confirm/", handovers.confirm, name="confirm_handover"),
    path("handovers/briefing/<slug:kind>/<int:pk>/", handovers.briefing, name="briefing"),
    path("process/<slug:variant>/", rulebooks.rules, name="rules"),
    path("plans/<int:pk>/decree/", formation.decree, name="decree"),
    path("plans/<int:pk>/waits/", waits.of_case, name="case_waits"),
    path("pulse/waits/<slug:variant>/", waits.of_variant, name="waits"),
    path("pulse/", pulse.pulse, name="pulse"),
]
