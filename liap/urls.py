"""Pages of people, and about the product."""

from django.urls import path

from liap import pages
from liap.adoption import pages as adoption
from liap.enterprises import pages as enterprises
from liap.enterprises.performance import pages as performance
from liap.enterprises.protection import pages as protection
from liap.exchange import pages as exchange
from liap.exchange.profiles import pages as profiles
from liap.groups.formation import pages as groups
from liap.outcomes import pages as outcomes
from liap.outcomes.entries import pages as entries
from liap.outcomes.guidelines import pages as guidelines
from liap.outcomes.overview import pages as overview
from liap.outcomes.questionnaires import link_pages as reply_links
from liap.outcomes.questionnaires import pages as questionnaires
from liap.outcomes.recommendations import pages as recommendations
from liap.outcomes.success import pages as success
from liap.people import pages as people
from liap.plans.budgets import pages as budgets
from liap.plans.codes import pages as codes
from liap.plans.proposals import pages as proposals

app_name = "liap"
urlpatterns = [
    path("login/", people.LogIn.as_view(), name="login"),
    path("logout/", people.LogOut.as_view(), name="logout"),
    path("profile/", people.profile, name="profile"),
    path("password/", people.NewPassword.as_view(), name="password"),
    path("language/", people.language, name="language"),
    path("evidence/<int:pk>/", outcomes.evidence, name="evidence"),
    path("results/", overview.results, name="results"),
    path("results/<str:kind>/<int:pk>/", overview.results_of, name="results_of"),
    path("results/<int:pk>/close/", budgets.close, name="close_year"),
    path("successes/", success.successes, name="successes"),
    path("successes/report/<int:pk>/", success.report, name="report_success"),
    path("successes/<int:pk>/", success.success, name="success"),
    path("successes/<int:pk>/confirm/", success.confirm, name="confirm_success"),
    path("successes/<int:pk>/answer/", success.answer, name="answer_success"),
    path("recommendations/", recommendations.recommendations, name="recommendations"),
    path("recommendations/<int:pk>/", recommendations.recommendation, name="recommendation"),
    path("enterprises/", enterprises.enterprises, name="enterprises"),
    path("enterprises/register/", enterprises.register, name="register_enterprise"),
    path("enterprises/<int:pk>/", enterprises.enterprise, name="enterprise"),
    path("enterprises/<int:pk>/edit/", enterprises.edit, name="edit_enterprise"),
    path("enterprises/<int:pk>/merge/", enterprises.merge, name="merge_enterprise"),
    path("enterprises/<int:pk>/merges/<int:merge>/undo/", enterprises.undo_merge, name="undo_merge"),
    path("enterprises/<int:pk>/services/", enterprises.receive_service, name="receive_service"),
    path("enterprises/<int:pk>/owner/", protection.owner, name="enterprise_owner"),
    path("enterprises/<int:pk>/basis/", protection.basis, name="record_basis"),
    path("enterprises/<int:pk>/requests/", protection.receive, name="receive_request"),
    path("data-accesses/", protection.accesses, name="data_accesses"),
    path("data-requests/", protection.data_requests, name="data_requests"),
    path("data-requests/<int:pk>/", protection.data_request, name="data_request"),
    path("data-requests/<int:pk>/answer/", protection.answer, name="answer_request"),
    path("enterprises/<int:pk>/figures/", performance.enterprise, name="performance"),
    path("enterprises/<int:pk>/figures/enter/", performance.enter, name="enter_performance"),
    path("enterprises/<int:pk>/figures/paper/", performance.paper, name="performance_paper"),
    path("enterprises/<int:pk>/figures/link/", performance.make_link, name="make_entry_link"),
    path("figures/links/<int:pk>/take-back/", performance.take_back_link, name="take_back_entry_link"),
    path("figures/<str:token>/", performance.enter_by_link, name="enter_by_link"),
    path("figures/plans/<int:pk>/", entries.entries, name="entries"),
    path("questionnaires/plans/<int:pk>/", questionnaires.questionnaire, name="questionnaire"),
    path("questionnaires/plans/<int:pk>/begin/", questionnaires.begin, name="begin_questionnaire"),
    path("questionnaires/plans/<int:pk>/questions/", questionnaires.write_questions, name="write_questions"),
    path("questionnaires/plans/<int:pk>/respondents/", questionnaires.ask_respondents, name="ask_respondents"),
    path("questionnaires/plans/<int:pk>/paper/", questionnaires.paper, name="questionnaire_paper"),
    path("questionnaires/respondents/<int:pk>/", questionnaires.respondent, name="respondent"),
    path("questionnaires/respondents/<int:pk>/correct/", questionnaires.correct, name="correct_reply"),
    path("questionnaires/respondents/<int:pk>/attempt/", questionnaires.attempt, name="note_attempt"),
    path("questionnaires/respondents/<int:pk>/link/", reply_links.make_link, name="make_reply_link"),
    path("questionnaires/links/<int:pk>/take-back/", reply_links.take_back_link, name="take_back_reply_link"),
    path("questionnaires/<str:token>/", reply_links.reply_by_link, name="reply_by_link"),
    path("groups/", groups.groups, name="groups"),
    path("groups/guideline/", guidelines.guidelines, name="guidelines"),
    path("groups/guideline/first-meeting/", guidelines.first_meeting, name="first_meeting"),
    path("groups/<int:pk>/", groups.group, name="group"),
    path("groups/<int:pk>/invite/", groups.invite, name="invite"),
    path("groups/<int:pk>/decree/", groups.decree, name="decree"),
    path("groups/<int:pk>/composition/", groups.explain, name="explain_composition"),
    path("groups/<int:pk>/women-and-men/", groups.women_and_men, name="women_and_men"),
    path("groups/<int:pk>/training/", groups.training, name="record_training"),
    path("groups/<int:pk>/invitations/<int:invitation>/seat/", groups.seat_person, name="seat_person"),
    path("invitation/<str:token>/", groups.invitation, name="invitation"),
    path("adoption/", adoption.adoptions, name="adoption"),
    path("adoption/ask/", adoption.ask, name="ask_adoption"),
    path("adoption/attest/", adoption.attest, name="attest"),
    path("adoption/<int:pk>/", adoption.adoption_request, name="adoption_request"),
    path("adoption/<int:pk>/assess/", adoption.assess, name="assess_adoption"),
    path("adoption/<int:pk>/offer/", adoption.offer, name="offer_adoption"),
    path("adoption/<int:pk>/move/", adoption.move, name="move_adoption"),
    path("activity-codes/<int:pk>/", codes.activity_codes, name="activity_codes"),
    path("proposals/<int:pk>/", proposals.proposals, name="proposals"),
    path("imports/", exchange.imports, name="imports"),
    path("imports/profiles/", profiles.profiles, name="profiles"),
    path("imports/<int:pk>/", exchange.sheet_import, name="import"),
    path("imports/<int:pk>/decide/", exchange.decide, name="decide_import"),
    path("imports/template/<str:kind>/", exchange.template, name="import_template"),
    path("about/", pages.about, name="about"),
    path("robots.txt", pages.robots, name="robots"),
]
