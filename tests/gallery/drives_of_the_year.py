"""More rows of `drives.py`: kinds that serve the year's later workbooks."""

from __future__ import annotations

from drives import Drive, box, spoken
from steps import At, Choose, Key

SCHOOL = "Your school (it stands beside your notes, your name does not)"
ON_HILL = "Hill School: Why do some students stop at the first hard step?"
NO = "The answer could be no."
DRAW = (*box("If we …", "draw first"), *box("will …", "Year 9"))

# fmt: off
DRIVES: dict[str, Drive] = {
    "gallery_walk": Drive(
        keys=(*box(SCHOOL, "Hill School"), Choose("My note is on", ON_HILL), At("radio", "I want to try"),
              Key("Space"), Key("ArrowDown"), *box("Your note", "Does it last?"), At("button", "Add"),
              Key("Space")),
        taps=(*box(SCHOOL, "Hill School"), Choose("My note is on", ON_HILL), At("radio", "I wonder"),
              *box("Your note", "Does it last?"), At("button", "Add")),
        kept=["Hill School", {"card": "story-hill", "sort": "wonder", "text": "Does it last?"}],
        hears=(spoken(SCHOOL, "Hill School"), "radiogroup “Sort of note”", "button “Add”",
               spoken("Change: Does it last?", "Does it last?"), "button “Remove: Does it last?”"),
    ),
    "my_link": Drive(
        keys=(), taps=(), kept=[],
        hears=("heading “Your own link”", "button “Make my link”"),
    ),
    "question_builder": Drive(
        keys=(*DRAW, At("checkbox", NO), Key("Space")),
        taps=(*DRAW, At("checkbox", NO)),
        kept=["draw first", "Year 9", True],
        hears=(spoken("If we …", "draw first"), spoken("will …", "Year 9"), f"checkbox “{NO}” checked",
               "“If we draw first, will Year 9 … by …?”"),
    ),
    "turn_log": Drive(
        keys=(*box("What we saw, row 1", "Nine went on"), Key("Tab")),
        taps=box("What we saw, row 1", "Nine went on"),
        kept=["Nine went on"],
        hears=("region “The log so far”", spoken("What we saw, row 1", "Nine went on"), "button “Add a row”"),
    ),
    "variant_form": Drive(
        keys=(*box("Next try, row 1", "Ask by cards"), Key("Tab")),
        taps=box("Next try, row 1", "Ask by cards"),
        kept=["Ask by cards"],
        hears=("region “Your way of learning”", "“Watch and coach”",
               spoken("Next try, row 1", "Ask by cards")),
    ),
}
