"""Pengguna: the list, one user, inviting, and handing over."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from berdaya.domain.problems import Problem
from berdaya.records.access import codes
from berdaya.records.access.handover import hand_over
from berdaya.records.access.roles import Role
from berdaya.records.access.selectors import PersonCard, people, person
from berdaya.records.access.services import change_user
from berdaya.records.audit.log import viewed
from berdaya.records.inbox.services import tell
from berdaya.web.account.guard import only
from berdaya.web.account.holdings import held
from berdaya.web.account.reader import reader
from berdaya.web.lists.answer import answer
from berdaya.web.measure import language
from berdaya.web.people.answers import about_person, raised
from berdaya.web.people.forms import EraseForm, GrantForm, HandOverForm, InviteForm, PersonForm
from berdaya.web.people.listing import lines, listing
from berdaya.web.people.page import PersonPage, person_page
from berdaya.web.people.places import suggestions

LONGEST = 80
OVERSEERS = (Role.ADMINISTRATOR, Role.AUDITOR)


@require_http_methods(["GET", "HEAD", "POST"])
@only(*OVERSEERS)
def people_page(request: HttpRequest) -> HttpResponse:
    """The people of the reader's territories. A name is looked for by POST, so that it stands in no address and no log."""
    scope = reader(request)
    rows = people(scope)
    sought = " ".join(request.POST.get("nama", "").split())[:LONGEST]
    if sought:
        words = sought.casefold().split()
        rows = [row for row in rows if all(word in f"{row.full_name} {row.username}".casefold() for word in words)]
    result = answer(request, listing(), lines(rows))
    if isinstance(result, HttpResponse):
        return result
    context = {"list": result, "sought": sought, "found": len(rows), "may_invite": Role.ADMINISTRATOR in scope.roles}
    return render(request, "berdaya/people/people.html", context)


@require_safe
@only(Role.ADMINISTRATOR)
def territories(request: HttpRequest) -> HttpResponse:
    """What the field for a territory offers while somebody types."""
    text = " ".join(request.GET.get("territory", "").split())[:LONGEST]
    return render(request, "berdaya/people/suggestions.html", {"found": suggestions(reader(request), text)})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@only(Role.ADMINISTRATOR)
def invite(request: HttpRequest) -> HttpResponse:
    scope = reader(request)
    form = InviteForm(request.POST or None, scope=scope)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        told = {key: given[key] for key in ("username", "full_name", "email", "phone")}
        try:
            issued = codes.invite(actor=scope, **told, **form.given)
            greet(issued.user_id, **form.given)
            return slip(request, issued, told["username"])
        except ValidationError as error:
            form.add_error("username", error.messages[0])
        except Problem as problem:
            form.add_error(None, problem.message(language()))
    return render(request, "berdaya/people/invite.html", {"form": form})


def greet(user_id: int, *, role: str, territory: str, **times: object) -> None:
    """The first message in the inbox of who was invited."""
    tell([user_id], "user.invited", subject=f"{Role(role).label}, {territory or 'Indonesia'}", territory=territory)


def slip(request: HttpRequest, issued: codes.Issued, username: str) -> HttpResponse:
    """The code on paper, this once: it is kept nowhere, so the page cannot be opened again."""
    context = {
        "issued": issued,
        "username": username,
        "person": person(reader(request), issued.user_id),
        "site": request.build_absolute_uri("/masuk/kode-sekali/"),
    }
    return render(request, "berdaya/people/slip.html", context)


def _card(request: HttpRequest, user_id: int) -> PersonCard:
    try:
        return person(reader(request), user_id)
    except Problem as problem:
        raise raised(problem) from problem


@require_http_methods(["GET", "HEAD", "POST"])
@only(*OVERSEERS)
def person_view(request: HttpRequest, user_id: int) -> HttpResponse:
    """One user; a POST writes their name and how they are reached anew."""
    card = _card(request, user_id)
    if request.method == "POST":
        return _changed(request, user_id, card)
    viewed(reader(request), "user.view", subject=f"user:{user_id}", territory=card.territory)
    return render_person(request, card)


def render_person(request: HttpRequest, card: PersonCard, status: int = 200, **forms: Any) -> HttpResponse:
    scope = reader(request)
    page: PersonPage = person_page(card, scope)
    told = {"full_name": card.row.full_name, "email": card.email, "phone": card.phone}
    context = {
        "page": page,
        "form": PersonForm(told),
        "grant_form": GrantForm(scope=scope),
        "erase_form": EraseForm(),
        **forms,
    }
    return render(request, "berdaya/people/person.html", context, status=status)


@about_person
def _changed(request: HttpRequest, user_id: int, card: PersonCard) -> HttpResponse:
    form = PersonForm(request.POST)
    if not form.is_valid():
        return render_person(request, card, status=422, form=form)
    change_user(actor=reader(request), user_id=user_id, **form.cleaned_data)
    messages.success(request, gettext("Data diri tersimpan."))
    return redirect("person", user_id)


@require_http_methods(["GET", "HEAD", "POST"])
@only(Role.ADMINISTRATOR)
@about_person
def handover(request: HttpRequest, user_id: int) -> HttpResponse:
    """Choose who takes over what a user holds, and from which day; all of it goes over in one act."""
    scope, card = reader(request), _card(request, user_id)
    others = [row for row in people(scope) if row.id != user_id and row.state in ("active", "invited", "shut")]
    form = HandOverForm(request.POST or None, takers=[(row.id, f"{row.full_name} ({row.username})") for row in others])
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        moved = hand_over(actor=scope, giver_id=user_id, taker_id=given["taker"], day=given["day"])
        said = gettext("Serah terima tercatat. Peran yang berpindah: %(count)d.")
        messages.success(request, said % {"count": moved})
        return redirect("person", given["taker"])
    context = {"card": card, "form": form, "grants": held(list(card.row.lasting), scope)}
    return render(request, "berdaya/people/handover.html", context)
