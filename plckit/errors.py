"""Every error a person can meet, in one tree: what happened, what it means, what to do.

    PlckitError
    ├── NotFound          SessionNotFound · WorkbookNotFound · ActivityNotFound · RejoinWordNotFound
    │                     LinkNotFound · GuideNotFound
    ├── Refused           SessionClosed · ActivityNotOpen · NotYours · NotAllowed · TooManyGuesses · NoGroup
    │                     OtherGroup · Removed · DoorShut · SessionFull · CodeChanged · LinkEnded
    │                     KeptInAFile · SentBefore · StillRead
    ├── BadValue          NoSuchGroup · what somebody typed or sent cannot be kept
    ├── BadFile           a file of results cannot be read, and why
    │   └── UnansweredFile    and these questions must be answered first
    ├── SpecError         a workbook asks for something that cannot be
    │   └── NotebookError     and this is the cell
    └── SetupError        FolderNotWritable · PortInUse · PortNotAllowed · SchemaTooNew · SchemaTooOld

May import nothing of plckit.
"""

from __future__ import annotations


class PlckitError(Exception):
    """Something went wrong that a person can understand and mend; `str(error)` is fit for a screen."""

    status = 400
    # Whether an answer refused for this may be sent again later, once the facilitator has opened the door.
    later = False
    # The key of the activity that whoever leads has to look at first, empty where there is none.
    activity = ""


class NotFound(PlckitError):
    """What was asked for is not here."""

    status = 404


class SessionNotFound(NotFound):
    """No session has this join code."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(
            f"There is no session with the code “{code[:12]}”. "
            "Check the code on the screen in the room and try again."
        )


class WorkbookNotFound(NotFound):
    """The folder of workbooks holds no such notebook."""

    def __init__(self, name: str, known: list[str]) -> None:
        self.name, self.known = name, known
        listed = ", ".join(known) if known else "none yet"
        super().__init__(f"There is no workbook “{name}”. Workbooks here: {listed}.")


class GuideNotFound(NotFound):
    """Nobody has written a guide for this workbook."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(
            f"“{name[:80]}” has no guide yet. Whoever keeps plckit can begin one: "
            f"plckit guide sheet {name[:80]} --write"
        )


class ActivityNotFound(NotFound):
    """This workbook has no activity with that key."""

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(f"This workbook has no activity “{key[:60]}”. Reload the page and try again.")


class RejoinWordNotFound(NotFound):
    """Nobody in this session has that rejoin word."""

    def __init__(self) -> None:
        super().__init__(
            "Nobody in this session has that rejoin word. It looks like “blue otter 724”. "
            "Check the spelling, or join again with a name."
        )


class LinkNotFound(NotFound):
    """No personal link has this key."""

    def __init__(self) -> None:
        super().__init__(
            "This link opens nothing. It may have been replaced by another one of yours, or part of it is "
            "missing. Ask for your link at the next meeting."
        )


class Refused(PlckitError):
    """The person may not do this, or not now; *activity* is the one of the page to look at first, if any."""

    status = 403

    def __init__(self, sentence: str, activity: str = "") -> None:
        self.activity = activity
        super().__init__(sentence)


class SentBefore(Refused):
    """A row of evidence comes again under its number, but other words were kept, or none stand any more."""

    def __init__(self) -> None:
        super().__init__(
            "This page was sent before, so what it says now was not kept. Your words are still here: press "
            "Keep it once more to add them as another row."
        )


class LinkEnded(Refused):
    """A personal link was ended, or its enquiry has come to its end."""

    def __init__(self) -> None:
        super().__init__(
            "This link has ended, so nothing can be added here any more. What you added is still in the "
            "log of your enquiry. If the enquiry goes on, ask for your link at the next meeting."
        )


class SessionClosed(Refused):
    """The session is over, so nobody new can come in and nothing changes."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(
            f"The session {code} is closed. If you were in it, use your rejoin word to read your answers."
        )


class ActivityNotOpen(Refused):
    """The facilitator has not opened this activity, or has closed it."""

    later = True

    def __init__(self, prompt: str, key: str) -> None:
        self.key = key
        super().__init__(f"“{prompt}” is not open, so this was not saved. Your words are still in the box.")


class NoGroup(Refused):
    """Somebody writes for a group and is in none."""

    later = True

    def __init__(self, by: str) -> None:
        super().__init__(
            f"You have no {by} yet, so this was not saved. Your words are still in the box. "
            f"Ask the facilitator to give you a {by}."
        )


class OtherGroup(Refused):
    """Somebody wrote this for a group that she is not in any more."""

    def __init__(self, by: str) -> None:
        super().__init__(
            f"You wrote this in another {by}, so it was not saved. Your words are still in the box. "
            f"If they belong to this {by} too, write them again; if not, reload the page."
        )


class Removed(Refused):
    """The facilitator took this person out of the session, and may let her in again."""

    later = True

    def __init__(self) -> None:
        super().__init__(
            "The facilitator has taken you out of this session. What you wrote is kept. "
            "Talk to the facilitator if this is a mistake."
        )


class SessionFull(Refused):
    """More people than any room holds."""

    def __init__(self) -> None:
        super().__init__("This session is full, so nobody new can join. Tell the facilitator.")


class DoorShut(Refused):
    """The facilitator lets nobody new in."""

    def __init__(self) -> None:
        super().__init__(
            "The facilitator has closed the door, so nobody new can join now. Ask for it to be opened. "
            "If you were in before, use your rejoin word."
        )


class CodeChanged(Refused):
    """The join code is an old one."""

    def __init__(self) -> None:
        super().__init__("That code was changed. Ask for the new one, or use your rejoin word.")


class KeptInAFile(Refused):
    """Somebody begins a session of a workbook that two people keep in a file of their own."""

    status = 400

    def __init__(self, title: str, workbook: str) -> None:
        self.workbook = workbook
        super().__init__(
            f"“{title}” is for two people, who keep it in a file of their own, so that nobody "
            f"else can read it. No session of it can be begun: open it at /review/{workbook}"
        )


class StillRead(Refused):
    """What was deleted cannot be wiped from the disk while another program reads the database."""

    status = 409

    def __init__(self) -> None:
        super().__init__(
            "The results are deleted, but another program still reads the database as it was before, "
            "so they can be found on the server's disk. "
            "Close that program, then stop plckit and start it again."
        )


class TooManyGuesses(Refused):
    """Somebody tries one rejoin word after another."""

    status = 429

    def __init__(self) -> None:
        super().__init__("Too many wrong words. Wait half a minute, then try again.")


class NotAllowed(Refused):
    """This seat's role does not include that."""

    def __init__(self, what: str) -> None:
        super().__init__(f"Only the facilitator can {what}.")


class NotYours(Refused):
    """The browser asked for something that belongs to another seat."""

    def __init__(self) -> None:
        super().__init__("This page does not belong to you. Join the session again to get your own.")


class BadValue(PlckitError):
    """What was typed or sent cannot be kept; the sentence says what to change."""


class NoSuchGroup(BadValue):
    """The console asked for a group that is not there."""

    def __init__(self) -> None:
        super().__init__("There is no such group. Reload the console and try again.")


class BadFile(PlckitError):
    """A file of results cannot be read; nothing of it was kept."""

    def __init__(self, name: str, why: str) -> None:
        self.name, self.why = name, why
        super().__init__(f"{name[:80] or 'This file'}: {why}")


class UnansweredFile(BadFile):
    """A file of results cannot be read before one of these questions has another answer."""

    def __init__(self, name: str, why: str, questions: tuple[object, ...]) -> None:
        self.questions = questions
        super().__init__(name, why)


class SpecError(PlckitError):
    """A workbook asks for something that cannot be; the sentence says how to write it."""


class NotebookError(SpecError):
    """A cell of a notebook stops it from becoming a page."""

    def __init__(self, notebook: str, cell: int, problem: str) -> None:
        self.notebook, self.cell, self.problem = notebook, cell, problem
        super().__init__(f"{notebook}, cell {cell}: {problem}")


class SetupError(PlckitError):
    """plckit cannot start here; the sentence says what to change."""


class FolderNotWritable(SetupError):
    """The data folder cannot be written."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        super().__init__(
            f"plckit cannot write in {folder}. Choose another folder with --data, or change its permissions."
        )


class PortInUse(SetupError):
    """Another program listens on this port."""

    def __init__(self, port: int) -> None:
        self.port = port
        super().__init__(
            f"Port {port} is in use by another program. Stop that program, "
            f"or choose another port: plckit serve --port {port + 1 if port < 65535 else 8866}"
        )


class PortNotAllowed(SetupError):
    """This user may not listen on this port."""

    def __init__(self, port: int) -> None:
        self.port = port
        super().__init__(f"This computer does not let you use port {port}. Try: plckit serve --port 8866")


class SchemaTooNew(SetupError):
    """The database was written by a later plckit."""

    def __init__(self, revision: str, database: str) -> None:
        self.revision, self.database = revision, database
        super().__init__(
            f"The database {database} was written by a newer plckit (schema {revision}). "
            "Nothing was changed. Install that newer plckit, or choose another folder with --data."
        )


class SchemaTooOld(SetupError):
    """The database was written by an earlier plckit and must be upgraded first."""

    def __init__(self, revision: str, database: str) -> None:
        self.revision, self.database = revision, database
        super().__init__(
            f"The database {database} was written by an older plckit (schema {revision}). "
            "Nothing was changed. Run “plckit upgrade” once; it keeps a copy of the old file."
        )
