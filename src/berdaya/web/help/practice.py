"""The practice installation put back to how it began. On any other installation this address does not exist."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from berdaya.demo.practice import put_back
from berdaya.web.account.guard import only


@require_POST
@only()
def reset(request: HttpRequest) -> HttpResponse:
    """Forget everything that was practised. Everybody is signed out, for the sessions begin anew too."""
    if not settings.PRACTICE:
        raise Http404
    put_back()
    request.session.flush()
    messages.success(request, gettext("Latihan dimulai lagi dari awal. Masuk sekali lagi."))
    return HttpResponseRedirect(reverse("sign-in"))
