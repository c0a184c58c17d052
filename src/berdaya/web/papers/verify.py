"""Verifying a paper by its code: what was issued under it, whether it still stands, and whether a PDF is that paper."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from berdaya.records.papers.numbering import grouped, read_code
from berdaya.records.papers.selectors import PublicPaper, verified
from berdaya.web.papers import throttle
from berdaya.web.papers.comparing import LARGEST, HashedUpload, declared_too_large, hashed

LONGEST = 40


def verify_address(request: HttpRequest, code: str) -> str:
    """The public address of a paper's proof: the office's own, where one is set, else the one this request came to."""
    path = reverse("paper-verify", args=[grouped(code)])
    return settings.ADDRESS + path if settings.ADDRESS else request.build_absolute_uri(path)


@require_safe
def verify_form(request: HttpRequest) -> HttpResponse:
    """Where a code is typed; without a code, only the form."""
    typed = request.GET.get("kode", "").strip()
    if not typed:
        return render(request, "berdaya/papers/verify.html")
    return HttpResponseRedirect(reverse("paper-verify", args=[typed[:LONGEST].replace("/", "-")]))


@never_cache
@csrf_exempt  # only out here, so that the file is hashed as it comes in; `_verify` asks for the token
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """What is known of a code. A PDF that is sent is compared and not kept."""
    address = str(request.META.get("REMOTE_ADDR", ""))
    if throttle.is_blocked(address):
        return _page(request, 429, blocked=True, minutes=throttle.WAIT // 60)
    plain = read_code(code[:LONGEST])
    found = verified(plain) if plain else None
    if found is None:
        throttle.note_miss(address)
        return _page(request, 404, unknown=code[:LONGEST])
    if declared_too_large(request):
        return _too_large(request, found)
    return _verify(request, found, hashed(request))


@csrf_protect
def _verify(request: HttpRequest, found: PublicPaper, upload: HashedUpload) -> HttpResponse:
    if request.method != "POST":
        return _known(request, 200, found)
    upload.read()
    if upload.is_too_large:
        return _too_large(request, found)
    if not upload.sha256:
        return _known(request, 422, found, no_file=True)
    return _known(request, 200, found, compared=True, same=upload.sha256 == found.pdf_sha256, sha256=upload.sha256)


def _known(request: HttpRequest, status: int, found: PublicPaper, **context: object) -> HttpResponse:
    return _page(request, status, paper=found, code=grouped(found.code), **context)


def _too_large(request: HttpRequest, found: PublicPaper) -> HttpResponse:
    return _known(request, 413, found, too_large=LARGEST // (1024 * 1024))


def _page(request: HttpRequest, status: int, **context: object) -> HttpResponse:
    return render(request, "berdaya/papers/verify.html", context, status=status)
