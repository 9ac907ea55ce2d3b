"""The tables. A new column goes here, into a migration, and into a dump of the schema for the tests."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# A compiled workbook, pinned to the sessions that use it; never changed.
page = Table(
    "page",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("content", Text, nullable=False),
)

session = Table(
    "session",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("code", String(40), nullable=False, unique=True),
    Column("community", String(80), nullable=False),
    Column("workbook", String(120), nullable=False),
    Column("page", String(64), ForeignKey("page.digest"), nullable=False),
    Column("step", String(120), nullable=False, default=""),
    Column("closed", Boolean, nullable=False, default=False),
    Column("shuffle", String(64), nullable=False),
    Column("console_key", String(64), nullable=False),
    Column("projector_key", String(64), nullable=False),
    Column("created", String(32), nullable=False),
    Column("begins", String(32), nullable=False, server_default=""),
    Column("ends", String(32), nullable=False, server_default=""),
    Column("paused", Boolean, nullable=False, server_default="0"),
    Column("shut", Boolean, nullable=False, server_default="0"),
    Column("recovery", String(64), nullable=False, server_default=""),
    # The number of the latest change; counted up inside the transaction that writes it.
    Column("changes", Integer, nullable=False, default=0),
)

# Join codes that were changed: nobody joins by them any more, and no session gets one of them again.
past_code = Table(
    "past_code",
    metadata,
    Column("code", String(40), primary_key=True),
    Column("session", String(36), ForeignKey("session.id"), nullable=False),
)

# People, screens and groups: whoever can own an entry.
seat = Table(
    "seat",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("session", String(36), ForeignKey("session.id"), nullable=False),
    Column("role", String(16), nullable=False),
    Column("name", String(80), nullable=False),
    Column("rejoin", String(60), nullable=False),
    Column("joined", String(32), nullable=False),
    # SQLite keeps a longer text as it is: how long it may be, plckit.domain.people says.
    Column("table", String(12), nullable=False, server_default=""),
    Column("job", String(40), nullable=False, server_default=""),
    Column("grouping", String(8), nullable=False, server_default=""),
    Column("removed", Boolean, nullable=False, server_default="0"),
    UniqueConstraint("session", "rejoin"),
)

# Who is in which group since when; `pen` marks the one whose device writes.
member = Table(
    "member",
    metadata,
    Column("session", String(36), ForeignKey("session.id"), primary_key=True),
    Column("seat", String(36), ForeignKey("seat.id"), primary_key=True),
    Column("grouping", String(8), primary_key=True),
    Column("group", String(36), ForeignKey("seat.id"), nullable=False),
    Column("pen", Boolean, nullable=False, server_default="0"),
    Column("since", String(32), nullable=False, server_default=""),
)

phase = Table(
    "phase",
    metadata,
    Column("session", String(36), ForeignKey("session.id"), primary_key=True),
    Column("activity", String(120), primary_key=True),
    Column("phase", String(16), nullable=False),
)

# The latest revision of everything anybody put in; `value` null means taken back, `hidden` is the
# facilitator's doing.
entry = Table(
    "entry",
    metadata,
    Column("session", String(36), ForeignKey("session.id"), primary_key=True),
    Column("activity", String(120), primary_key=True),
    Column("seat", String(36), ForeignKey("seat.id"), primary_key=True),
    Column("entry", String(64), primary_key=True),
    Column("value", JSON(none_as_null=True)),
    Column("revision", Integer, nullable=False),
    Column("at", String(32), nullable=False),
    Column("hidden", Boolean, nullable=False, server_default="0"),
    Index("ix_entry_seat", "seat"),
)

# Everything that happened in a session, in order; earlier words stay here.
change = Table(
    "change",
    metadata,
    Column("session", String(36), ForeignKey("session.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("what", String(16), nullable=False),
    Column("activity", String(120)),
    Column("seat", String(36)),
    Column("entry", String(64)),
    Column("op", String(36)),
    Column("value", JSON(none_as_null=True)),
    Column("revision", Integer),
    Column("at", String(32), nullable=False),
    UniqueConstraint("session", "op"),
    # What the latest step, reset or spotlight was is asked often, and answers are most of the log.
    Index("ix_change_what", "session", "what", "activity", "number"),
)

# Results of students that a community works with. `content` is gone once it was deleted; the row stays, as
# the record of what was kept, why, for whom, and until when.
dataset = Table(
    "dataset",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("community", String(80), nullable=False),
    Column("title", String(120), nullable=False),
    Column("what", String(16), nullable=False),
    Column("day", String(10), nullable=False),
    Column("students", Integer, nullable=False),
    Column("purpose", String(200), nullable=False),
    Column("audience", String(200), nullable=False),
    Column("delete_by", String(10), nullable=False),
    Column("synthetic", Boolean, nullable=False),
    Column("added", String(32), nullable=False),
    Column("deleted", String(32), nullable=False, server_default=""),
    Column("coverage", JSON(none_as_null=True)),
    Column("content", LargeBinary),
    Index("ix_dataset_community", "community"),
)

# How a community's files of one shape are to be read; offered again for the next one.
mapping = Table(
    "mapping",
    metadata,
    Column("community", String(80), primary_key=True),
    Column("shape", String(64), primary_key=True),
    Column("content", JSON(none_as_null=True), nullable=False),
    Column("at", String(32), nullable=False),
)

# What workbooks leave behind, a row a version; never changed.
artefact = Table(
    "artefact",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("community", String(80), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("schema", Integer, nullable=False),
    Column("session", String(36), ForeignKey("session.id")),
    Column("workbook", String(120), nullable=False),
    Column("page", String(64), nullable=False),
    Column("group", String(60), nullable=False),
    Column("at", String(32), nullable=False),
    Column("see", String(16), nullable=False),
    Column("covers", JSON(none_as_null=True), nullable=False),
    Column("synthetic", Boolean, nullable=False),
    Column("content", JSON(none_as_null=True), nullable=False),
    Index("ix_artefact_community", "community", "kind", "at"),
)

# Personal links by which people add evidence to an enquiry between meetings; only the key's hash is kept.
enquiry_link = Table(
    "enquiry_link",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("token", String(64), nullable=False, unique=True),
    Column("community", String(80), nullable=False),
    Column("enquiry", String(36), nullable=False),
    Column("session", String(36), ForeignKey("session.id"), nullable=False),
    Column("seat", String(36), ForeignKey("seat.id"), nullable=False),
    Column("name", String(80), nullable=False),
    Column("made", String(32), nullable=False),
    Column("ended", String(32), nullable=False, server_default=""),
    UniqueConstraint("enquiry", "seat"),
)

# What people added by their links, a row a wording: `gone` is when it was replaced or taken back, and
# `replaced` the row that says it now.
evidence = Table(
    "evidence",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("enquiry", String(36), nullable=False),
    Column("link", String(36), ForeignKey("enquiry_link.id"), nullable=False),
    Column("turn", Integer, nullable=False),
    Column("day", String(10), nullable=False),
    Column("did", Text, nullable=False),
    Column("saw", Text, nullable=False),
    Column("means", Text, nullable=False),
    Column("number", String(80), nullable=False),
    Column("url", String(500), nullable=False),
    Column("at", String(32), nullable=False),
    Column("gone", String(32), nullable=False, server_default=""),
    Column("replaced", String(36), nullable=False, server_default=""),
    Index("ix_evidence_enquiry", "enquiry", "at"),
    Index("ix_evidence_link", "link"),
)

# Which school a community belongs to, once a coach has said so.
community = Table(
    "community",
    metadata,
    Column("name", String(80), primary_key=True),
    Column("school", String(80), nullable=False),
)
