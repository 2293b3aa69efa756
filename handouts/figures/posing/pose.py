"""The pose language: how one exercise is drawn, in clinical words.

    camera: {azimuth: -82, elevation: 10}
    props: [{kind: mat}]
    target: [gluteus maximus]
    positions:
      - start: on-the-back                       # a shared start position, or `position 1`
        joints: {hip: {flexion: 50}, left knee: {flexion: 104}}
        contacts: {floor: [head, upper back, pelvis, sole, palm]}

Angles are where the solver starts; contacts, holds and directions are what must come true. A word without left
or right means both sides. The room has x forward, y to the left and z up, in cm and degrees.
"""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from handouts.figures.body import anatomy
from handouts.figures.body.anatomy import Freedom
from handouts.reading.validation import AsItems, Record, Text, YesNo

Start = Literal[
    "standing",
    "all-fours",
    "on-the-back",
    "face-down",
    "side-lying-left",
    "side-lying-right",
    "chair",
    "half-kneeling",
    "long-sitting",
    "position 1",
    "position 2",
]
PropKind = Literal[
    "mat", "chair", "stool", "wall", "foam roller", "pillow", "strap", "towel", "stairs", "table", "block"
]
WORD_DIRECTIONS: Final[dict[str, anatomy.Vector]] = {
    "forward": (1, 0, 0),
    "back": (-1, 0, 0),
    "left": (0, 1, 0),
    "right": (0, -1, 0),
    "up": (0, 0, 1),
    "down": (0, 0, -1),
}
FREE: Final = "free"  # takes back a direction, a hold or a meeting of the position it starts from
SURFACES: Final = ("floor", "seat", "wall", "pillow", "step", "table")

Numbers2 = Annotated[tuple[float, float], AsItems]
Numbers3 = Annotated[tuple[float, float, float], AsItems]
Spot3 = Annotated[tuple[float | None, float | None, float | None], AsItems]
Texts = Annotated[tuple[Text, ...], AsItems]


class Camera(Record):
    """Where the picture is taken from; the projection is parallel."""

    azimuth: float = Field(description="0 looks at the room from the front (x), -90 from the person's right.")
    elevation: float = Field(8.0, description="Degrees above the horizon.")


class Prop(Record):
    """A thing in the room. Sizes in cm; what is left out has the size of the ordinary thing."""

    kind: PropKind
    at: Numbers2 | None = Field(
        None, description="Where its middle stands on the floor (chair: of the seat): x, y."
    )
    turn: float = Field(0.0, description="Degrees about the vertical, anticlockwise from above.")
    height: float | None = None
    length: float | None = Field(None, description="Along x before it is turned.")
    width: float | None = Field(None, description="Along y before it is turned.")
    between: Texts = Field((), description="Strap or towel: the places it runs over, end to end.")


class Arrow(Record):
    """A movement: from a place by a distance on the picture, or along a place's way to the next position."""

    origin: Text | None = Field(None, alias="from", description="A place of the body, with `by`.")
    by: Numbers2 | None = Field(None, description="How far it goes on the picture: right, up; in cm.")
    follow: Text | None = Field(None, description="A place whose way between the two positions is drawn.")
    bend: float = Field(0.0, description="Curve of the arrow, as a share of its length; positive to the left.")
    clear: Numbers2 | None = Field(None, description="Shifts it on the picture (cm); else it is placed by itself.")


class Position(Record):
    """One drawn position."""

    start: Start = "standing"
    symmetric: bool | None = Field(None, description="Left and right alike; by itself where nothing is one-sided.")
    joints: dict[str, dict[str, float]] = Field(default_factory=dict)
    contacts: dict[str, Texts] = Field(default_factory=dict, description="Surface: what rests on it.")
    holds: dict[str, Text] = Field(default_factory=dict, description="Place: place; skin against skin.")
    meets: dict[str, Text] = Field(default_factory=dict, description="Place: place; they touch at any angle.")
    at: dict[str, Spot3] = Field(default_factory=dict, description="Place: [x, y, z]; null leaves one free.")
    near: dict[str, Spot3] = Field(default_factory=dict, description="The same, as a wish.")
    keep: Texts = Field((), description="Places that stay where they were in the position named by `start`.")
    directions: dict[str, Text | Numbers3] = Field(
        default_factory=dict, description="Which way a part points: a word or [x, y, z]."
    )
    balance: bool | None = Field(None, description="Free-standing: the weight is above the feet.")
    camera: Camera | None = None
    props: Annotated[tuple[Prop, ...], AsItems] | None = None
    arrows: Annotated[tuple[Arrow, ...], AsItems] = ()
    target: Texts | None = None
    hidden: Texts = Field((), description="What this view cannot show: left hand, face ...")


class Pose(Record):
    """How one exercise is drawn; the captions stand in the exercise."""

    camera: Camera
    props: Annotated[tuple[Prop, ...], AsItems] = ()
    target: Texts = Field((), description="Muscles that glow in the last position.")
    arrangement: Literal["beside", "stacked"] = Field("beside", description="How the positions are set together.")
    mirror: YesNo = Field(False, description="Drawn the other way round, so that left is right.")
    crop: Text | None = Field(None, description="Only what is above this place is drawn.")
    positions: Annotated[tuple[Position, ...], AsItems, Field(min_length=1, max_length=3)]


def freedoms_of(joint: str) -> tuple[tuple[Freedom, ...], bool]:
    """The degrees of freedom of a joint by name, and whether there are two such joints; empty if there is none."""
    found = tuple(freedom for freedom in anatomy.SIDED if freedom.joint == joint)
    if found:
        return found, True
    return tuple(freedom for freedom in (*anatomy.CENTRAL, *anatomy.BODY) if freedom.joint == joint), False


def freedom_for(freedoms: tuple[Freedom, ...], word: str) -> tuple[Freedom, float] | None:
    """The degree of freedom a word speaks of, and its sign."""
    plain = word.replace(" ", "_")
    for freedom in freedoms:
        if plain in (freedom.word, freedom.opposite):
            return freedom, 1.0 if plain == freedom.word else -1.0
    return None
