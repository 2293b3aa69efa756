"""A finished sheet + a password -> the same sheet, encrypted with AES-256; proved before anyone gets it.

The file is closed to whoever lacks the password, whatever reader they use. To whoever has it, everything a patient
may want stays allowed: reading, reading aloud, copying, printing, ticking and annotating; only changing what the
clinician wrote does not. The owner's password is random and kept by nobody, since an empty one would open the file.
"""

from __future__ import annotations

import hashlib
import io
import secrets
from collections.abc import Iterator
from typing import Any, Final

import pikepdf

from handouts.delivery.soundness import measured
from handouts.errors import DeliveryError

LONGEST: Final = 127  # bytes; the rest of a longer password would be cut off in silence
_ALLOWED: Final = pikepdf.Permissions(modify_assembly=False, modify_other=False)
_PDF_A: Final = (  # the claim itself, and descriptions of other claims, which PDF/A alone asks for
    "http://www.aiim.org/pdfa/ns/id/",
    "http://www.aiim.org/pdfa/ns/extension/",
)
_STAYS: Final = ("/Lang", "/MarkInfo", "/StructTreeRoot", "/ViewerPreferences", "/Metadata")
_BROKEN: Final = "the protected copy did not come out whole, and was thrown away"


def protect(pdf: bytes, password: str) -> bytes:
    """The sheet, to be opened with this password only. Raises DeliveryError; then there is nothing to hand out."""
    if not 0 < len(password.encode("utf-8", "replace")) <= LONGEST:
        raise DeliveryError(f"a password must have 1 to {LONGEST} characters")
    measured(pdf)
    protected = _encrypted(pdf, password)
    _prove(protected, password, pdf)
    return protected


def _encrypted(pdf: bytes, password: str) -> bytes:
    written = io.BytesIO()
    with _opened(pdf) as sheet:
        _drop_archive_claim(sheet)
        # A sheet's identifier is a hash of its prescription, stands in clear, and would let a guess be tested.
        if "/ID" in sheet.trailer:
            del sheet.trailer["/ID"]
        owner = secrets.token_urlsafe(32)
        locks = pikepdf.Encryption(user=password, owner=owner, R=6, aes=True, metadata=True, allow=_ALLOWED)
        sheet.save(written, encryption=locks)
    return written.getvalue()


def _drop_archive_claim(sheet: pikepdf.Pdf) -> None:
    """PDF/A forbids encryption; what the sheet says of PDF/UA, its title and its language stays."""
    if "/Metadata" not in sheet.Root:
        return
    with sheet.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        for name in list(metadata):
            if name.removeprefix("{").partition("}")[0] in _PDF_A:
                del metadata[name]


def _prove(protected: bytes, password: str, original: bytes) -> None:
    """Open the copy as the patient and as a stranger would. Raises DeliveryError when either is not as promised."""
    if _opens(protected, "") or _opens(protected, secrets.token_urlsafe(16)):
        raise DeliveryError(_BROKEN)
    try:
        with pikepdf.open(io.BytesIO(protected), password=password) as copy, _opened(original) as sheet:
            locks = copy.encryption
            locked = locks.R == 6 and locks.bits == 256 and not copy.owner_password_matched
            usable = copy.allow.accessibility and copy.allow.print_highres
            pages = [_digest(page) for page in copy.pages] == [_digest(page) for page in sheet.pages]
            rest = [name in copy.Root for name in _STAYS] == [name in sheet.Root for name in _STAYS]
            if not (locked and usable and pages and rest):
                raise DeliveryError(_BROKEN)
    except (pikepdf.PdfError, pikepdf.PasswordError):
        raise DeliveryError(_BROKEN) from None


def _opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))


def _opens(pdf: bytes, password: str) -> bool:
    try:
        with pikepdf.open(io.BytesIO(pdf), password=password):
            return True
    except (pikepdf.PdfError, pikepdf.PasswordError):
        return False


def _digest(page: pikepdf.Page) -> str:
    """A hash of everything that a page shows: its size, its drawing and all that the drawing uses."""
    digest = hashlib.sha256()
    for part in ("/MediaBox", "/Contents", "/Resources"):
        for token in _tokens(page.obj.get(part), set()):
            digest.update(token)
    return digest.hexdigest()


def _tokens(item: Any, seen: set[tuple[int, int]]) -> Iterator[bytes]:
    if isinstance(item, pikepdf.Object) and item.is_indirect:
        if item.objgen in seen:
            return
        seen.add(item.objgen)
    if isinstance(item, pikepdf.Stream):
        yield item.read_bytes()
    if isinstance(item, pikepdf.Array):
        for part in item:
            yield from _tokens(part, seen)
    elif isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
        for name in sorted(item.keys()):
            if name not in ("/Length", "/Filter", "/DecodeParms"):  # how it is stored, not what it shows
                yield name.encode()
                yield from _tokens(item[name], seen)
    else:
        yield repr(item).encode()
