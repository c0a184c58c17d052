"""Copy pinned browser files and fonts from npm into the package; run by a developer, never at install time.

`python tools/vendor.py` packs each pinned version with npm, takes the named files and writes a `vendor.json` beside them
with their versions, licences and hashes. Raising a version is: change it here, run, read the diff, commit.
"""

import hashlib
import json
import subprocess
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

BERDAYA = Path(__file__).resolve().parent.parent / "src" / "berdaya"
BROWSER = BERDAYA / "web" / "static" / "vendor"
PRESS = BERDAYA / "reports" / "fonts"


@dataclass(frozen=True)
class Package:
    """One pinned package: what to take from it, and where to put it under its folder.

    A file in `named_by_hash` gets its hash into its name, because style sheets refer to it by that name.
    """

    name: str
    folder: str
    version: str
    files: tuple[tuple[str, str], ...]
    named_by_hash: tuple[str, ...] = ()
    target: Path = BROWSER


PACKAGES = (
    Package(
        "@fontsource-variable/source-sans-3",
        "source-sans-3",
        "5.3.0",
        (("files/source-sans-3-latin-wght-normal.woff2", "source-sans-3-latin.woff2"), ("LICENSE", "LICENSE")),
        named_by_hash=("source-sans-3-latin.woff2",),
    ),
    Package("htmx.org", "htmx", "4.0.0", (("dist/htmx.min.js", "htmx.min.js"), ("LICENSE", "LICENSE"))),
    Package(
        "leaflet",
        "leaflet",
        "1.9.4",
        (("dist/leaflet.js", "leaflet.js"), ("dist/leaflet.css", "leaflet.css"), ("LICENSE", "LICENSE")),
    ),
    # The press needs whole fonts; browsers get the small variable one above.
    Package(
        "source-sans",
        "source-sans-3",
        "3.52.0",
        (
            ("OTF/SourceSans3-Regular.otf", "SourceSans3-Regular.otf"),
            ("OTF/SourceSans3-Semibold.otf", "SourceSans3-Semibold.otf"),
            ("LICENSE.md", "LICENSE"),
        ),
        target=PRESS,
    ),
)


def packed(package: Package, folder: Path) -> Path:
    """Fetch the package's archive and return its path."""
    command = ["npm", "pack", "--silent", "--pack-destination", str(folder), f"{package.name}@{package.version}"]
    name = subprocess.run(command, check=True, capture_output=True, text=True, cwd=folder).stdout.strip()
    return folder / name.splitlines()[-1]


def member(archive: Path, name: str) -> bytes:
    """Read one file of an npm archive; its last line break is kept single."""
    with tarfile.open(archive) as tar:
        file = tar.extractfile(f"package/{name}")
        if file is None:
            raise SystemExit(f"{archive.name} has no file {name}.")
        return without_source_map(file.read()) if name.endswith(".js") else file.read()


def without_source_map(code: bytes) -> bytes:
    """Drop the pointer to a source map, which is not copied and would be asked for in vain."""
    lines = code.rstrip().split(b"\n")
    return b"\n".join(line for line in lines if not line.startswith(b"//# sourceMappingURL=")) + b"\n"


def placed_name(package: Package, name: str, content: bytes) -> str:
    if name not in package.named_by_hash:
        return name
    stem, _, ending = name.rpartition(".")
    return f"{stem}.{hashlib.sha256(content).hexdigest()[:12]}.{ending}"


def vendored(package: Package, work: Path) -> dict[str, object]:
    """Write the files of one package and return its line of `vendor.json`."""
    archive = packed(package, work)
    licence = json.loads(member(archive, "package.json"))["license"]
    folder = package.target / package.folder
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    hashes = {}
    for source, name in package.files:
        content = member(archive, source)
        placed = placed_name(package, name, content)
        (folder / placed).write_bytes(content)
        hashes[f"{package.folder}/{placed}"] = hashlib.sha256(content).hexdigest()
    return {"name": package.name, "version": package.version, "licence": licence, "files": hashes}


def main() -> None:
    with tempfile.TemporaryDirectory() as work:
        for target in (BROWSER, PRESS):
            entries = [vendored(package, Path(work)) for package in PACKAGES if package.target == target]
            (target / "vendor.json").write_text(json.dumps(entries, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
