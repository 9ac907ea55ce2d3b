"""Text files: which letters, which separator, and the grid (rules X6, X7)."""

from __future__ import annotations

import csv
import re
from collections import Counter
from typing import TYPE_CHECKING

from plckit.data.limits import check_size, too_wide
from plckit.errors import BadFile

if TYPE_CHECKING:
    import pandas as pd

SEPARATORS = ",;\t|"
ENCODINGS = {
    "utf_8": "UTF-8",
    "utf_16": "UTF-16",
    "cp1252": "Windows, Western Europe",
    "cp1257": "Windows, with macrons (ā, ē, ī, ō, ū)",
    "mac_roman": "older Mac",
}
SAMPLE = 200
MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
SEP_LINE = re.compile(r"sep=(.)\r?\n?", re.I)


def encoding(raw: bytes) -> tuple[str, bool]:
    """Return the encoding of a text, and whether that is certain (a byte mark, or valid UTF-8)."""
    for mark, name in MARKS:
        if raw.startswith(mark):
            return name, True
    head = raw[:4096]
    if b"\0" in head:
        low, high = head[1::2].count(0), head[0::2].count(0)
        if max(low, high) > 0.3 * len(head) / 2 and min(low, high) < 0.05 * len(head):
            return ("utf-16-le" if low > high else "utf-16-be"), True
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return _single_byte(raw), False
    return "utf-8", True


def _single_byte(raw: bytes) -> str:
    """Return the likeliest old encoding, judged by the lines that have letters beyond ASCII."""
    from charset_normalizer import from_bytes

    lines = [line for line in raw[: 1 << 20].split(b"\n") if not line.isascii()][:SAMPLE]
    best = from_bytes(b"\n".join(lines), cp_isolation=["cp1252", "mac_roman"]).best()
    return best.encoding if best else "cp1252"


def decoded(name: str, raw: bytes, using: str) -> str:
    """Return the text; raise BadFile where it is no text at all."""
    text = raw.decode(using, errors="replace").removeprefix("\ufeff")
    head = text[:20_000]
    odd = sum(1 for c in head if (c < " " and c not in "\t\r\n\f\v") or c == "\ufffd")
    if odd > 0.02 * len(head) or "\0" in text:
        raise BadFile(name, "this is not a table. Please choose a CSV or spreadsheet file with the marks.")
    start = head.lstrip()[:200].casefold()
    if start.startswith(("<!doctype", "<html", "<table", "<?xml", "{", "[{")):
        raise BadFile(
            name, "this is a web page or program data. Open it in a spreadsheet and save it as .xlsx first."
        )
    return text


def grid(name: str, text: str) -> tuple[pd.DataFrame, str]:
    """Return the cells as text, row labels counted as an editor counts lines, and the separator."""
    import pandas as pd

    skipped, separator = 0, ""
    if first := SEP_LINE.match(text):
        skipped, separator, text = 1, first[1], text[first.end() :]
    separator = separator or best_separator(text)
    check_size(name, text.count("\n"), 1)
    width, lines = 0, 0
    for lines, line in enumerate(text.splitlines(), 1):  # noqa: B007
        width = max(width, line.count(separator))
    too_wide(name, width + 1)
    check_size(name, lines, width + 1)
    table = _parsed(text, separator, width + 1)
    table.index = pd.RangeIndex(skipped + 1, skipped + 1 + len(table))
    return table, separator


def _parsed(text: str, separator: str, width: int) -> pd.DataFrame:
    """Return the cells; a stray quotation mark that would swallow the rest of the file counts as a letter."""
    import io

    import pandas as pd

    for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_NONE):
        try:
            return pd.read_csv(
                io.StringIO(text),
                sep=separator,
                header=None,
                names=list(range(width)),
                index_col=False,
                dtype=object,
                na_filter=False,
                skip_blank_lines=False,
                quoting=quoting,
            )
        except pd.errors.ParserError:
            continue
        except pd.errors.EmptyDataError:
            break
    return pd.DataFrame()


def best_separator(text: str) -> str:
    """Return the separator that cuts most lines into the same number of cells."""
    lines = [line for line in text[: 1 << 18].splitlines()[:SAMPLE] if line.strip()]
    scores = {}
    for separator in SEPARATORS:
        try:
            widths = Counter(len(row) for row in csv.reader(lines, delimiter=separator) if len(row) > 1)
        except csv.Error:  # a cell of more than 128 kB
            continue
        width, count = widths.most_common(1)[0] if widths else (1, 0)
        scores[separator] = count * (width - 1)
    return max(SEPARATORS, key=lambda separator: scores.get(separator, 0))
