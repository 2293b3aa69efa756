"""`handouts figure`: a drawn exercise as a picture file, all of them on a contact sheet, or a new pose on trial."""

from __future__ import annotations

import os
from pathlib import Path

import click

from handouts.build.contact_sheet import contact_sheet, figure_file
from handouts.build.files import write
from handouts.errors import UsageError, did_you_mean
from handouts.figures.drawing.baking import Order, bake_all, drawn, is_fresh, orders
from handouts.figures.picture.baked import FOLDER, BakedFigure
from handouts.figures.picture.palettes import Dress, Palette, coloured, ink_saver
from handouts.library.folders import Workspace
from handouts.library.library import Library
from handouts.programme.picture_key import mirrored
from handouts.records.dose_words import Side
from handouts.records.person import DRAWN_BUILD

ALSO_BAKED: dict[str, tuple[str, ...]] = {  # the routines for pregnancy and for seniors
    "cat-cow": ("pregnant",),
    "pelvic-tilt": ("pregnant",),
    "lying-butterfly": ("older",),
    "cobra": ("older",),
    "knee-to-chest": ("older",),
}


@click.command("figure")
@click.argument("id", metavar="[ID]", required=False)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="FILE.svg, FILE.png or FILE.pdf."
)
@click.option("--side", type=click.Choice(["left", "right"]), default="left", help="The side that works.")
@click.option("--ink-saver", "saving", is_flag=True, help="Line art for black-and-white printers.")
@click.option("--all", "everything", is_flag=True, help="Every figure there is, on a contact sheet.")
@click.option(
    "--contact-sheet", "sheet", type=click.Path(path_type=Path, dir_okay=False), help="FILE.pdf for --all."
)
@click.option("--pose", type=click.Path(path_type=Path), help="Draw a pose file that is not in the library yet.")
@click.option("--bake", is_flag=True, help="Draw every figure anew whose pose, or the engine, has changed.")
def figure_command(
    id: str | None,
    output: Path | None,
    side: Side,
    saving: bool,
    everything: bool,
    sheet: Path | None,
    pose: Path | None,
    bake: bool,
) -> None:
    """Draw an exercise.

    \b
    Example:
      handouts figure clamshell -o clamshell.svg
    """
    workspace = Workspace.at(Path.cwd())
    palette = ink_saver() if saving else coloured(Dress())
    if bake:
        _bake(workspace)
    elif everything:
        _contact_sheet(Library(workspace), palette, sheet or Path("figures.pdf"))
    elif pose is not None:
        _save(_tried(pose), palette, side, output or Path(f"{pose.stem}.pdf"))
    elif id is not None:
        _save(_baked(id, Library(workspace)), palette, side, output or Path(f"{id}.pdf"))
    else:
        raise UsageError("name an exercise, or use --all, --pose or --bake")


def _baked(id: str, library: Library) -> BakedFigure:
    figure = library.figure(id, DRAWN_BUILD)
    if figure is None:
        hint = did_you_mean(id, library.ids("exercises"))
        raise UsageError(f"there is no figure of '{id}'{f'; {hint}' if hint else ''}")
    return figure


def _tried(pose: Path) -> BakedFigure:
    """A pose drawn for the first time; what its solver complains about is shown by line."""
    from handouts.cli.report import print_problems

    try:
        from handouts.figures.posing.pose_file import pose_from
        from handouts.figures.posing.solver import remarks, solve
        from handouts.reading.source import read_source

        source = read_source(pose)
        print_problems(map(source.located, remarks(solve(pose_from(source)))))
        return drawn(pose, DRAWN_BUILD)
    except ImportError as error:
        raise _needs_extra() from error


def _save(figure: BakedFigure, palette: Palette, side: Side, output: Path) -> None:
    if output.suffix not in (".svg", ".png", ".pdf"):
        raise UsageError("the file must end in .svg, .png or .pdf")
    write(output, figure_file(figure, palette, output.suffix, mirrored=mirrored(side)))
    click.echo(f"drawn    {output}")


def _contact_sheet(library: Library, palette: Palette, output: Path) -> None:
    figures = [(id, figure) for id in library.ids("exercises") if (figure := library.figure(id, DRAWN_BUILD))]
    captions = {id: library.exercise(id).text.name for id, _ in figures}
    write(output, contact_sheet([(captions[id], figure) for id, figure in figures], palette))
    click.echo(f"drawn    {output}: {len(figures)} figures")


def _bake(workspace: Workspace) -> None:
    """Bake what is stale into the nearest content folder that has poses."""
    root = next((root for root in workspace.content if (root / "figures").is_dir()), None)
    if root is None:
        raise UsageError("there is no content/figures here")
    poses = sorted((root / "figures").glob("*.yaml"))
    wanted: list[Order] = []
    for path in poses:
        builds = (DRAWN_BUILD, *ALSO_BAKED.get(path.stem, ()))
        wanted.extend(orders([path], builds, root.joinpath(*FOLDER.split("/"))))
    stale = [order for order in wanted if not is_fresh(order)]
    try:
        with click.progressbar(length=len(stale), label=f"{len(stale)} of {len(wanted)} figures to draw") as bar:
            for order, text in bake_all(stale, workers=os.cpu_count() or 1):
                write(order.target, text.encode("utf-8"))
                bar.update(1)
    except ImportError as error:
        raise _needs_extra() from error


def _needs_extra() -> UsageError:
    return UsageError("drawing new figures needs the extra packages: pip install 'handouts[figures]'")
