"""The fonts of the press are the ones that were pinned, with their licence beside them."""

import hashlib
import json

from berdaya.reports.render import FONTS, fonts


def test_every_font_has_its_pinned_hash() -> None:
    (package,) = json.loads((FONTS / "vendor.json").read_text(encoding="utf-8"))
    assert package["licence"] == "OFL-1.1"
    files = {path.relative_to(FONTS).as_posix() for path in FONTS.rglob("*") if path.is_file()} - {"vendor.json"}
    assert files == set(package["files"])
    for name, sha256 in package["files"].items():
        assert hashlib.sha256((FONTS / name).read_bytes()).hexdigest() == sha256


def test_the_press_finds_both_weights() -> None:
    assert sorted(one.weight for one in fonts().fonts()) == [400, 600]
