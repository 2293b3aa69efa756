"""A protected copy opens with its password and with nothing else, and is otherwise the sheet it was."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Callable
from functools import partial
from pathlib import Path

import page
import pikepdf
import pypdfium2
import pytest

from handouts.delivery.protection import encryption
from handouts.delivery.protection.encryption import protect
from handouts.errors import DeliveryError
from handouts.library.library import Library
from tests.delivery.papers import FINGERPRINT, arabic_sheet, numbered
from tests.delivery.refusals import refusal
from tests.page_reading import read_text

PASSWORD = "maple river 47"
PDF_A, PDF_UA = "http://www.aiim.org/pdfa/ns/", "http://www.aiim.org/pdfua/ns/id/"


@pytest.fixture(scope="module")
def sheet(library: Library) -> bytes:
    """A real sheet with tags, links, embedded fonts, a claim of PDF/A and one of PDF/UA."""
    return arabic_sheet(library)


@pytest.fixture(scope="module")
def copy(sheet: bytes) -> bytes:
    return protect(sheet, PASSWORD)


def opened(pdf: bytes, password: str = PASSWORD) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf), password=password)


# --- who can open it -----------------------------------------------------------------------------------------


def test_the_password_opens_it(copy: bytes, sheet: bytes) -> None:
    with opened(copy) as protected:
        assert len(protected.pages) == 6
    document = pypdfium2.PdfDocument(copy, password=PASSWORD)
    try:
        text = " ".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()
    assert "".join(text.split()) == "".join(read_text(sheet).split())


def test_nothing_else_opens_it(copy: bytes) -> None:
    for wrong in ("", "maple river 48", "Maple river 47", "maple river 47 ", "0"):
        with pytest.raises(pikepdf.PasswordError):
            pytest.fail(f"{wrong!r} opens {opened(copy, wrong)}")
        with pytest.raises(pypdfium2.PdfiumError):
            pytest.fail(f"{wrong!r} opens {pypdfium2.PdfDocument(copy, password=wrong)}")


@pytest.mark.skipif(shutil.which("pdfinfo") is None, reason="poppler is not installed")
def test_poppler_agrees(copy: bytes, tmp_path: Path) -> None:
    (tmp_path / "copy.pdf").write_bytes(copy)

    def look(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["pdfinfo", *words, tmp_path / "copy.pdf"], capture_output=True, text=True, check=False
        )

    for words in ([], ["-upw", "wrong"]):
        run = look(*words)
        assert (run.returncode == 0, "Incorrect password" in run.stderr) == (False, True), words
    run = look("-upw", PASSWORD)
    assert (run.returncode, "Incorrect password" in run.stderr) == (0, False)
    assert "print:yes copy:yes change:no addNotes:yes algorithm:AES-256" in run.stdout
    assert "Tagged:          yes" in run.stdout


def test_it_is_locked_with_aes_256_and_the_owner_has_another_password(copy: bytes) -> None:
    with opened(copy) as protected:
        assert (protected.encryption.R, protected.encryption.bits) == (6, 256)
        assert protected.encryption.stream_method.name == protected.encryption.string_method.name == "aesv3"
        assert (protected.user_password_matched, protected.owner_password_matched) == (True, False)


def test_who_has_the_password_may_read_aloud_print_copy_and_tick_but_not_change(copy: bytes) -> None:
    with opened(copy) as protected:
        allowed = protected.allow
    assert allowed.accessibility
    assert allowed.extract
    assert allowed.print_lowres
    assert allowed.print_highres
    assert allowed.modify_annotation
    assert allowed.modify_form
    assert not allowed.modify_other
    assert not allowed.modify_assembly


def test_each_copy_has_its_own_key(sheet: bytes, copy: bytes) -> None:
    with opened(copy) as one, opened(protect(sheet, PASSWORD)) as other:
        assert one.encryption.encryption_key != other.encryption.encryption_key


# --- what a stranger sees ------------------------------------------------------------------------------------


def test_a_stranger_finds_no_word_of_the_sheet_and_no_trace_of_its_prescription(copy: bytes, sheet: bytes) -> None:
    assert b"Lakeside" in sheet
    assert FINGERPRINT.encode() in sheet
    for trace in (b"Lakeside", b"lakeside.example", b"Exercise", FINGERPRINT.encode(), bytes.fromhex(FINGERPRINT)):
        assert trace.lower() not in copy.lower()
    assert PASSWORD.encode() not in copy


# --- what the patient gets -----------------------------------------------------------------------------------


def spaces_of(pdf: pikepdf.Pdf) -> set[str]:
    """The XML namespaces of everything the file claims of itself."""
    return {name.removeprefix("{").partition("}")[0] for name in pdf.open_metadata()}


def test_the_claim_of_pdf_a_is_dropped_and_that_of_pdf_ua_is_kept(copy: bytes, sheet: bytes) -> None:
    with opened(sheet, "") as before, opened(copy) as after:
        assert {f"{PDF_A}id/", f"{PDF_A}extension/", PDF_UA} <= spaces_of(before)
        assert spaces_of(after) == spaces_of(before) - {f"{PDF_A}id/", f"{PDF_A}extension/"}
        assert b"<pdfaid:" not in after.Root.Metadata.read_bytes()
        assert after.open_metadata()["pdfuaid:part"] == "1"


def test_title_language_and_tags_are_kept(copy: bytes, sheet: bytes) -> None:
    with opened(sheet, "") as before, opened(copy) as after:
        assert after.open_metadata()["dc:title"] == before.open_metadata()["dc:title"]
        assert after.docinfo["/Title"] == before.docinfo["/Title"]
        assert after.Root.Lang == "ar"
        assert after.Root.MarkInfo.Marked
        kinds = [
            [
                item.S
                for item in pdf.objects
                if isinstance(item, pikepdf.Dictionary) and "/S" in item and "/P" in item
            ]
            for pdf in (before, after)
        ]
        assert len(kinds[0]) > 50
        assert sorted(map(str, kinds[0])) == sorted(map(str, kinds[1]))


def test_what_the_password_opens_is_still_pdf_ua(copy: bytes) -> None:
    written = io.BytesIO()
    with opened(copy) as protected:
        protected.save(written)  # the validator takes no password
    report = page.validate_pdf_bytes(written.getvalue(), profile="ua1")
    assert [f"{failure.rule_id} {failure.message}" for failure in report.failures] == []
    assert report.is_compliant


def test_a_sheet_that_claims_nothing_can_be_protected_too() -> None:
    with opened(protect(numbered(2), PASSWORD)) as protected:
        assert len(protected.pages) == 2
        assert "/Metadata" not in protected.Root


# --- what is refused -----------------------------------------------------------------------------------------


def test_a_password_that_would_not_lock_is_refused() -> None:
    for password in ("", "x" * 128, "é" * 64):
        said = refusal(partial(protect, numbered(1), password), DeliveryError)
        assert said == "a password must have 1 to 127 characters", password


def test_the_longest_password_counts_to_its_last_character() -> None:
    copy = protect(numbered(1), "x" * 127)
    with pytest.raises(pikepdf.PasswordError):
        opened(copy, "x" * 126)


def test_a_protected_sheet_is_not_protected_twice(copy: bytes) -> None:
    with pytest.raises(DeliveryError, match="is protected already"):
        protect(copy, "another one")


def test_a_damaged_sheet_is_not_protected() -> None:
    for damaged in (b"", b"garbage", numbered(2)[:300]):
        said = refusal(partial(protect, damaged, PASSWORD), DeliveryError)
        assert "the sheet is damaged" in said, damaged[:20]


# --- it is proved before anyone gets it ----------------------------------------------------------------------


def locked(pdf: bytes, *, user: str = PASSWORD, owner: str = "owner", **more: object) -> bytes:
    """A PDF as careless hands would encrypt it."""
    written = io.BytesIO()
    with opened(pdf, "") as plain:
        plain.save(written, encryption=pikepdf.Encryption(user=user, owner=owner, **more))  # type: ignore[arg-type]
    return written.getvalue()


def without_tags(pdf: bytes) -> bytes:
    written = io.BytesIO()
    with opened(pdf, "") as plain:
        del plain.Root.StructTreeRoot
        plain.save(written)
    return written.getvalue()


CARELESS: dict[str, Callable[[bytes], bytes]] = {
    "open to everyone": lambda pdf: pdf,
    "no user password": lambda pdf: locked(pdf, user=""),
    "no owner password": lambda pdf: locked(pdf, owner=""),
    "another password": lambda pdf: locked(pdf, user="another one"),
    "the owner's too": lambda pdf: locked(pdf, owner=PASSWORD),
    "the owner's only": lambda pdf: locked(pdf, user="another one", owner=PASSWORD),
    "weaker": lambda pdf: locked(pdf, R=4),
    "not printed": lambda pdf: locked(pdf, allow=pikepdf.Permissions(print_highres=False, print_lowres=False)),
    "another sheet": lambda pdf: locked(numbered(6)),
    "a page less": lambda pdf: locked(numbered(5)),
    "without tags": lambda pdf: locked(without_tags(pdf)),
    "garbage": lambda pdf: b"garbage",
}


def test_a_copy_that_is_not_as_promised_is_thrown_away(sheet: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, careless in CARELESS.items():
        copy = careless(sheet)
        monkeypatch.setattr(encryption, "_encrypted", lambda pdf, password, copy=copy: copy)
        said = refusal(partial(protect, sheet, PASSWORD), DeliveryError)
        assert said == "the protected copy did not come out whole, and was thrown away", name


def test_a_copy_that_opens_with_any_password_at_all_is_thrown_away(
    sheet: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encryption, "_opens", lambda pdf, password: password != "")
    with pytest.raises(DeliveryError, match="did not come out whole"):
        protect(sheet, PASSWORD)


def test_a_page_that_draws_something_else_is_noticed(sheet: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(sheet, "") as changed:
        figure = next(item for item in changed.objects if isinstance(item, pikepdf.Stream) and "/BBox" in item)
        figure.write(figure.read_bytes() + b" ")
        written = io.BytesIO()
        changed.save(written)
    monkeypatch.setattr(encryption, "_encrypted", lambda pdf, password: locked(written.getvalue()))
    with pytest.raises(DeliveryError, match="did not come out whole"):
        protect(sheet, PASSWORD)


def test_no_message_tells_the_password(sheet: bytes, copy: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    said = []
    for pdf in (copy, b"garbage"):
        with pytest.raises(DeliveryError) as caught:
            protect(pdf, PASSWORD)
        said.append(f"{caught.value!r} {caught.value.__cause__!r}")
    monkeypatch.setattr(encryption, "_encrypted", lambda pdf, password: pdf)
    with pytest.raises(DeliveryError) as caught:
        protect(sheet, PASSWORD)
    said.append(repr(caught.value))
    assert PASSWORD not in " ".join(said)
