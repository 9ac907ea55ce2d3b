"""`plckit artefacts export` and `import`: what a community's workbooks left behind, as a file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from plckit.cli.options import Data
from plckit.errors import BadValue
from plckit.settings import DataFolder

app = typer.Typer(
    no_args_is_help=True, help="What workbooks left behind: write it to a file, read it from one."
)

JsonFile = Annotated[Path, typer.Argument(help="The file, such as plckit-year-9-team.json.")]


@app.command("export")
def export(
    community: Annotated[str, typer.Argument(help="Whose artefacts.")],
    file: JsonFile,
    stories: Annotated[bool, typer.Option(help="Only stories that other schools may read.")] = False,
    data: Data = None,
) -> None:
    """Write all artefacts of COMMUNITY to a new FILE; what is for the team only is left out."""
    folder = DataFolder.open(data)
    from plckit.sessions import passing_on
    from plckit.store.schema import open_store

    if file.exists():
        raise BadValue(f"{file} is there already. Choose another name, so that nothing is lost.")
    store = open_store(folder.database_url)
    try:
        found = store.read(lambda tx: tx.artefacts.versions(community)).result()
        school = store.read(lambda tx: tx.communities.schools()).result().get(community, community)
    finally:
        store.close()
    if not found:
        raise BadValue(f"“{community}” keeps nothing here. Check the name: each letter counts.")
    try:
        kept = passing_on.for_other_schools(found) if stories else found
        file.write_text(
            passing_on.as_file(community, reversed(kept), school if stories else ""), encoding="utf-8"
        )
    except OSError as error:
        raise BadValue(f"{file} cannot be written. Check its name and where it is.") from error
    typer.echo(f"Wrote {file}")


@app.command("import")
def bring_in(
    file: JsonFile,
    community: Annotated[str, typer.Option(help="Who keeps them from now on.")],
    data: Data = None,
) -> None:
    """Keep what is in FILE and COMMUNITY does not have yet: all of it, or nothing."""
    folder = DataFolder.open(data)
    from plckit.sessions import passing_on
    from plckit.sessions.clock import utc_now
    from plckit.sessions.convening import community_name
    from plckit.store.schema import open_store

    name = community_name(community)
    try:
        with file.open("rb") as opened:
            content = opened.read(passing_on.LARGEST + 1)
    except OSError as error:
        raise BadValue(f"{file} cannot be read. Check its name and where it is.") from error
    found = passing_on.from_file(content, utc_now())
    store = open_store(folder.database_url)
    try:
        new = store.write(passing_on.take_in, name, found).result()
    finally:
        store.close()
    typer.echo(f"New: {new}. Here already: {len(found) - new}.")
