"""A clinic as its YAML file describes it: name, brand, contact, and the pictures and links it adds."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from handouts.reading.faults import wrong
from handouts.reading.invalid import INVALID
from handouts.reading.validation import Items, Record, Text, YesNo
from handouts.records.fields import Colour, ExerciseId, LanguageTag, LayoutName, Link, PictureFile
from handouts.records.language import ORIGINAL, base_language
from handouts.records.mail_settings import Mail
from handouts.records.person import Person
from handouts.records.prescription import Paper

PasswordPolicy = Literal["ask", "birth-date", "phrase"]


def _in_languages(value: Any) -> Any:
    return value if isinstance(value, dict) else {ORIGINAL: value}


TextInLanguages = Annotated[
    dict[LanguageTag, Text],
    BeforeValidator(_in_languages),
    WithJsonSchema({"type": ["string", "object"], "additionalProperties": {"type": "string"}}),
]
"""A text in one language, or in several: {en: Watch our films, fr: Nos films}."""


def text_in(texts: TextInLanguages, tag: str) -> str:
    """A text in a language; in the first one there is where it has none in that language."""
    return texts.get(tag) or texts.get(base_language(tag)) or next(iter(texts.values()))


class Brand(Record):
    """What makes a sheet the clinic's own."""

    colour: Colour = Field(description="Darkened where it would be too light to read.")
    logo: PictureFile | None = None


class Website(Record):
    """The page that the QR code on page 1 leads to."""

    link: Link
    label: TextInLanguages = Field(min_length=1)


class OwnPicture(Record):
    """A clinic's own picture of one exercise."""

    file: PictureFile
    alt: TextInLanguages = Field(min_length=1, description="What the picture shows, for those who cannot see it.")


class Protect(Record):
    """How sheets that leave the clinic as files are locked; the password itself stands nowhere."""

    by: PasswordPolicy = Field(
        "phrase",
        description="A phrase made for the patient, the patient's birth date, or what the clinician types.",
    )


class Clinic(Record):
    """One clinic."""

    name: Text
    phone: Text
    web: Link | None = None
    address: Items[Text] = ()
    emergency: Text = Field(description="The local emergency number that the stop box names.")
    languages: Items[Text] = ("en",)
    brand: Brand
    website: Website | None = None
    layout: LayoutName = "standard"
    paper: Paper = "a4"
    figure: Person = Field(default_factory=Person, description="Who is drawn in the pictures.")
    ink_saver: YesNo = Field(False, alias="ink-saver", description="Line art for black-and-white printers.")
    email: Mail | None = Field(None, description="How sheets are sent by e-mail: docs/delivery.md.")
    protect: Protect = Field(default_factory=Protect, description="How protected copies are locked.")
    pictures: dict[ExerciseId, OwnPicture] = Field(default_factory=dict)
    videos: dict[ExerciseId, Link] = Field(
        default_factory=dict, description="Exercise id -> address of a video; printed as a QR code."
    )

    @model_validator(mode="after")
    def _mail_in_its_languages(self) -> Clinic:
        for name in ("subject", "body") if self.email and self.languages is not INVALID else ():
            unknown = [word for word in getattr(self.email, name) if word not in self.languages]
            if unknown:
                message = f"has a {name} in a language that the clinic's 'languages' do not name"
                raise wrong("mail-language", message, f"languages: [{', '.join(self.languages)}]", at="email")
        return self
