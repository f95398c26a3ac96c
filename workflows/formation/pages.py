"""The signed decree of the working group, to be looked at by those who see the group or its plan."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from liap.audit.actions import record_alone
from liap.groups.formation.queries import groups
from liap.groups.models import WorkingGroup
from liap.outcomes.files import path_of
from workflows.models import Case


@require_GET
def decree(request: HttpRequest, pk: int) -> HttpResponse:
    """The scan of the group of a plan."""
    case = get_object_or_404(Case.objects.visible_to(request.user).select_related("plan__working_group"), pk=pk)
    return _scan(request, case.plan.working_group)


@require_GET
def decree_of_group(request: HttpRequest, pk: int) -> HttpResponse:
    """The scan of a group, whether it has a plan or not."""
    return _scan(request, get_object_or_404(groups(request.user), pk=pk))


def _scan(request: HttpRequest, group: WorkingGroup) -> HttpResponse:
    """The scan as it was kept, to be saved; each is one audit line."""
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
