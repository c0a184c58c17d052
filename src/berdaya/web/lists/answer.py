"""What a request to a list page is answered with: the list to put into the page, or an Excel file."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext, ngettext

from berdaya.records.audit.log import exported
from berdaya.web.account.reader import reader
from berdaya.web.lists import excel
from berdaya.web.lists.asked import EXPORT, WHOLE, Asked, asked
from berdaya.web.lists.columns import Listing, Row
from berdaya.web.lists.shown import Shown, said, shown
from berdaya.web.lists.sources import Rows, Source, every, with_options
from berdaya.web.provenance import day

MOST_EXPORTED = 200_000
# Anybody may ask for public figures; a country's list in a file is seconds of work, and is for those who signed in.
MOST_FOR_VISITORS = 10_000


def answer(request: HttpRequest, listing: Listing[Row], found: Sequence[Row] | Source[Row]) -> Shown | HttpResponse:
    """The list for the page's template (`{% include "berdaya/lists/list.html" %}`), or an Excel file, which the view
    returns as it is.
    """
    if isinstance(found, Sequence):
        listing = with_options(listing, found)
        source: Source[Row] = Rows(listing, found)
    else:
        source = found
    wanted = asked(request, listing)
    if request.GET.get(listing.prefix + EXPORT) == "xlsx":
        return _excel(request, listing, source, wanted)
    return shown(listing, source, wanted, whole=request.GET.get(listing.prefix + WHOLE) == "1")


def _excel(request: HttpRequest, listing: Listing[Row], source: Source[Row], wanted: Asked) -> HttpResponse:
    held = source.count(wanted.conditions)
    count = min(held, MOST_EXPORTED if request.user.is_authenticated else MOST_FOR_VISITORS)
    rows = every(source, wanted.conditions, wanted.order, count)
    head = excel.Head(str(listing.title), _lines(listing, wanted, count, held))
    with transaction.atomic(), excel.workbook(head, listing.exported, rows) as file:
        exported(reader(request), listing.action, territory=listing.territory, rows=count, note=listing.file_name)
        # Packed, even the longest list is a few megabytes.
        response = HttpResponse(file.read(), content_type=excel.TYPE)
    name = f"{listing.file_name}-{timezone.localdate():%Y%m%d}.xlsx"
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


def _lines(listing: Listing[Any], wanted: Asked, count: int, held: int) -> tuple[str, ...]:
    """What the file says of itself: its filters, its source, its date, its length."""
    filters = "; ".join(f"{name}: {words}" for name, words in said(listing, wanted)) or gettext("tidak ada")
    lines = [
        gettext("Saringan: %(filters)s") % {"filters": filters},
        gettext("Sumber: %(source)s") % {"source": listing.source} if listing.source else "",
        gettext("Diambil %(date)s") % {"date": day(timezone.now())},
        ngettext("%(count)d baris", "%(count)d baris", count) % {"count": count}
        if count == held
        else gettext("Hanya %(count)d dari %(all)d baris: masuk atau saring untuk mendapat semuanya")
        % {"count": count, "all": held},
    ]
    return tuple(line for line in lines if line)
