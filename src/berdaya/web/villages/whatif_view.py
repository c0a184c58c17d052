"""The view of a village supposed otherwise. It only reads: what is supposed stands in the address and nowhere else."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from berdaya.web.account.reader import recorded_for
from berdaya.web.measure import Measure
from berdaya.web.partial import is_partial
from berdaya.web.villages import placing
from berdaya.web.villages.reading import answers, inputs
from berdaya.web.villages.views import open_village
from berdaya.web.villages.whatif_page import asked, canonical, is_canonical, whatif_page


@require_safe
def what_if(request: HttpRequest, code: str) -> HttpResponse:
    """A village supposed otherwise: the page, or the part that htmx puts in place. Other spellings lead to the shortest."""
    found = open_village(request, code)
    if isinstance(found, HttpResponse):
        return found
    village, measure = found.village, Measure(found.edition)
    question = asked(village, measure, request.GET)
    here = canonical(found.shown, village, question)
    if not is_partial(request) and not is_canonical(found.shown, village, question, request.GET):
        return HttpResponseRedirect(here)
    recorded = inputs(recorded_for(found.working, village.region.code), village.region.id, village.year, found.edition)
    said = answers(found.edition, recorded)
    page = whatif_page(found.shown, village, measure, said, question, placing.meaning(found.edition))
    response = render(request, _template(request), {"page": page})
    patch_vary_headers(response, ["HX-Request-Type", "HX-Target"])
    if is_partial(request):
        response["HX-Replace-Url"] = here
    return response


def _template(request: HttpRequest) -> str:
    if not is_partial(request):
        return "berdaya/villages/whatif.html"
    name = "list" if "daftar" in request.headers.get("HX-Target", "") else "outcome"
    return f"berdaya/villages/whatif_{name}.html"
