"""Whether a page or only a part of it is asked for."""

from django.http import HttpRequest


def is_partial(request: HttpRequest) -> bool:
    """Whether htmx asks for what it puts into a part of the page."""
    return request.headers.get("HX-Request-Type") == "partial"
