"""The signed decree of the working group, to be looked at by those who see its plan."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from liap.audit.actions import record_alone
from liap.outcomes.files import path_of
from workflows.models import Case


@require_GET
def decree(request: HttpRequest, pk: int) -> HttpResponse:
    """The scan as it was kept, to be saved; each is one audit line."""
    case = get_object_or_404(Case.objects.visible_to(request.user).select_related("plan__working_group"), pk=pk)
    group = case.plan.working_group
    if not group.decree_sha256 or not (path := path_of(group.decree_sha256)).exists():
        raise Http404
    record_alone(
        "decree.downloaded",
        by=request.user,
        chain="documents",
        subject=f"group:{group.pk}",
        sha256=group.decree_sha256,
    )
    response = HttpResponse(path.read_bytes(), content_type=group.decree_content_type)
    response["Content-Disposition"] = content_disposition_header(True, group.decree_file_name)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
