"""The first set-up, step by step. Each step is saved by itself, so it can be left and taken up again."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from berdaya.domain.problems import Problem
from berdaya.records.access.scope import SYSTEM, Scope
from berdaya.records.office import selectors, services, setup_key
from berdaya.web.account.reader import reader
from berdaya.web.office import handling, limit, steps, summary
from berdaya.web.office.authority import administers
from berdaya.web.office.forms import KeyForm
from berdaya.web.office.messages import told
from berdaya.web.office.steps import Step

GRANTED = "setup-key-known"


def actor_of(request: HttpRequest) -> Scope | None:
    """Who sets up: whoever wrote the key while there is no user, the administrator afterwards; None is nobody yet."""
    if not setup_key.someone_exists():
        return SYSTEM if request.session.get(GRANTED) else None
    scope = reader(request)
    return scope if administers(scope) else None


def refused(request: HttpRequest) -> HttpResponse:
    """Where somebody goes who may not set up."""
    if not setup_key.someone_exists():
        return redirect("setup")
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    raise PermissionDenied


def done_steps() -> list[str]:
    card = selectors.office()
    done = list(card.steps_done) if card else []
    if setup_key.someone_exists():
        done.append(steps.ADMINISTRATOR.slug)
    return done


@require_http_methods(["GET", "HEAD", "POST"])
def setup(request: HttpRequest) -> HttpResponse:
    """Ask for the key, or lead to the first step that waits."""
    if actor_of(request) is None:
        if setup_key.someone_exists():
            return refused(request)
        return _ask_key(request)
    waiting = steps.first_waiting(done_steps())
    return redirect("setup-step", waiting.slug) if waiting else redirect("setup-done")


def _ask_key(request: HttpRequest) -> HttpResponse:
    form, status = KeyForm(request.POST or None), 200
    if request.method == "POST" and form.is_valid():
        if limit.is_reached(request):
            form.add_error(None, gettext("Terlalu banyak percobaan. Tunggu 15 menit, lalu coba lagi."))
            status = 429
        elif setup_key.fits(form.cleaned_data["key"]):
            request.session.cycle_key()
            request.session[GRANTED] = True
            return redirect("setup")
        else:
            limit.note(request)
            form.add_error("key", told(Problem("setup.key_wrong")))
            status = 403
    return render(request, "berdaya/office/key.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def setup_step(request: HttpRequest, slug: str) -> HttpResponse:
    """One step: its form, or what saving it told."""
    step = steps.find(slug)
    if step is None:
        raise Http404
    actor = actor_of(request)
    if actor is None:
        return refused(request)
    done = done_steps()
    if not steps.is_open(step, done) or (step.once and step.slug in done):
        return redirect("setup")
    if request.method != "POST":
        return _page(request, step, done, handling.form_of(step))
    if "skip" in request.POST and not step.needed:
        services.finish_step(actor=actor, step=step.slug)
        return _onward(step)
    form = handling.form_of(step, request)
    saved = handling.save(step, request, actor, form)
    if saved is None:
        return _page(request, step, done, form, status=422)
    messages.success(request, saved.words)
    if saved.problems or step in (steps.REGIONS, steps.SIGNATORIES, steps.BOUNDARIES):
        # There may be more to add; and what was left out is told before going on.
        return _page(request, step, done_steps(), handling.form_of(step), saved=saved)
    return _onward(step)


def _onward(step: Step) -> HttpResponse:
    at = steps.STEPS.index(step) + 1
    following = [one for one in steps.STEPS[at:] if not (one.once and one.slug in done_steps())]
    return redirect("setup-step", following[0].slug) if following else redirect("setup-done")


def _page(
    request: HttpRequest,
    step: Step,
    done: list[str],
    form: object,
    *,
    saved: handling.Saved | None = None,
    status: int = 200,
) -> HttpResponse:
    back = steps.before(step)
    if back is not None and back.once and back.slug in done:
        back = steps.before(back)
    context = {
        "step": step,
        "number": steps.STEPS.index(step) + 1,
        "of": len(steps.STEPS),
        "places": steps.places(step, done),
        "back": back,
        "form": form,
        "saved": saved,
        "is_done": step.slug in done,
        "problems": [told(problem) for problem in saved.problems] if saved else [],
        **handling.shown(step),
    }
    return render(request, "berdaya/office/step.html", context, status=status)


def setup_done(request: HttpRequest) -> HttpResponse:
    """What there is now, and what to do next."""
    if actor_of(request) is None:
        return refused(request)
    card = selectors.office()
    waiting = steps.first_waiting(done_steps())
    if card is None or (waiting is not None and waiting.needed):
        return redirect("setup")
    context = {"office": card, "waiting": waiting, "territory": summary.territory(card.regency_code)}
    return render(request, "berdaya/office/done.html", context)
