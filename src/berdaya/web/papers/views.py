"""The office's papers: the list, one paper, drafting, issuing, withdrawing, downloading; and the public preview."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from berdaya.domain.problems import Problem
from berdaya.records.access.roles import Role
from berdaya.records.access.scope import Scope
from berdaya.records.audit.log import viewed
from berdaya.records.office.selectors import letterhead, office, signatories
from berdaya.records.papers import selectors, services
from berdaya.records.papers.stamps import Drafted, Printed, Stamp
from berdaya.reports.press import Sheet, issued, preview
from berdaya.web.account.guard import only
from berdaya.web.account.reader import reader
from berdaya.web.lists.answer import answer
from berdaya.web.measure import language
from berdaya.web.navigation import OFFICE
from berdaya.web.papers.forms import IssueForm, LetterForm, WithdrawForm
from berdaya.web.papers.letters import letter
from berdaya.web.papers.listing import listing
from berdaya.web.papers.reading import profile
from berdaya.web.papers.verify import verify_address

ISSUERS = (Role.HEAD, Role.ANALYST)


@require_safe
def profile_preview(request: HttpRequest, code: str) -> HttpResponse:
    """The profile of a village as a PDF without number: its figures are public."""
    made = profile(code, request.GET.get("indeks", ""), request.GET.get("tahun", ""))
    return _pdf(preview(made.sheet, made.moment), f"profil-{made.region.dotted}.pdf")


def _pdf(content: bytes, name: str, *, attached: bool = False) -> HttpResponse:
    how = "attachment" if attached else "inline"
    return HttpResponse(
        content, content_type="application/pdf", headers={"Content-Disposition": f'{how}; filename="{name}"'}
    )


@require_safe
@only(*OFFICE)
def papers(request: HttpRequest) -> HttpResponse:
    """All papers of the reader's territory."""
    scope = reader(request)
    found = answer(request, listing(), selectors.papers(scope))
    if isinstance(found, HttpResponse):
        return found
    context = {"list": found, "may_issue": _may_issue(scope), "series": selectors.series(scope)}
    return render(request, "berdaya/papers/papers.html", context)


def _may_issue(scope: Scope) -> bool:
    return bool(scope.roles & set(ISSUERS))


@require_safe
@only(*OFFICE)
def paper(request: HttpRequest, paper_id: int) -> HttpResponse:
    """One paper, and what can be done with it."""
    return _paper_page(request, paper_id)


def _paper_page(request: HttpRequest, paper_id: int, status: int = 200, **forms: object) -> HttpResponse:
    scope = reader(request)
    try:
        row = selectors.paper(scope, paper_id)
    except Problem as problem:
        raise Http404 from problem
    acting = scope.acting_as(*ISSUERS).covers(row.territory)
    context: dict[str, object] = {"paper": row, "may_issue": acting}
    if row.code:
        context["address"] = verify_address(request, row.code)
    if acting and row.is_draft:
        context["issue"] = _issue_form(scope)
    if acting and row.stands:
        context["withdraw"] = WithdrawForm()
    return render(request, "berdaya/papers/paper.html", {**context, **forms}, status=status)


def _issue_form(scope: Scope, data: Mapping[str, Any] | None = None) -> IssueForm:
    today = timezone.localdate()
    series = [(one.id, f"{one.name}: {one.coming}") for one in selectors.series(scope)]
    signing = [(one.id, f"{one.name}, {one.title}") for one in signatories(today)]
    return IssueForm(data, series=series, signatories=signing, initial={"place": place_of(letterhead().address)})


def place_of(address: str) -> str:
    """The town an address ends in, as a proposal.

    >>> place_of("Jalan Contoh Nomor 1, Muara Kencana 99111"), place_of("")
    ('Muara Kencana', '')
    """
    last = address.rsplit(",", 1)[-1]
    return " ".join(word for word in last.split() if not any(sign.isdigit() for sign in word))[:60]


@require_safe
@only(*OFFICE)
def paper_file(request: HttpRequest, paper_id: int) -> HttpResponse:
    """The PDF of a paper as it was issued; of a draft, its preview."""
    scope = reader(request)
    try:
        row = selectors.paper(scope, paper_id)
        if row.is_draft:
            return _pdf(preview(sheet_of(selectors.drafted(scope, paper_id)), timezone.now()), f"draf-{row.id}.pdf")
        content = selectors.issued_pdf(scope, paper_id)
    except Problem as problem:
        raise Http404 from problem
    viewed(scope, "paper.view", subject=f"paper:{paper_id}", territory=row.territory)
    return _pdf(content, f"surat-{row.code.lower()}.pdf", attached=True)


def sheet_of(draft: Drafted) -> Sheet:
    """A draft as the press takes it."""
    kept = draft.content
    return Sheet(draft.kind, draft.subject, kept["body"], draft.language, kept["source"], kept["size"])


def _kept(sheet: Sheet) -> dict[str, object]:
    return {"body": sheet.body, "source": sheet.source, "size": sheet.size}


@require_POST
@only(*ISSUERS)
def draft_profile(request: HttpRequest, code: str) -> HttpResponse:
    """Keep the profile of a village as a draft, as its figures stand now."""
    made = profile(code, request.POST.get("indeks", ""), request.POST.get("tahun", ""))
    back = reverse("village", args=[made.region.dotted])
    return _drafted(request, made.sheet, made.region.code, back)


def _drafted(request: HttpRequest, sheet: Sheet, territory: str, back: str) -> HttpResponse:
    try:
        paper_id = services.draft_paper(
            actor=reader(request),
            kind=sheet.kind,
            subject=sheet.title,
            territory=territory,
            content=_kept(sheet),
            language=sheet.language,
        )
    except Problem as problem:
        return _refused(request, problem, back)
    messages.success(request, gettext("Draf dibuat. Pilih seri nomor dan penanda tangan untuk menerbitkannya."))
    return HttpResponseRedirect(reverse("paper", args=[paper_id]))


def _refused(request: HttpRequest, problem: Problem, back: str) -> HttpResponse:
    if problem.code == "access.not_allowed":
        raise PermissionDenied from problem
    messages.error(request, problem.message(language()))
    return HttpResponseRedirect(back)


@require_http_methods(["GET", "HEAD", "POST"])
@only(*ISSUERS)
def new_letter(request: HttpRequest) -> HttpResponse:
    """Write a letter; it becomes a draft."""
    form = LetterForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return _drafted(request, letter(form.cleaned_data), _own_territory(reader(request)), reverse("papers"))
    status = 422 if form.is_bound else 200
    return render(request, "berdaya/papers/letter.html", {"form": form}, status=status)


def _own_territory(scope: Scope) -> str:
    """The territory of a letter that is about none in particular: the office's, else the widest the writer holds."""
    acting, card = scope.acting_as(*ISSUERS), office()
    if card is not None and acting.covers(card.regency_code):
        return card.regency_code
    return acting.prefixes[0]


@require_POST
@only(*ISSUERS)
def issue(request: HttpRequest, paper_id: int) -> HttpResponse:
    """Number, sign and print a draft."""
    form = _issue_form(reader(request), request.POST)
    if not form.is_valid():
        return _paper_page(request, paper_id, 422, issue=form)
    given = form.cleaned_data

    def press(draft: Drafted, stamp: Stamp) -> Printed:
        return issued(sheet_of(draft), stamp, verify_address(request, stamp.code))

    def act() -> str:
        number = services.issue_paper(
            actor=reader(request),
            paper_id=paper_id,
            series_id=given["series"],
            signatory_id=given["signatory"],
            place=given["place"],
            press=press,
        )
        return gettext("Terbit dengan nomor %(number)s.") % {"number": number}

    return _done(request, act, reverse("paper", args=[paper_id]))


@require_POST
@only(*ISSUERS)
def withdraw(request: HttpRequest, paper_id: int) -> HttpResponse:
    """Withdraw an issued paper, with a reason."""
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        return _paper_page(request, paper_id, 422, withdraw=form)

    def act() -> str:
        services.withdraw_paper(actor=reader(request), paper_id=paper_id, reason=form.cleaned_data["reason"])
        return gettext("Surat dicabut. Halaman pemeriksaannya mengatakan demikian mulai sekarang.")

    return _done(request, act, reverse("paper", args=[paper_id]))


@require_POST
@only(*ISSUERS)
def discard(request: HttpRequest, paper_id: int) -> HttpResponse:
    """Give a draft up."""

    def act() -> str:
        services.discard_draft(actor=reader(request), paper_id=paper_id)
        return gettext("Draf dibuang. Tidak ada nomor yang terpakai.")

    return _done(request, act, reverse("papers"))


def _done(request: HttpRequest, act: Callable[[], str], back: str) -> HttpResponse:
    """Do something, and say how it went on the page that follows. What the actor may not see is not there for them."""
    try:
        messages.success(request, act())
    except Problem as problem:
        if problem.code == "paper.unknown":
            raise Http404 from problem
        return _refused(request, problem, back)
    return HttpResponseRedirect(back)
