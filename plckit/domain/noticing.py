"""What a note can be asked about: whether it gives a reason, or tells who somebody is (rule P10).

These are questions to the writer, never refusals, so a wrong guess costs one glance. The patterns are for
Python and for browsers alike (flags: ignore case but for what stands in “(?-i:…)”, Unicode): a view gets them
in its spec and has none of its own. Stdlib only; may import nothing of plckit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

REASON_WORDS = (
    "because",
    "since",
    "due to",
    "so that",
    "as a result",
    "that is why",
    "that's why",
    "caused?",
    "causes",
    "the reason",
    "owing to",
    "thanks to",
    "therefore",
    "leads to",
    "led to",
    "explains?",
)
"""Words that give a reason, as patterns; descriptions do without them (step 3 of the data discussion)."""

_BEFORE, _AFTER = "(?<![a-z0-9'’])", "(?![a-z0-9])"

REASON = f"{_BEFORE}(?:{'|'.join(REASON_WORDS)}){_AFTER}".replace(" ", "[ ]+").replace("'s", "['’]s")
"""The pattern of a reason word that stands by itself."""

# Years in which students of today were born; who is younger is found by the word “born”.
_YEAR, _DAY = "(?:19[0-9]{2}|20[01][0-9])", "[0-3]?[0-9]"
_MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}[.]?"

# Two words with capitals side by side are taken for a name, but where one is a word that lessons, calendars
# and beginnings of sentences are full of: a question at each “Number Facts” would be read by nobody.
NO_NAMES = """
a an the in on at for from with when then after before if by to as of and but or so also not no yes only
both all any some most many few each every more less one two three four five six seven eight nine ten first
second third next last new we they he she it you my our your their his her its this that these those here
there what where who how why which can could would let please monday tuesday wednesday thursday friday
saturday sunday january february march july september october november december spring summer autumn winter
easter christmas year grade class form set group team term week day period lesson unit topic module step
part section page book sheet card cards slide slides room school college primary secondary high middle level
key stage check test quiz exam exit ticket task tasks question questions item items problem problems answer
answers outcome outcomes marks score scores result results homework practice review feedback number numbers
fact facts maths math mathematics english reading writing spelling grammar science biology chemistry physics
history geography art music drama french german spanish latin māori te reo computing technology fraction
fractions decimal decimals percent percentage percentages ratio ratios rate rates place value times table
tables bar bars model models line lines chart charts graph graphs area angle angles shape shapes word words
strategy strategies teaching learning language education student students teacher teachers learner learners
everybody everyone nobody wrong right correct red blue green white black yellow google microsoft khan
academy zealand kingdom states america australia
""".split()
_BIG, _SMALL = "A-ZÀ-ÖØ-ÞĀ-Ž", "a-zß-öø-ÿā-ž"
_NO_NAME = "|".join(word.capitalize() for word in NO_NAMES)
_NAME = f"(?!(?:{_NO_NAME})(?![{_SMALL}]))[{_BIG}](?:['’][{_BIG}])?[{_SMALL}]+(?:['’-][{_BIG}]?[{_SMALL}]+)*"
FULL_NAME = f"(?-i:(?<![{_BIG}{_SMALL}0-9'’-])(?:{_NAME}(?:[ ]+|(?![{_BIG}{_SMALL}0-9'’-]))){{2}})"

PERSONAL = {
    "a first name and a surname": FULL_NAME,
    "an e-mail address": "[a-z0-9._%+-]{1,64}@[a-z0-9-]{1,63}(?:[.][a-z0-9-]{2,63}){1,4}",
    "a phone or student number": (
        "(?<![0-9a-z.,/-])(?:"
        "[+](?:[ ()-]{0,2}[0-9]){7,15}"
        "|[(]?0[0-9]{1,4}[)]?(?!-[0-9]{2}-[0-9]{4})(?=(?:[ -]?[0-9]){6})(?:[ -]?[0-9]{2,8}){1,5}"
        "|[(]?[0-9]{3}[)]?[ -][0-9]{3}[ -][0-9]{4}"
        "|[0-9]{7,15}"
        ")(?![0-9a-z])"
    ),
    "a birth date": (
        f"(?<![0-9a-z])(?:{_DAY}(?:st|nd|rd|th)?[ ./-]{{1,2}}(?:[01]?[0-9]|{_MONTH})[ ,./-]{{1,2}}{_YEAR}"
        f"|{_MONTH}[ ]{_DAY}(?:st|nd|rd|th)?,?[ ]{_YEAR}"
        f"|{_YEAR}[./-][01]?[0-9][./-]{_DAY}"
        "|(?:born|birthday|birth[ -]?date|date of birth|d[.]?o[.]?b)[ a-z:.,]{0,20}[0-9]+"
        ")(?![0-9])"
    ),
}
"""What tells who somebody is: {what it looks like: pattern}."""


def personal_details(text: str, names: Iterable[str] = ()) -> list[str]:
    """Return what in *text* may tell who a student is, in words; [] where nothing does (rule P10).

    *names* are those of a roster, where there is one; a name counts where it stands as a word of its own.
    """
    found = [what for what, pattern in PERSONAL.items() if re.search(pattern, text, re.IGNORECASE)]
    named = (re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE) for name in names if name)
    return [*found, "a name from the roster"] if any(named) else found
