"""The commands that make procedures of published pages walkable."""

from pathlib import Path

import click

from flows.errors import FlowsError, printable, shown
from flows.reading.adopted import adopted_in, first_version, is_adopted
from flows.reading.draft import draft
from flows.reading.page_reading import find_pages, read_page
from flows.reading.settings import FILE, file_of


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
def adopt(folder: Path) -> None:
    """Add the procedures of a FOLDER's published pages to its offramp.toml, and print what is missing.

    Each procedure gets an entry; existing entries stay as they are. Once you fill in whose account a procedure is about
    and how it ends, check walks it.

    \b
    Example:
      python -m flows adopt docs/
    """
    published, _ = find_pages([folder], has_guides=False)
    file = folder / FILE
    text, missing = first_version(file, map(read_page, published))
    file.write_text(text, "utf-8")
    for line in missing:
        click.echo(printable(line))
    click.echo(f"{shown(file)}: {len(missing)} added, of {len(published)} page{'' if len(published) == 1 else 's'}.")


@click.command("draft-edition")
@click.argument("page", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def draft_edition(page: Path) -> None:
    """Draft the editions in which the adopted procedures of a PAGE are true, for you to review.

    Each is written to the file that offramp.toml names as the procedure's edition, unless that exists. Until you have
    reviewed the draft and removed its first line, a walk only agrees with its own draft.

    \b
    Example:
      python -m flows draft-edition docs/leaving.md
    """
    file = file_of(page.parent)
    if not file:
        raise FlowsError(f"{shown(page)}: there is no {FILE} above it; write one with: adopt")
    if not is_adopted(page):
        raise FlowsError(f"{shown(file)}: no procedure of {shown(page)} has a persona; write whose account it is about")
    for guide in adopted_in(page, file, with_edition=False):
        edition = file.parent / str(guide.edition)
        title = printable(guide.front.title)
        if edition.suffix != ".toml":
            click.echo(f"{title}: not drafted, since its edition, {guide.edition}, is one that ships")
        elif edition.exists():
            click.echo(f"{title}: not drafted, since {shown(edition)} already exists")
        else:
            edition.write_text(draft(guide), "utf-8")
            click.echo(f"{title}: drafted in {shown(edition)}; review it, then remove its first line")
