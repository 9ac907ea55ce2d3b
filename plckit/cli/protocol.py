"""`plckit protocol list` and `plckit protocol show NAME`: ways of talking, and how to lead one."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from plckit.domain.protocols import Protocol

WIDTH = 88

app = typer.Typer(no_args_is_help=True, help="Ways of talking, round by round.")


@app.command("list")
def every() -> None:
    """Print the name, the minutes and the purpose of each protocol."""
    from plckit.activities.protocol.scripts import names, protocol

    width = max(map(len, names()))
    for name in names():
        one = protocol(name)
        typer.echo(f"{name:<{width}}  {one.minutes:>3} min  {one.purpose}")


@app.command("show")
def show(
    name: Annotated[str, typer.Argument(help="The protocol's name, or a .toml file of your own.")],
) -> None:
    """Print the script of a protocol for whoever leads it."""
    from plckit.activities.protocol.scripts import protocol

    typer.echo("\n".join(_script(protocol(name))))


def _script(one: Protocol) -> list[str]:
    from plckit.domain.protocols import WHO

    lines = [one.title, "=" * len(one.title), *_wrapped(one.purpose), ""]
    lines += [f"{one.minutes} minutes · {one.people}", *_wrapped(f"Roles: {', '.join(one.roles)}"), ""]
    clock = one.clock()
    for number, each in enumerate(one.rounds):
        span = f"{clock[number]}–{clock[number + 1]}"
        lines.append(f"{span:>7}  {number + 1}. {each.title} · {WHO[each.who]}")
        lines += [*_wrapped(each.say, " " * 9), *_wrapped(f"You: {each.facilitator}", " " * 9), ""]
    if one.traps:
        lines += ["Traps", *(line for trap in one.traps for line in _wrapped(f"- {trap}")), ""]
    return [*lines, *_wrapped(f"In the tradition of: {one.tradition}")]


def _wrapped(text: str, indent: str = "") -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=indent, subsequent_indent=indent)
