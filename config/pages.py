"""Pages that belong to the whole: the sign of health for load balancers."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from config.health import faults


@require_safe
@login_not_required
def healthz(request: HttpRequest) -> HttpResponse:
    """200 "ok" or 503 "not ok"; reasons are for the operator's command only."""
    text, status = ("not ok\n", 503) if faults() else ("ok\n", 200)
    return HttpResponse(text, status=status, content_type="text/plain")
