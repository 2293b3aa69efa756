"""The drawn figures that ship with the package: complete, fresh, small, and placed without the engine."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest

from handouts.build.one_sheet import make_sheet, prepare
from handouts.build.options import Options
from handouts.cli.figure_command import ALSO_BAKED
from handouts.figures.drawing.baking import Order, is_fresh, orders
from handouts.figures.picture.baked import BakedFigure, read_figure
from handouts.figures.picture.palettes import ink_saver
from handouts.figures.picture.picture import UNITS, Framed, Stroke
from handouts.library.folders import Workspace
from handouts.library.library import Library
from handouts.records.colour import contrast
from tests.conftest import ROOT

LIBRARY = Library(Workspace.at(ROOT))
EXERCISES = LIBRARY.ids("exercises")
BAKED = ROOT / "content" / "figures" / "baked"
POSES = sorted((ROOT / "content" / "figures").glob("*.yaml"))
ORDERS = [order for pose in POSES for order in orders([pose], ("standard", *ALSO_BAKED.get(pose.stem, ())), BAKED)]
KILOBYTE = 1024


def figure_of(exercise: str) -> BakedFigure:
    found = LIBRARY.figure(exercise, "standard")
    assert found is not None
    return found


def test_every_exercise_is_drawn() -> None:
    assert [pose.stem for pose in POSES] == EXERCISES
    assert sorted(path.name for path in BAKED.glob("*.json")) == sorted(order.target.name for order in ORDERS)


@pytest.mark.parametrize("order", ORDERS, ids=[order.target.stem for order in ORDERS])
def test_a_baked_figure_is_fresh(order: Order) -> None:
    assert is_fresh(order), "run 'make figures'"


def test_a_changed_pose_makes_its_figure_stale(tmp_path: Path) -> None:
    pose = tmp_path / "clamshell.yaml"
    said = (ROOT / "content" / "figures" / "clamshell.yaml").read_text()
    target = BAKED / "clamshell.standard.json"
    pose.write_text(said + "# a remark changes nothing\n")
    assert is_fresh(Order(pose, "standard", target))
    pose.write_text(said.replace("azimuth: -", "azimuth: -1", 1))
    assert pose.read_text() != said
    assert not is_fresh(Order(pose, "standard", target))


@pytest.mark.parametrize("exercise", EXERCISES)
def test_there_is_a_caption_for_each_position(exercise: str) -> None:
    assert len(figure_of(exercise).positions) == len(LIBRARY.exercise(exercise).text.pictures)


def test_figures_are_small_in_a_sheet() -> None:
    sizes = {exercise: sum(len(p.stream) for p in figure_of(exercise).positions) for exercise in EXERCISES}
    assert max(sizes.values()) <= 18 * KILOBYTE
    assert sum(sizes.values()) / len(sizes) <= 10 * KILOBYTE


@pytest.mark.parametrize(
    "exercise", [name for name in EXERCISES if name != "nose-to-armpit"]
)  # that one is cropped
def test_a_figure_fills_its_frame(exercise: str) -> None:
    for position in figure_of(exercise).positions:
        points = [(x / UNITS, y / UNITS) for path in position.picture().paths() for x, y in path.points()]
        assert min(x for x, _ in points) >= -1
        assert max(x for x, _ in points) <= position.width + 1
        assert max(y for _, y in points) >= 0.6 * position.height or figure_of(exercise).arrangement == "beside"


def sheet(tmp_path: Path, exercises: str, extra: str = "") -> bytes:
    path = tmp_path / "ls-1.yaml"
    path.write_text(
        "clinic: lakeside\nclinician: {name: Robin Example}\npatient: {name: Kim Sample, id: LS-1}\n"
        f"issued: 2026-11-20\ntracker: off\n{extra}exercises:\n{exercises}"
    )
    return make_sheet(prepare(path, LIBRARY, Options()), LIBRARY, "0" * 32)


def forms(pdf: bytes) -> int:
    """How many form XObjects a PDF holds."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        streams = [found for found in opened.objects if isinstance(found, pikepdf.Stream)]
        return sum(found.get("/Subtype") == "/Form" for found in streams)


def test_a_figure_is_embedded_once_however_often_it_is_drawn(tmp_path: Path) -> None:
    twice = "  - {exercise: clamshell, side: left}\n  - {exercise: clamshell, side: right}\n"
    assert forms(sheet(tmp_path, twice)) == len(figure_of("clamshell").positions)


def test_the_right_side_is_the_left_one_mirrored(tmp_path: Path) -> None:
    def drawn(side: str) -> bytes:
        with pikepdf.open(io.BytesIO(sheet(tmp_path, f"  - {{exercise: clamshell, side: {side}}}\n"))) as opened:
            streams = [page.Contents.read_bytes() for page in opened.pages]
        return next(stream for stream in streams if b"figure" in stream)

    left = [line for line in drawn("left").splitlines() if b"Do" in line]
    right = [line for line in drawn("right").splitlines() if b"Do" in line]
    assert left == right
    assert drawn("left") != drawn("right")
    assert b"\n-" in drawn("right")


def test_the_alternative_text_names_the_side() -> None:
    text = LIBRARY.exercise("clamshell").text
    assert text.on("left").pictures[1].startswith("Left knee")
    assert text.on("right").pictures[1].startswith("Right knee")


def test_ink_saver_pictures_have_no_colour(tmp_path: Path) -> None:
    colours = ink_saver().colours.values()
    assert all(colour[1:3] == colour[3:5] == colour[5:7] for colour in colours)
    assert sheet(tmp_path, "  - cobra\n", "ink-saver: yes\n") != sheet(tmp_path, "  - cobra\n")


def test_the_person_follows_the_clinic_and_the_prescription(tmp_path: Path) -> None:
    brown = sheet(tmp_path, "  - cobra\n", "figure: {skin: brown, hair: grey}\n")
    assert brown != sheet(tmp_path, "  - cobra\n")
    assert len(brown) == pytest.approx(len(sheet(tmp_path, "  - cobra\n")), rel=0.02)


def test_a_sheet_with_figures_needs_no_engine(tmp_path: Path) -> None:
    program = (
        "import sys\n"
        "for name in ('numpy', 'numba', 'scipy', 'shapely', 'contourpy'): sys.modules[name] = None\n"
        "from handouts.cli import main\n"
        "main(['build', 'content/prescriptions/hip-pain.yaml', '--output', sys.argv[1]])\n"
    )
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path)], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "hip-pain.pdf").stat().st_size > 30_000


def test_a_broken_baked_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text("{}")
    with pytest.raises(Exception, match="figure-format"):
        read_figure(tmp_path / "x.json", "x.json")


@pytest.mark.parametrize("exercise", EXERCISES)
def test_a_picture_reads_in_grey_at_four_centimetres(exercise: str) -> None:
    four = 40 / 25.4 * 72
    colours = ink_saver().colours
    assert contrast(colours["ink"], "#ffffff") >= 7
    for position in figure_of(exercise).positions:
        strokes = [part.width for part in position.picture().operations if isinstance(part, Stroke)]
        framed = [part for part in position.picture().operations if isinstance(part, Framed)]
        assert len(framed) == 1, "one silhouette, and everything else inside it"
        assert framed[0].width / UNITS / 2 * four / position.width >= 0.2  # points; half of the line is covered
        assert all(path.closed for path in framed[0].paths)
        assert all(width > 0 for width in strokes)


def test_a_build_that_is_not_drawn_for_all_exercises_is_not_mixed_in(tmp_path: Path) -> None:
    path = tmp_path / "ls-1.yaml"
    head = "clinic: lakeside\nclinician: {name: Robin Example}\n"
    head += "patient: {name: Kim Sample, id: LS-1}\nissued: 2026-11-20\n"
    path.write_text(f"{head}figure: {{build: older}}\nexercises: [cobra, clamshell]\n")
    prepared = prepare(path, LIBRARY, Options())
    assert [problem.code for problem in prepared.problems] == ["figure-build"]
    assert prepared.figures["cobra"] is LIBRARY.figure("cobra", "standard")
    path.write_text(f"{head}figure: {{build: older}}\nexercises: [cobra, knee-to-chest]\n")
    prepared = prepare(path, LIBRARY, Options())
    assert prepared.problems == ()
    assert prepared.figures["cobra"] is LIBRARY.figure("cobra", "older")
