"""The administration site: superusers only, through the same log-in as everybody, and only our own tables."""

from django.contrib.admin import AdminSite
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models.base import ModelBase
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _

from liap.people.access import may_administer

# Rows of the queue name code that a worker runs, so that writing one would be running one.
OURS = ("liap", "documents", "workflows")


class AdministrationSite(AdminSite):
    site_header = _("LIAP administration")
    site_title = _("LIAP administration")
    index_title = _("People, regions and rules")
    enable_nav_sidebar = False

    def register(self, model_or_iterable, admin_class=None, **options):
        models = [model_or_iterable] if isinstance(model_or_iterable, ModelBase) else model_or_iterable
        for model in models:
            if model._meta.app_label in OURS:
                super().register(model, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        return may_administer(request.user)

    @method_decorator(login_not_required)
    def login(self, request: HttpRequest, extra_context=None) -> HttpResponse:
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect_to_login(request.GET.get("next") or request.path)
