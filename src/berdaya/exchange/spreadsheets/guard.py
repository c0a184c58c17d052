"""Looks at a file before anything opens it: what kind it is, and whether opening it could exhaust the server.

A workbook is a zip of XML. Its parts are counted, their declared sizes added up (a reader never gets more bytes than
a part declares), and each XML part is walked once without building anything: no document type may be declared, so no
entity can grow, and rows, cells and other elements have a limit. What passes here is safe for a library to read.
"""

import io
import zipfile
from dataclasses import dataclass
from xml.parsers import expat

from berdaya.domain.problems import Problem
from berdaya.domain.values import Text

MIB = 1024 * 1024
LARGEST = 10 * MIB  # bytes of a file that is sent
ROWS = 20_000  # of a sheet that is sent, blank ones that are formatted included
PARTS = 1_000
RATIO = 400  # times a part may grow, where it is large at all
LARGE_PART = MIB
OTHER = 150_000  # elements that are neither rows nor cells: styles, merged cells, validations
CELLS_IN_ROW = 16_384
DEPTH = 60
PIECE = 64 * 1024
PLAIN = frozenset({"row", "c", "v", "f", "is", "t", "r", "si"})

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
XML_BEGINS = (b"<", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
# Blanks in any width of letters. Readers skip them before XML, so a part that opens with a page of them is walked too.
BLANKS = b" \t\r\n\x00"
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # others unpack without a limit

TOO_MANY_PARTS = Text("terlalu banyak bagian di dalamnya", "there are too many parts in it")
GROWS = Text("isinya mengembang terlalu besar", "its content grows too large")
PACKED_OTHERWISE = Text("cara pemampatannya tidak biasa", "it is packed in an unusual way")
DECLARES = Text("ada deklarasi dokumen XML di dalamnya", "it declares an XML document type")
TOO_DEEP = Text("susunannya terlalu dalam", "it is nested too deeply")
TOO_MANY = Text("terlalu banyak format atau sel", "there are too many formats or cells")


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a workbook may hold: bytes of all its parts, rows of a sheet, elements of all."""

    unpacked: int
    rows: int
    elements: int


SENT = Limits(80 * MIB, ROWS, 3_000_000)
# What who holds the machine reads from its disk: a whole country fits, a bomb does not.
OWN = Limits(2_000 * MIB, 1_048_576, 200_000_000)


@dataclass(frozen=True, slots=True)
class Inspected:
    """What is known of a workbook before it is opened. `rows` is the most that one sheet holds."""

    rows: int
    has_formulas: bool


def is_workbook(content: bytes) -> bool:
    """Whether the bytes are a zip, as every workbook is; Problem `spreadsheet.*` for other kinds of workbook."""
    if not content:
        raise Problem("spreadsheet.empty")
    if len(content) > LARGEST:
        raise Problem("spreadsheet.too_large", limit=f"{LARGEST // MIB} MB")
    if content.startswith(OLE):
        locked = "EncryptedPackage".encode("utf-16-le") in content
        raise Problem("spreadsheet.encrypted" if locked else "spreadsheet.old_format")
    if content[:512].lstrip().lower().startswith((b"<html", b"<!doctype", b"<table", b"<?xml")):
        raise Problem("spreadsheet.other_kind", found=Text("halaman web atau XML", "a web page or XML"))
    if content.startswith(b"%PDF"):
        raise Problem("spreadsheet.other_kind", found="PDF")
    return content.startswith(b"PK")


def inspect(content: bytes, limits: Limits = SENT) -> Inspected:
    """Refuse a workbook that is damaged, of another kind, or made to exhaust the server; Problem `spreadsheet.*`."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            _check_sizes(parts, len(content), limits)
            _check_kind({part.filename for part in parts})
            return _walk(archive, parts, limits)
    except Problem:
        raise
    except (zipfile.BadZipFile, expat.ExpatError, OSError, EOFError, ValueError, RuntimeError, NotImplementedError):
        raise Problem("spreadsheet.damaged") from None
    except Exception as error:  # zlib.error has no common base with the others, and damage takes many forms
        raise Problem("spreadsheet.damaged") from error


def _check_sizes(parts: list[zipfile.ZipInfo], size: int, limits: Limits) -> None:
    if len(parts) > PARTS:
        raise _unsafe(TOO_MANY_PARTS)
    if sum(part.file_size for part in parts) > limits.unpacked or sum(part.compress_size for part in parts) > size:
        raise _unsafe(GROWS)
    for part in parts:
        if part.compress_type not in METHODS:
            raise _unsafe(PACKED_OTHERWISE)
        if part.flag_bits & 0x1:
            raise Problem("spreadsheet.encrypted")
        if part.file_size > LARGE_PART and part.file_size > RATIO * max(part.compress_size, 1):
            raise _unsafe(GROWS)


def _check_kind(names: set[str]) -> None:
    if "xl/workbook.bin" in names:
        raise Problem("spreadsheet.other_kind", found="Excel Binary (.xlsb)")
    if "content.xml" in names:
        raise Problem("spreadsheet.other_kind", found="OpenDocument (.ods)")
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise Problem("spreadsheet.other_kind", found=Text("arsip zip", "a zip archive"))


def _walk(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo], limits: Limits) -> Inspected:
    counter = _Counter(limits)
    for part in parts:
        with archive.open(part) as stream:
            piece = stream.read(PIECE)
            opening = piece.lstrip(BLANKS)
            if piece and (not opening or opening.startswith(XML_BEGINS)):
                parser = counter.parser()
                while piece:
                    parser.Parse(piece, False)
                    piece = stream.read(PIECE)
                parser.Parse(b"", True)
    return Inspected(counter.most_rows, counter.has_formulas)


class _Counter:
    """Counts what stands in the XML parts and stops at a limit."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.elements = self.other = self.rows = self.most_rows = self.cells = self.depth = 0
        self.has_formulas = False

    def parser(self) -> expat.XMLParserType:
        self.rows = self.depth = 0
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartDoctypeDeclHandler = self.doctype
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        return parser

    def doctype(self, *_: object) -> None:
        raise _unsafe(DECLARES)

    def start(self, name: str, _: object) -> None:
        tag = name.rpartition(" ")[2]
        self.elements += 1
        self.depth += 1
        if tag == "c":
            self.cells += 1
        elif tag == "row":
            self.rows += 1
            self.cells = 0
            self.most_rows = max(self.most_rows, self.rows)
        elif tag == "f":
            self.has_formulas = True
        elif tag not in PLAIN:
            self.other += 1
        if self.depth > DEPTH:
            raise _unsafe(TOO_DEEP)
        if self.rows > self.limits.rows:
            raise Problem("spreadsheet.too_long", limit=self.limits.rows, what=Text("baris", "rows"))
        if self.elements > self.limits.elements or self.other > OTHER or self.cells > CELLS_IN_ROW:
            raise _unsafe(TOO_MANY)

    def end(self, _: str) -> None:
        self.depth -= 1


def _unsafe(reason: Text) -> Problem:
    return Problem("spreadsheet.unsafe", reason=reason)
