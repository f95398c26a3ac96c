"""Pages of people, and about the product."""

from django.urls import path

from liap import pages
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
    path("about/", pages.about, name="about"),
    path("robots.txt", pages.robots, name="robots"),
]
