"""Verifying a paper by its code: what was issued under it, whether it still stands, and whether a PDF is that paper."""

import hashlib

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from berdaya.records.papers.numbering import grouped, read_code
from berdaya.records.papers.selectors import PublicPaper, verified
from berdaya.web.papers import throttle
from berdaya.web.papers.forms import CompareForm, VerifyForm

LARGEST = 10 * 1024 * 1024  # bytes
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
        return render(request, "berdaya/papers/verify.html", {"form": VerifyForm()})
    return HttpResponseRedirect(reverse("paper-verify", args=[typed[:LONGEST].replace("/", "-")]))


@never_cache
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
    if request.method != "POST":
        return _page(request, 200, paper=found, code=grouped(found.code), compare=CompareForm())
    return _compared(request, found)


def _compared(request: HttpRequest, found: PublicPaper) -> HttpResponse:
    form = CompareForm(request.POST, request.FILES)
    context = {"paper": found, "code": grouped(found.code), "compare": form}
    if not form.is_valid():
        return _page(request, 422, **context)
    file = form.cleaned_data["file"]
    if file.size > LARGEST:
        return _page(request, 413, too_large=LARGEST // (1024 * 1024), **context)
    sha256 = _hash(file)
    return _page(request, 200, same=sha256 == found.pdf_sha256, sha256=sha256, compared=True, **context)


def _hash(file: UploadedFile[bytes]) -> str:
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    return digest.hexdigest()


def _page(request: HttpRequest, status: int, **context: object) -> HttpResponse:
    return render(request, "berdaya/papers/verify.html", {"form": VerifyForm(), **context}, status=status)
