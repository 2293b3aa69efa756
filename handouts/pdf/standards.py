"""A tagged document -> one that lasts: PDF/A-2b and PDF/UA-1 metadata, a colour space, and a compact file.

What ISO 19005-2 and ISO 14289-1 ask of the catalog stands here; the file is written by qpdf through pikepdf, which
packs the many small objects of the structure tree into streams: tagging then costs little.
"""

from __future__ import annotations

import hashlib
import io
import time
from functools import cache
from typing import Any, Final, NamedTuple
from xml.sax.saxutils import escape

from handouts.pdf.objects import Objects

SUBJECT: Final = "Home exercise sheet"
CREATOR: Final = "Handouts"
PRODUCER: Final = "Handouts, ReportLab, pikepdf"
_VERSION: Final = "1.7"
_OWN: Final = "urn:handouts:sheet#"


class Identity(NamedTuple):
    """What the file says about itself; never anything about the patient."""

    title: str
    author: str
    language: str
    created: int
    fingerprint: str
    options: str = ""  # what was asked for when it was made, for whoever makes it again


def identify(canvas: Any, identity: Identity) -> None:
    """Give a ReportLab canvas its document information, date and identifier."""
    canvas.setTitle(identity.title)
    canvas.setAuthor(identity.author)
    canvas.setSubject(SUBJECT)
    canvas.setCreator(CREATOR)
    canvas.setProducer(PRODUCER)
    canvas.setViewerPreference("DisplayDocTitle", "true")
    document = canvas._doc
    document._timeStamp = _Stamp(identity.created)
    first = identity.fingerprint
    second = hashlib.md5(first.encode(), usedforsecurity=False).hexdigest()
    document._ID = f"\n[<{first}><{second}>]\n".encode("ascii")


class _Schema(NamedTuple):
    """What PDF/A readers are told of a property that they cannot know (ISO 19005-2 section 6.6.2.3)."""

    title: str
    uri: str
    prefix: str
    name: str
    type: str
    category: str
    description: str


_SCHEMAS: Final = (
    _Schema(
        "PDF/UA identification",
        "http://www.aiim.org/pdfua/ns/id/",
        "pdfuaid",
        "part",
        "Integer",
        "internal",
        "Part of ISO 14289 that the file follows",
    ),
    _Schema(
        "Handouts sheet", _OWN, "handouts", "options", "Text", "external", "What was asked for when it was built"
    ),
)


class _Stamp:
    """The document's date, in the form ReportLab asks for."""

    def __init__(self, created: int) -> None:
        self.t = created
        self.lt = tuple(time.gmtime(created))
        self.YMDhms = self.lt[:6]
        self.dhh = self.dmm = 0
        self.tzname = "UTC"


def describe(document: Any, objects: Objects, identity: Identity) -> None:
    """Give a ReportLab document the metadata, the marks and the colour space of its two standards."""
    catalog = document.Catalog
    catalog.__NoDefault__ = [*catalog.__NoDefault__, "OutputIntents"]
    catalog.MarkInfo = "<</Marked true>>"
    head = "/Type /Metadata /Subtype /XML"
    catalog.Metadata = objects.add_stream(head, _metadata(identity).encode("utf-8"), packed=False)
    profile = objects.add_stream("/N 3", _srgb())
    catalog.OutputIntents = (
        "[<</Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB IEC61966-2.1)"
        f" /Info (sRGB IEC61966-2.1) /DestOutputProfile {profile}>>]"
    )


def archived(data: bytes) -> bytes:
    """The same document in object streams; its identifier stays, and equal input gives equal bytes."""
    import pikepdf

    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as document:
        document.save(
            written,
            min_version=_VERSION,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            deterministic_id=True,
        )
    return written.getvalue()


@cache
def _srgb() -> bytes:
    """An ICC profile of sRGB without a date, so that equal sheets are equal files."""
    from PIL import ImageCms

    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    data[24:36] = bytes([7, 208, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0])  # 1 January 2000
    data[84:100] = bytes(16)  # no profile identifier: it would be a checksum with the date in it
    return bytes(data)


def _metadata(identity: Identity) -> str:
    """The XMP packet."""
    date = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(identity.created))
    language = escape(identity.language, {'"': "&quot;"})
    schemas = "\n".join(_described(schema) for schema in _SCHEMAS)
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:handouts="{_OWN}">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(identity.title)}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{escape(identity.author)}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{SUBJECT}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>{CREATOR}</xmp:CreatorTool>
<xmp:CreateDate>{date}</xmp:CreateDate><xmp:ModifyDate>{date}</xmp:ModifyDate>
<pdf:Producer>{PRODUCER}</pdf:Producer>
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
<handouts:options>{escape(identity.options)}</handouts:options>
</rdf:Description>
<rdf:Description rdf:about=""
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag>{schemas}</rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""


def _described(schema: _Schema) -> str:
    return f"""<rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>{schema.title}</pdfaSchema:schema>
<pdfaSchema:namespaceURI>{schema.uri}</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>{schema.prefix}</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>{schema.name}</pdfaProperty:name><pdfaProperty:valueType>{schema.type}</pdfaProperty:valueType>
<pdfaProperty:category>{schema.category}</pdfaProperty:category>
<pdfaProperty:description>{schema.description}</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li>"""
