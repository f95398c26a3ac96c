"""Pages of people, and about the product."""

from django.urls import path

from liap import pages
from liap.adoption import pages as adoption
from liap.outcomes import pages as outcomes
from liap.people import pages as people

app_name = "liap"
urlpatterns = [
    path("login/", people.LogIn.as_view(), name="login"),
    path("logout/", people.LogOut.as_view(), name="logout"),
    path("profile/", people.profile, name="profile"),
    path("password/", people.NewPassword.as_view(), name="password"),
    path("language/", people.language, name="language"),
    path("evidence/<int:pk>/", outcomes.evidence, name="evidence"),
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
