"""The menu as data, and the context that every page shares."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

# The page, its name, and the pages that count as inside it.
MENU = (
    (
        "workflows:inbox",
        _("My tasks"),
        (
            "workflows:task",
            "workflows:duty",
            "workflows:several",
            "workflows:hand_over",
            "workflows:due_date",
            "workflows:handovers",
            "workflows:handover",
            "workflows:begin_handover",
            "workflows:briefing",
            "workflows:acting",
            "workflows:absences",
            "workflows:mail_settings",
            "workflows:make_calendar",
        ),
    ),
    (
        "workflows:cases",
        _("LIAPs"),
        (
            "workflows:case",
            "workflows:content",
            "workflows:progress",
            "workflows:issues",
            "workflows:gaps",
            "workflows:selection",
            "workflows:history",
            "workflows:visits",
            "workflows:log_visit",
            "workflows:diagram",
            "workflows:start",
            "workflows:start_light",
            "liap:questionnaire",
            "liap:activity_codes",
        ),
    ),
    (
        "documents:list",
        _("Documents"),
        (
            "documents:detail",
            "documents:revoke",
            "documents:release",
            "documents:add_copy",
            "documents:bundle",
            "documents:bundle_file",
            "documents:missing",
            "documents:registers",
            "documents:register",
            "documents:subscriptions",
        ),
    ),
    ("workflows:pulse", _("Progress"), ()),
    ("liap:results", _("Results"), ("liap:results_of",)),
    ("liap:successes", _("Success cases"), ("liap:success", "liap:report_success")),
    (
        "liap:enterprises",
        _("SMIs"),
        (
            "liap:enterprise",
            "liap:register_enterprise",
            "liap:edit_enterprise",
            "liap:merge_enterprise",
            "liap:enterprise_owner",
            "liap:performance",
            "liap:enter_performance",
            "liap:make_entry_link",
            "liap:performance_paper",
            "liap:record_basis",
            "liap:receive_request",
            "liap:data_accesses",
            "liap:data_requests",
            "liap:data_request",
            "liap:imports",
            "liap:import",
            "liap:profiles",
        ),
    ),
    ("liap:groups", _("Working groups"), ("liap:group", "liap:guidelines", "liap:first_meeting")),
    ("liap:adoption", _("Adoption"), ("liap:adoption_request", "liap:ask_adoption", "liap:attest")),
)


# What everybody may open, at the foot of each page and below the log-in form.
PUBLIC = (
    ("documents:public_list", _("Public documents")),
    ("documents:ask_verification", _("Check a document")),
)
# What can be drawn about an SMI, for the page of the SMI.
ENTERPRISE_PAPERS = (
    ("documents:card", "id", _("SMI card (PDF, Indonesian)")),
    ("documents:card", "en", _("SMI card (PDF, English)")),
)
# What the account menu offers beside profile and password.
ACCOUNT = (("own_data", _("My personal data")),)
# What trainers print, for the page of the guideline.
TRAINING_PAPERS = (
    ("workflows:training_kit", "id", _("Kit for training of trainers (PDF, Indonesian)")),
    ("workflows:training_kit", "en", _("Kit for training of trainers (PDF, English)")),
)


def navigation(request: HttpRequest) -> dict:
    """Adds the product's version and, for people who are logged in, the menu with the current page marked."""
    user = getattr(request, "user", None)
    product = {
        "product_version": settings.VERSION,
        "source_url": settings.SOURCE_URL,
        "shows_demo_logins": settings.SHOW_DEMO_LOGINS,
        "public_pages": [{"address": reverse(name), "label": label} for name, label in PUBLIC],
    }
    if user is None or not user.is_authenticated:
        return {"menu": [], **product}
    match = request.resolver_match
    current = f"{match.namespace}:{match.url_name}" if match else ""
    menu = [
        {"url_name": name, "label": label, "is_current": current in (name, *inside)} for name, label, inside in MENU
    ]
    papers = []
    if current == "liap:enterprise":
        papers = [
            {"address": reverse(name, args=[match.kwargs["pk"], language]), "label": label}
            for name, language, label in ENTERPRISE_PAPERS
        ]
    kits = []
    if current == "liap:guidelines":
        kits = [
            {"address": reverse(name, args=[language]), "label": label} for name, language, label in TRAINING_PAPERS
        ]
    account = [{"address": reverse(name), "label": label} for name, label in ACCOUNT]
    own = {"account_pages": account, "own_data_address": reverse("own_data")}
    return {"menu": menu, **own, "enterprise_papers": papers, "training_papers": kits, **product}
