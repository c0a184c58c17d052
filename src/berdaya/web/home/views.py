"""Beranda, its lists, and the villages as GeoJSON."""

from collections.abc import Mapping, Sequence

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from berdaya.records.access.scope import Scope
from berdaya.records.regions.maps import stamp
from berdaya.records.runs.summaries import PublishedRun, printed_indices, published_runs, sources
from berdaya.web.account.reader import figures_for, reader
from berdaya.web.home import attention
from berdaya.web.home.asked import Asked, asked
from berdaya.web.home.atlas import features, ground
from berdaya.web.home.colouring import colouring
from berdaya.web.home.lists import attention_list
from berdaya.web.home.own import own_places
from berdaya.web.home.page import Home, comparison, home, village_places
from berdaya.web.home.reading import Read, read
from berdaya.web.home.territory import elsewhere
from berdaya.web.keeping import kept, standing
from berdaya.web.lists.answer import answer
from berdaya.web.measure import Measure, language
from berdaya.web.partial import is_partial
from berdaya.web.published import Published, published


def officers_of(scope: Scope) -> tuple[str, ...] | None:
    """The territories of an officer's work; None for the public."""
    return None if scope.is_public else scope.prefixes


@require_safe
def beranda(request: HttpRequest) -> HttpResponse:
    """The regency measured. htmx asks for the map alone."""
    runs = published_runs()
    shown = published(runs)
    if not shown:
        return render(request, "berdaya/home/empty.html", status=200)
    scope = reader(request)
    if (other := elsewhere(request, figures_for(scope))) is not None:
        return other
    view = asked(request.GET, shown)
    model = _model(scope, shown, view, runs)
    part = "berdaya/home/atlas.html" if is_partial(request) else "berdaya/home/home.html"
    own = [] if is_partial(request) else own_places(scope)
    response = render(request, part, {"home": model, "atlas": model.atlas, "own": own})
    patch_vary_headers(response, ["HX-Request-Type"])
    return response


def _model(scope: Scope, shown: Published, view: Asked, runs: Sequence[PublishedRun]) -> Home:
    officers = officers_of(scope)

    def make() -> Home:
        rows = read(figures_for(scope), shown, view)
        edition = shown.edition(view.family, view.year).code
        said = sources(rows.territory, view.year, edition) if rows.rows else []
        return home(shown, view, rows, ground(rows.areas), runs, officers, said)

    return kept("home", standing(runs, stamp(), view, language(), officers), make)


@require_safe
def attention_page(request: HttpRequest, kind: str) -> HttpResponse:
    """One list of what needs attention. Lists near a limit open only to officers, for their own territories."""
    if kind not in attention.KINDS:
        raise Http404
    scope = reader(request)
    if kind == attention.NEAR and scope.is_public:
        if request.user.is_authenticated:
            raise Http404
        return redirect_to_login(request.get_full_path())
    runs = published_runs()
    shown = published(runs)
    if not shown:
        return render(request, "berdaya/home/empty.html")
    if (other := elsewhere(request, figures_for(scope))) is not None:
        return other
    view = asked(request.GET, shown)
    rows = read(figures_for(scope), shown, view)
    model = attention_list(kind, shown, view, rows, officers_of(scope), _printed(kind, shown, view, rows))
    result = answer(request, model.listing, model.found)
    if isinstance(result, HttpResponse):
        return result
    return render(request, "berdaya/home/attention.html", {"page": model, "list": result})


def _printed(kind: str, shown: Published, view: Asked, rows: Read) -> Mapping[int, float]:
    """The published index of the villages whose answers contradict it."""
    if kind != attention.CONTRADICTING:
        return {}
    edition = shown.edition(view.family, view.year)
    regions = [row.region_id for row in rows.rows if row.verdict == "inconsistent"]
    return printed_indices(regions, view.year, edition.code, edition.head.code)


@require_safe
def villages_map(request: HttpRequest) -> HttpResponse:
    """The villages with their shapes and what the map shows of them."""
    runs = published_runs()
    shown = published(runs)
    if not shown:
        return JsonResponse({"type": "FeatureCollection", "features": []}, content_type="application/geo+json")
    if (other := elsewhere(request, figures_for(reader(request)))) is not None:
        return other
    view = asked(request.GET, shown)
    etag = f'W/"{standing(runs, stamp(), view, language())[:32]}"'
    if etag in request.headers.get("If-None-Match", ""):
        response: HttpResponse = HttpResponseNotModified()
    else:
        rows = read(figures_for(reader(request)), shown, view)
        measure = Measure(comparison(shown, view, rows).measure.edition)
        places = village_places(shown, view, rows, colouring(measure, view.colour, rows.rows))
        response = JsonResponse(
            {"type": "FeatureCollection", "features": features(places)}, content_type="application/geo+json"
        )
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    return response
