"""The rules of each variant, as new plans will follow them."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from documents import canonical, drawing
from documents.rendering import Order, Undrawable
from liap.refusals import Refusal
from liap.tables.answers import saved
from liap.tables.columns import Table
from liap.tables.names import disposition
from workflows.columns import RULES
from workflows.models import Rulebook, Variant
from workflows.rulebooks.actions import publish
from workflows.rulebooks.forms import RulesForm
from workflows.rulebooks.kit import kit
from workflows.rulebooks.queries import Line, lines, versions
from workflows.rules import CONTINUATION_MONTHS, GAP_MONTHS


def _newest(known: list[Rulebook]) -> dict[str, int | None]:
    if not known:
        return {"seen": 0}
    newest = known[0]
    months = {"gap_months": newest.gap_months, "continuation_months": newest.continuation_months}
    return {"seen": newest.number, **months}


@require_GET
def training_kit(request: HttpRequest, language: str) -> HttpResponse:
    """Draws the kit for trainers as a PDF; it is kept nowhere, since it follows the guideline in force."""
    if language not in ("id", "en"):
        raise Http404
    facts = canonical.to_json(kit())
    try:
        drawn = drawing.draw(Order(kind="TOT", facts=facts, language=language, number="ToT"))
    except Undrawable:
        said = _("The kit could not be drawn. Try again in a while.")
        return HttpResponse(said, status=503, content_type="text/plain; charset=utf-8")
    answer = HttpResponse(drawn.pdf, content_type="application/pdf")
    answer["Content-Disposition"] = disposition(f"LIAP-ToT-{language}.pdf")
    return answer


def _table(variant: Variant, steps: list[Line]) -> Table:
    title, chosen = _("Rules of the process"), str(variant.label)
    return Table(code="rules", title=title, columns=RULES, rows=steps, chosen=chosen)


def rules(request: HttpRequest, variant: str) -> HttpResponse:
    """Shows who does what by when; an administrator publishes a new version here."""
    if variant not in Variant.values:
        raise Http404
    steps = lines(variant)
    if answer := saved(request, rules=lambda: _table(Variant(variant), steps)):
        return answer
    known = versions(variant)
    form, refusal = None, None
    if request.user.is_superuser:
        form = RulesForm(request.POST or None, lines=steps, **_newest(known))
    if request.method == "POST":
        if form is None:
            raise Http404
        if "more" in request.POST:
            form = form.with_more_rows()
        elif form.is_valid():
            try:
                made = publish(
                    variant,
                    wishes=form.wishes(),
                    **form.note.cleaned_data,
                    by=request.user,
                )
            except Refusal as reason:
                refusal = reason
            else:
                words = {"number": made.number}
                messages.success(request, _("Version %(number)s holds for plans that begin from now on.") % words)
                return redirect("workflows:rules", variant)
    context = {
        "variant": Variant(variant),
        "variants": Variant,
        "lines": steps,
        "versions": known,
        "gap_months": (known and known[0].gap_months) or GAP_MONTHS,
        "continuation_months": (known and known[0].continuation_months) or CONTINUATION_MONTHS,
        "form": form,
        "refusal": refusal,
        "is_unjudged": "more" in request.POST,
    }
    return render(request, "workflows/rulebooks/rules.html", context, status=422 if refusal else 200)
