"""Kotak: what a person was told, read and put away; and the week in words that can be sent on."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from berdaya.exchange.digest import digest, text
from berdaya.records.inbox import services
from berdaya.records.inbox.selectors import message, messages
from berdaya.web.account.guard import only
from berdaya.web.account.reader import reader
from berdaya.web.measure import language


@require_safe
@only()
def inbox(request: HttpRequest) -> HttpResponse:
    """The messages of who reads, those put away where asked for."""
    archived = request.GET.get("arsip") == "1"
    found = messages(reader(request), archived=archived)
    context = {
        "messages_found": [(one, one.words.in_(language())) for one in found],
        "archived": archived,
        "unread": sum(1 for one in found if not one.read),
    }
    return render(request, "berdaya/inbox/inbox.html", context)


@require_POST
@only()
def opened(request: HttpRequest, message_id: int) -> HttpResponse:
    """Mark a message as read and go where it leads."""
    found = message(reader(request), message_id)
    if found is None:
        raise Http404
    services.mark_read(actor=reader(request), message_ids=[message_id])
    return HttpResponseRedirect(found.href or reverse("inbox"))


@require_POST
@only()
def archived(request: HttpRequest, message_id: int) -> HttpResponse:
    """Put a message away, or take it back."""
    if message(reader(request), message_id) is None:
        raise Http404
    back = request.POST.get("kembalikan") == "1"
    act = services.restore if back else services.archive
    act(actor=reader(request), message_ids=[message_id])
    return HttpResponseRedirect(reverse("inbox") + ("?arsip=1" if back else ""))


@require_POST
@only()
def all_read(request: HttpRequest) -> HttpResponse:
    """Mark everything as read."""
    services.mark_read(actor=reader(request))
    return HttpResponseRedirect(reverse("inbox"))


@require_safe
@only()
def week(request: HttpRequest) -> HttpResponse:
    """The last seven days in the reader's territory, as plain text to copy."""
    found = digest(reader(request), until=timezone.now())
    return render(request, "berdaya/inbox/week.html", {"text": text(found, language())})
