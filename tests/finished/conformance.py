"""Judges a PDF: two validators of PDF/UA-1 and PDF/A-2b, and the project's own rules for structure and metadata."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any, Final
from xml.etree import ElementTree

import page
import pikepdf
import pikepdf.pdfa

from tests.finished.structure_reading import Tagged
from tests.finished.structure_rules import broken_rules

LENGTH_RULE: Final = "PDFA2B-STREAM-LENGTH-001"
"""page-validation 0.11 finds this wherever a stream's last byte is a carriage return: docs/decisions/tagging.md."""

EXTENSION: Final = frozenset(
    f"XMP {finding} is not permitted"
    for finding in (
        "namespace pdfaExtension=http://www.aiim.org/pdfa/ns/extension/",
        "namespace pdfaSchema=http://www.aiim.org/pdfa/ns/schema#",
        "namespace pdfaProperty=http://www.aiim.org/pdfa/ns/property#",
        "property pdfuaid:part",
        "namespace handouts=urn:handouts:sheet#",
        "property handouts:options",
        "property pdfaExtension:schemas",
    )
)
"""pikepdf.pdfa knows no extension schema; ISO 19005-2, 6.6.2.3, asks for one for pdfuaid and for our options."""

_XMP: Final = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
}
_TOKEN: Final = re.compile(
    rb"\s+|%[^\r\n]*|<<|>>|<[0-9A-Fa-f\s]*>|[\[\]]|/[^\s()<>\[\]{}/%]*|\((?:[^()\\]|\\.|\\\n)*\)|[^\s()<>\[\]{}/%]+",
    re.DOTALL,
)
_STREAM: Final = re.compile(rb"\r?\n")
_AFTER: Final = re.compile(rb"\nendstream\s+endobj")  # as qpdf ends lines: a data byte 13 is no doubt


def violations(pdf: bytes) -> list[str]:
    """Everything that is wrong with a sheet's PDF; empty for one that is PDF/UA-1 and PDF/A-2b as we mean it."""
    return list(judged(pdf))


def judged(pdf: bytes) -> Iterator[str]:
    """The same one by one, what is found fastest first."""
    lengths = wrong_lengths(pdf)
    yield from lengths
    with pikepdf.open(io.BytesIO(pdf)) as document:
        yield from (*_dangers(document), *_metadata(document), *broken_rules(Tagged(document)))
    yield from (failure for failure in validator_failures(pdf) if LENGTH_RULE not in failure or lengths)


def validator_failures(pdf: bytes) -> Iterator[str]:
    """Everything the two validators find wrong."""
    yield from _by_page(pdf)
    yield from _by_pikepdf(pdf)


def _by_page(pdf: bytes) -> Iterator[str]:
    for profile in ("ua1", "2b"):
        try:
            report = page.validate_pdf_bytes(pdf, profile=profile)
        except page.PageError as error:
            yield f"page, {profile}: {error}"
            continue
        yield from (f"page, {profile}: {item.rule_id} {item.message}" for item in report.failures)
        if not report.is_compliant and not report.failures:
            yield f"page, {profile}: not compliant"


def _by_pikepdf(pdf: bytes) -> Iterator[str]:
    findings = [finding.message for finding in pikepdf.pdfa.validate_written(io.BytesIO(pdf), "2b").findings]
    yield from (f"pikepdf: {message}" for message in findings if message not in EXTENSION)
    yield from (f"pikepdf: not found: {message}" for message in sorted(EXTENSION - set(findings)))


def wrong_lengths(pdf: bytes) -> list[str]:
    """The first stream that is not as long as its Length says, by reading the file object by object."""
    place = 0
    while True:
        number, place = _token(pdf, place)
        if number in (b"xref", b"startxref"):
            return []
        _, place = _token(pdf, place)
        keyword, place = _token(pdf, place)
        if keyword != b"obj":
            return [f"there is no object at byte {place}"]
        declared, place = _past_object(pdf, place)
        if declared is None:
            continue
        start = _STREAM.match(pdf, place)
        after = _AFTER.match(pdf, start.end() + declared) if start else None
        if after is None:
            return [f"the stream of object {number.decode()} is not as long as it says"]
        place = after.end()


def _past_object(pdf: bytes, place: int) -> tuple[int | None, int]:
    """A stream's declared length, and where its data begin; for any other object None, and where it ends."""
    depth, declared, before = 0, None, b""
    while True:
        token, place = _token(pdf, place)
        depth += (token == b"<<") - (token == b">>")
        if depth == 1 and before == b"/Length":
            declared = int(token)
        if token == b"stream" and depth == 0:
            return declared if declared is not None else -1, place
        if token in (b"endobj", b""):
            return None, place
        before = token


def _token(pdf: bytes, place: int) -> tuple[bytes, int]:
    """The next token that is neither white space nor a comment, and the place after it; an empty one at the end."""
    while found := _TOKEN.match(pdf, place):
        place = found.end()
        if not (found[0].isspace() or found[0].startswith(b"%")):
            return found[0], place
    return b"", place


def _metadata(document: pikepdf.Pdf) -> Iterator[str]:
    catalog = document.Root
    if "/Metadata" not in catalog:
        yield "there is no XMP metadata"
        return
    packet = ElementTree.fromstring(catalog.Metadata.read_bytes())

    def said(path: str) -> list[str]:
        return [found.text or "" for found in packet.iterfind(f".//{path}", _XMP)]

    title = str(document.docinfo.get("/Title", ""))
    if not title or said("dc:title//rdf:li") != [title]:
        yield "the title in the metadata is not the document's"
    if not catalog.get("/Lang") or said("dc:language//rdf:li") != [str(catalog.Lang)]:
        yield "the language in the metadata is not the document's"
    if (said("pdfuaid:part"), said("pdfaid:part"), said("pdfaid:conformance")) != (["1"], ["2"], ["B"]):
        yield "the metadata does not name both standards"


def _dangers(document: pikepdf.Pdf) -> Iterator[str]:
    if document.is_encrypted:
        yield "the file is encrypted"
    acting: set[Any] = {"/OpenAction", "/AA", "/AcroForm", "/Names"}
    yield from (f"the catalog has {key}" for key in sorted(acting & set(document.Root.keys())))
    yield from ("a page has actions" for sheet in document.pages if "/AA" in sheet.obj)
