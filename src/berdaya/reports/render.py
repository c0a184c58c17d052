"""Turns the frozen content of a paper into a tagged PDF: the same content gives the same bytes, on any machine.

Typst runs inside the process, with our fonts only, without packages and without a clock. What people typed comes to the
template as data and is never read as markup.
"""

import base64
import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import typst

from berdaya.domain.problems import Problem
from berdaya.reports import letter, qr, village_profile
from berdaya.reports.data import Content

HERE = Path(__file__).resolve().parent
TEMPLATES = HERE / "templates"
FONTS = HERE / "fonts"
KINDS = (village_profile.KIND, letter.KIND)
STANDARD: Final = "ua-1"


@cache
def fonts() -> typst.Fonts:
    """Only the fonts that ship with the product."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])


@cache
def made_with() -> str:
    """A print of everything that decides how a content looks: Typst, the templates, the fonts."""
    program = version("typst")
    found = hashlib.sha256(program.encode())
    for path in sorted([*TEMPLATES.glob("*.typ"), *FONTS.rglob("*.otf")]):
        found.update(path.name.encode())
        found.update(path.read_bytes())
    return f"typst {program} {found.hexdigest()[:12]}"


def render(kind: str, content: Content, moment: datetime) -> bytes:
    """The PDF of a paper of a kind. `moment` is the date that the file carries. Raises `paper.not_printable`."""
    try:
        return typst.compile(
            TEMPLATES / f"{kind}.typ",
            root=TEMPLATES,
            font_paths=fonts(),
            ignore_system_fonts=True,
            sys_inputs={"paper": json.dumps(_with_pictures(content), ensure_ascii=False, sort_keys=True)},
            pdf_standards=STANDARD,
            timestamp=int(moment.timestamp()),
            format="pdf",
        )
    except typst.TypstError as error:
        raise Problem("paper.not_printable", reason=error.message) from error


def _with_pictures(content: Content) -> dict[str, Any]:
    """The content with its pictures in the form the template draws."""
    frame = dict(content["frame"])
    frame["letterhead"] = _with_logo(frame["letterhead"])
    if frame["proof"]:
        frame["proof"] = {**frame["proof"], "qr": qr.svg(frame["proof"]["address"])}
    return {"frame": frame, "body": content["body"]}


def _with_logo(head: Mapping[str, Any] | None) -> dict[str, Any] | None:
    if head is None:
        return None
    logo = list(base64.b64decode(head["logo"])) if head["logo"] else None
    return {**head, "logo": logo}
