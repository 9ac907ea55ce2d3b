"""The words that columns, rows and maxima go by in mark books; every use of them is a guess."""

from __future__ import annotations

import re

ROLES = {
    "id": "the student's number or id",
    "name": "a student's name",
    "class": "the class",
    "mark": "marks",
    "level": "grades or levels",
    "total": "a total",
    "percent": "a percentage of the total",
    "date": "the date of the check",
    "year": "the year level",
    "group": "a group of students",
    "comment": "comments",
    "private": "private details",
    "ignore": "nothing we need: leave it out",
}
"""What a column can be; the words follow “this column holds …”."""

_WORDS = {
    "id": r"(student|pupil|learner|candidate|admission|enrol\w*|exam|roll|index|nsn|upn|uln|sis|login)?\W*"
    r"(id|ids|no|nr|number|code|identifier|#)|nsn|upn|uln|roll|sis user id|id_student|student_code",
    "name": r"(student|pupil|learner|candidate|full|first|last|given|family|middle|preferred|legal)?\W*"
    r"(name|names|surname|forename|forenames)|student|students|pupil|learner|candidate|"
    r"surname, first|first|last|name\W+\w+|surname\W+first\s?name|last name\W+first name",
    "class": r"class|class\W*(name|code|group|id)|form|form class|tutor group|tutor|homeroom|section|set|"
    r"teaching group|teacher|stream",
    "level": r"((course|final|overall|term|teacher) )?(grade|level|band|achievement|judgement)s?",
    "year": r"year|yr|year\s*(level|group)|grade level|school year",
    "date": r"date|test date|assessment date|date of (the )?(test|check|assessment)|day|when",
    "total": r"(grand |raw |sub\W?|test |final |score )?(total|sum)( marks?| score| points?)?|"
    r"[\w ]+ total|"
    r"overall|raw score|final (score|mark|points)|Σ",
    "percent": r"%|((course|term|unit|test) )?(total |overall |final |score |grade |mark |result )?\W*"
    r"(%|percent|percentage|pct)|(average|avg|mean)( score| mark| %)?|% total|score %",
    "comment": r"comments?|notes?|remarks?|feedback|next steps?|teacher comments?|observations?",
    "private": r".*(e-?mail|phone|mobile|birth|dob|address|parent|caregiver|guardian|whanau contact|photo|"
    r"medical|user ?name).*",
    "group": r"gender|sex|school|cent(re|er)|campus|site|ethnic\w*( group\w*)?|iwi|eal|ell|esol|"
    r"english.learner|sen|send|iep|fsm|pupil premium|pp|disability|language|first language|house|"
    r"attendance\w*( rate)?|prior.band|ethnic_groups|attendance_rate|prior_band",
}
KNOWN = {role: re.compile(pattern, re.I) for role, pattern in _WORDS.items()}
ITEM = re.compile(r"(q|question|item|aufgabe|nr|no|task|part|ex)?\W{0,2}\d{1,3}\W?[a-z]{0,2}", re.I)
SUMMARY = re.compile(
    r"(the )?(class|group|set|year|form|cohort|overall|school|column)?\W*"
    r"(average|avg|mean|median|mode|total|totals|sum|maximum|minimum|max|min|highest|lowest|count|n|"
    r"standard deviation|std\.?( dev(iation)?)?|sd|range|quartile \d|moyenne|durchschnitt|summary|facility)"
    r"( (mark|score|of class|%|for class|correct))?s?\W*",
    re.I,
)
OUT_OF = re.compile(
    r"(?:/|out of|of|max(?:imum)?\.?|marks)?\s*[:=]?\s*(\d+(?:[.,]\d+)?)\s*(?:marks?|points?|pts?|p)?", re.I
)
CLEAR_OUT_OF = re.compile(r"/\s*\d|out of|max|\d\s*(?:marks?|points?|pts?)", re.I)
OUT_OF_ROW = re.compile(
    r"(out of|max(imum)?|possible|(max(imum)?|total|possible|available) (marks?|points?|score)|"
    r"points possible|marks?|points?|worth|available|full marks)\W*",
    re.I,
)
LABEL_OUT_OF = re.compile(
    r"[\(\[]?\s*(?:/|out of|max\.?)\s*(\d+(?:[.,]\d+)?)\s*(?:marks?|points?|pts?)?\s*[\)\]]?$"
    r"|[\(\[]\s*(\d+(?:[.,]\d+)?)\s*(?:marks?|points?|pts?)?\s*[\)\]]$",
    re.I,
)
BLACKBOARD = re.compile(r"\s*\[Total Pts: (up to )?(\d+(?:\.\d+)?)[^\]]*\]\s*(\|\d+)?$", re.I)
MOST_MARKS = 1000


def role_of(label: str) -> str:
    """Return the role that a column's own label names, or ""."""
    return next((role for role, pattern in KNOWN.items() if pattern.fullmatch(label.strip())), "")


def split_out_of(label: str) -> tuple[str, float | None]:
    """Return a label without the number that it is out of ("Quiz 1 (/10)"), and that number."""
    if found := BLACKBOARD.search(label):
        return label[: found.start()], float(found[2]) or None
    match = LABEL_OUT_OF.search(label)
    if not match or not label[: match.start()].strip():
        return label, None
    out_of = float((match[1] or match[2]).replace(",", "."))
    # A large number in brackets is a learning platform's own number of the task.
    return (label, None) if out_of > MOST_MARKS else (label[: match.start()].rstrip(" -–:"), out_of)
