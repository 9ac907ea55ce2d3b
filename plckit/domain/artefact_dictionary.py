"""The dictionary of artefacts: each type of what workbooks leave behind, with its fields.

Stdlib and plckit.domain only. A new type is one more entry in `TYPES`; a changed one gets a higher schema and
says in `renamed` what its fields were called before.
"""

from __future__ import annotations

from plckit.domain import enquiries
from plckit.domain.artefact_types import ArtefactType, Field, Form, record, rows, text, texts
from plckit.errors import BadValue

CHANGE = {
    "what": "What we will teach in a new way",
    "who": "Who does it",
    "when": "When",
    "sign": "The sign that it worked",
    "check": "We check on",
}
SHARE = {"team": "Our team", "school": "Our school", "schools": "Other schools, too"}

_STARTING = (
    ArtefactType(
        "charter",
        "Ground rules",
        (
            rows(
                "rules",
                "Our rules",
                {"rule": "Rule", "looks_like": "It looks like", "we_say": "We say"},
                must=True,
                most=12,
            ),
            text("purpose", "Why we meet"),
            rows("rota", "Who leads next", {"when": "Date", "who": "Who", "backs": "Backed by"}),
            text("review", "We look at the rules again on"),
        ),
    ),
    ArtefactType("trust-reading", "Trust reading", (record("reading", "How true each line was", must=True),)),
    ArtefactType(
        "attribute-profile",
        "Five-attributes profile",
        (
            record("profile", "Now, and where we want to be"),
            record("practice", "Our own practice"),
            rows(
                "evidence",
                "How sure we are",
                {"line": "Line", "evidence": "Evidence", "next": "Collect next"},
            ),
            text("chosen", "What we work on first", must=True),
            rows("first_step", "First step", {"what": "What", "who": "Who", "when": "By when"}),
        ),
    ),
    ArtefactType(
        "knowledge",
        "Knowledge-bank entry",
        (
            text("citation", "What we read", must=True),
            text("summary", "What it says, in our own words", must=True),
            record("words", "Words that stood out"),
            texts("fits", "Where it fits us"),
            texts("not_fits", "Where it does not"),
            text("next", "What we want to try or find out"),
            rows("links", "Links", {"link": "Link", "about": "What it is"}),
            record("know_enough", "Do we know enough to decide?"),
            record("leaders", "Leaders who learned with us"),
        ),
    ),
    ArtefactType(
        "glossary",
        "Our words",
        (
            rows(
                "terms",
                "What we mean",
                {"term": "Term", "meaning": "What we mean by it", "example": "Example"},
                must=True,
                most=60,
                may=("example",),
            ),
        ),
    ),
    ArtefactType(
        "consensus-record",
        "Consensus record",
        (
            text("proposal", "The proposal"),
            texts("versions", "What it said before"),
            texts("for", "Reasons for", most=40),
            texts("against", "Reasons against", most=40),
            record("result", "The result", must=True),
            texts("doubts", "Doubts on record"),
            rows(
                "commitments",
                "What people promised",
                {"who": "Who", "what": "What", "when": "By when"},
                most=60,
            ),
            text("review", "We look again on"),
        ),
    ),
    ArtefactType(
        "loose-tight-map",
        "Loose–tight map",
        (
            text("purpose", "Every student here will …", must=True),
            rows(
                "tight",
                "Everyone holds to this",
                {"item": "What", "why": "Why", "hands": "Our hands"},
                must=True,
                most=7,
                may=("hands",),
            ),
            rows("loose", "Teams choose", {"item": "What", "guide": "What guides the choice"}),
            record("sorted", "How we sorted the cards"),
            rows(
                "line_up",
                "What does not match yet",
                {"what": "What", "do": "Stop, change or keep for now", "who": "Who", "when": "When"},
            ),
        ),
    ),
)

_LEARNING = (
    ArtefactType(
        "team-compass",
        "Team compass",
        (
            text("team", "Our team"),
            rows(
                "outcomes",
                "What every student must learn, and how we will know",
                {
                    "outcome": "Outcome",
                    "task": "Task that shows it",
                    "enough": "Good enough",
                    "date": "Check on",
                },
                must=True,
                most=12,
            ),
            rows(
                "first_response",
                "In the first week after we see it",
                {"what": "What we do", "who": "Who", "when": "When in the school day"},
            ),
            record("goal", "Our goal"),
            text("question", "The question that steers us", must=True),
        ),
    ),
    ArtefactType(
        "data-story",
        "Data story",
        (
            record("coverage", "Results we looked at"),
            texts("sees", "What we saw", must=True, most=3),
            text("wonder", "What we wonder most"),
            record("tags", "What our questions were about"),
            text("so_what", "What matters most for learning"),
            record("sureness", "How sure we are, 0 to 10"),
            rows("change", "What we change", CHANGE, must=True, most=6),
            texts("codes", "Students who get extra time", most=60, team=True),
        ),
    ),
    ArtefactType(
        "support-plan",
        "Support plan",
        (
            rows(
                "help",
                "The help we give",
                {
                    "who": "Students (codes), and what is missing",
                    "what": "What help, and who gives it",
                    "when": "When in the school day, and how long",
                    "check": "We check on",
                },
                must=True,
                team=True,
            ),
            rows(
                "no_evidence",
                "Not checked yet, and what we do this week",
                {"who": "Students (codes)", "way": "What is in the way", "do": "What we do this week"},
                team=True,
            ),
            record("tests", "The four tests"),
            record("status", "Where each student is", team=True),
        ),
    ),
    ArtefactType(
        "enquiry",
        "Enquiry",
        (
            text("question", "Our question", must=True),
            Field("method", "Our way of learning", Form.CHOICE, must=True, choices=enquiries.TITLES),
            rows("baseline", "Where things stood", enquiries.BASELINE),
            text("wrong", "What would show that we are wrong"),
            rows("plan", "The first turn", enquiries.PLAN | {"need": "What this way of learning needs"}),
            text("measure", "The number we follow"),
            rows(
                "turns",
                "Turn by turn",
                {
                    "change": "The one thing we change",
                    "from": "First day",
                    "shifted": "What had shifted before",
                },
                most=8,
                days=("from",),
            ),
            rows("dates", "When we meet about it", {"what": "What for", "when": "When"}),
            record("sureness", "How sure we are that the change helps, 0 to 10"),
            rows("claims", "What we can say", enquiries.CLAIMS),
            text("known", "What we know now"),
            record("hands", "Should it be part of how we teach?"),
            Field("keep", "Keep, change, drop, or one more turn", Form.CHOICE, choices=enquiries.KEEP),
        ),
    ),
    ArtefactType(
        "story",
        "One-page story",
        (
            text("puzzle", "Our puzzle", must=True),
            text("change", "What we changed", must=True),
            text("evidence", "Our evidence", must=True),
            text("learned", "What we learned", must=True),
            text("limits", "What we cannot be sure of"),
            text("borrow", "What you could borrow", must=True),
            Field("share", "Who may read it", Form.CHOICE, must=True, choices=SHARE),
        ),
    ),
)

_LASTING = (
    ArtefactType(
        "free-together",
        "Free-and-together check",
        (
            record("check", "How it is here"),
            record("dots", "Room and team"),
            record("decide", "Who decides what"),
            rows(
                "ideas",
                "Ideas we built",
                {"idea": "Idea", "helped": "Who it helped", "spread": "How it spread"},
            ),
            texts("expect", "What we expect of each other"),
            text("habit", "The feedback habit we try", must=True),
        ),
    ),
    ArtefactType(
        "sustainability-plan",
        "Sustainability plan",
        (
            rows(
                "jobs",
                "Jobs that keep us going",
                {
                    "job": "Job",
                    "now": "Who does it now",
                    "backup": "Who else could",
                    "head": "Only in one head?",
                },
                must=True,
                most=40,
            ),
            rows(
                "learners",
                "Who learns which job",
                {"job": "Job", "who": "Who", "helper": "With whom", "when": "By when"},
            ),
            rows(
                "levels",
                "Three levels",
                {"row": "Level", "helps": "What helps", "missing": "What is missing"},
            ),
            record("aspects", "Eight things to keep in focus"),
            record("parts", "Do the parts fit?"),
            rows(
                "renewals",
                "Two that renew themselves",
                {"row": "Where", "what": "What we set up", "who": "Who begins", "when": "First time on"},
            ),
        ),
    ),
    ArtefactType(
        "partnership-map",
        "Partnership map",
        (
            rows(
                "partners",
                "Who we work with",
                {
                    "name": "School or organisation",
                    "level": "Ring",
                    "give": "What we give",
                    "get": "What we get",
                    "strength": "How strong",
                    "renew": "We look at it again on",
                },
                must=True,
                most=40,
                may=("give", "get", "renew"),
            ),
        ),
    ),
    ArtefactType(
        "borrow-plan",
        "Borrow plan",
        (
            rows(
                "plan",
                "What we borrow",
                {
                    "from": "School",
                    "what": "What we try",
                    "class": "In whose class",
                    "when": "By when",
                    "host": "Who we ring",
                },
                must=True,
            ),
            rows(
                "tell",
                "When all schools hear how it went",
                {"from": "School", "how": "How", "when": "On which day"},
                must=True,
                may=("from", "how"),
            ),
            record("links", "Which schools met"),
        ),
    ),
)

TYPES: dict[str, ArtefactType] = {one.key: one for one in (*_STARTING, *_LEARNING, *_LASTING)}


def artefact_type(key: str) -> ArtefactType:
    """Return the type with that key; raise BadValue."""
    try:
        return TYPES[key]
    except KeyError:
        raise BadValue(f"There is no artefact called “{key[:60]}”. There are: {', '.join(TYPES)}.") from None
