"""Mark books become tidy results, each in a process of its own: `python -m bench.imports FORM ROWS`."""

from __future__ import annotations

import json
import random
import resource
import subprocess
import sys
import time

from bench.sizes import Sizes
from plckit.data.results import TABLE

ITEMS = 10
CODE = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
FORMS = ("tidy", "wide", "xlsx")


def every_form(sizes: Sizes) -> dict[str, float]:
    """Measure the import of files that become so many rows of results, in each form."""
    numbers: dict[str, float] = {}
    for form in FORMS:
        for rows in sizes.rows if form != "xlsx" else sizes.rows[:2]:
            command = [sys.executable, "-m", "bench.imports", form, str(rows)]
            done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
            numbers |= {f"{form}.{rows}.{what}": number for what, number in json.loads(done.stdout).items()}
    return numbers


def tidy(rows: int) -> bytes:
    """Return a tidy file of so many rows, ITEMS a student, one in twenty without a mark."""
    rng = random.Random(rows)  # noqa: S311
    lines = [",".join(TABLE)]
    for row in range(rows):
        student, item = divmod(row, ITEMS)
        code = "S-" + "".join(CODE[student // len(CODE) ** place % len(CODE)] for place in range(4))
        mark = "absent" if rng.random() < 0.05 else "scored"
        points = "" if mark == "absent" else str(rng.randint(0, 1))
        lines.append(
            f"{code},C{student % 4 + 1},M,2026-03-14,1,Q{item + 1:02},O{item % 4 + 1},1,{points},{mark},"
        )
    return "\n".join(lines).encode()


def table(rows: int) -> list[list[str]]:
    """Return a mark book that becomes so many rows of results, with halves, words and gaps."""
    rng = random.Random(rows)  # noqa: S311
    marks = ["0", "1", "2", "1,5", "2", "1", "Abs", ""]
    made = [["ID", "Name", "Class", *(f"Q{n} (/2)" for n in range(1, ITEMS + 1))]]
    for student in range(rows // ITEMS):
        name = [str(1_000_000 + student), f"Surname{student}, First", f"9{'ABCD'[student % 4]}"]
        made.append([*name, *(rng.choice(marks) for _ in range(ITEMS))])
    return made


def wide(rows: int) -> bytes:
    """Return that mark book as a CSV file with semicolons and decimal commas."""
    return "\n".join(";".join(row) for row in table(rows)).encode("utf-8-sig")


def xlsx(rows: int) -> bytes:
    """Return that mark book as an Excel file."""
    import io

    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("9")
        for at, row in enumerate(table(rows)):
            sheet.write_row(at, 0, [_number(cell) for cell in row])
    return out.getvalue()


def _number(cell: str) -> str | float:
    try:
        return float(cell.replace(",", "."))
    except ValueError:
        return cell


def main() -> None:
    """Import one file and print the seconds it took and the memory it needed."""
    from plckit import data

    form, rows = sys.argv[1], int(sys.argv[2])
    raw = {"tidy": tidy, "wide": wide, "xlsx": xlsx}[form](rows)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.perf_counter()
    made = data.tidy(data.read(raw, f"bench.{form}"))
    seconds = time.perf_counter() - began
    if len(made.results.table) != rows:
        raise RuntimeError(f"{len(made.results.table)} rows came of {rows}.")
    memory = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(json.dumps({"seconds": seconds, "memory": memory}))


if __name__ == "__main__":
    main()
