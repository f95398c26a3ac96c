"""Pages of people, and about the product."""

from django.urls import path

from liap import pages
from liap.adoption import pages as adoption
from liap.groups.formation import pages as groups
from liap.outcomes import pages as outcomes
from liap.outcomes.recommendations import pages as recommendations
from liap.outcomes.success import pages as success
from liap.people import pages as people

app_name = "liap"
urlpatterns = [
    path("login/", people.LogIn.as_view(), name="login"),
    path("logout/", people.LogOut.as_view(), name="logout"),
    path("profile/", people.profile, name="profile"),
    path("password/", people.NewPassword.as_view(), name="password"),
    path("language/", people.language, name="language"),
    path("evidence/<int:pk>/", outcomes.evidence, name="evidence"),
    path("successes/", success.successes, name="successes"),
    path("successes/report/<int:pk>/", success.report, name="report_success"),
    path("successes/<int:pk>/", success.success, name="success"),
    path("successes/<int:pk>/confirm/", success.confirm, name="confirm_success"),
    path("successes/<int:pk>/answer/", success.answer, name="answer_success"),
    path("recommendations/", recommendations.recommendations, name="recommendations"),
    path("recommendations/<int:pk>/", recommendations.recommendation, name="recommendation"),
    path("groups/", groups.groups, name="groups"),
    path("groups/<int:pk>/", groups.group, name="group"),
    path("groups/<int:pk>/invite/", groups.invite, name="invite"),
    path("groups/<int:pk>/composition/", groups.explain, name="explain_composition"),
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
    path("about/", pages.about, name="about"),
    path("robots.txt", pages.robots, name="robots"),
]
