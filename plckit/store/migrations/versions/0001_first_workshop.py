"""Sessions, pages, seats, phases, entries and the change feed."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the first schema."""
    op.create_table(
        "page",
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_page"),
    )
    op.create_table(
        "session",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("community", sa.String(80), nullable=False),
        sa.Column("workbook", sa.String(120), nullable=False),
        sa.Column("page", sa.String(64), nullable=False),
        sa.Column("step", sa.String(120), nullable=False),
        sa.Column("closed", sa.Boolean, nullable=False),
        sa.Column("shuffle", sa.String(64), nullable=False),
        sa.Column("console_key", sa.String(64), nullable=False),
        sa.Column("projector_key", sa.String(64), nullable=False),
        sa.Column("created", sa.String(32), nullable=False),
        sa.Column("changes", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_session"),
        sa.UniqueConstraint("code", name="uq_session_code"),
        sa.ForeignKeyConstraint(["page"], ["page.digest"], name="fk_session_page"),
    )
    op.create_table(
        "seat",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("session", sa.String(36), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("rejoin", sa.String(60), nullable=False),
        sa.Column("joined", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_seat"),
        sa.UniqueConstraint("session", "rejoin", name="uq_seat_session_rejoin"),
        sa.ForeignKeyConstraint(["session"], ["session.id"], name="fk_seat_session"),
    )
    op.create_table(
        "phase",
        sa.Column("session", sa.String(36), nullable=False),
        sa.Column("activity", sa.String(120), nullable=False),
        sa.Column("phase", sa.String(16), nullable=False),
        sa.PrimaryKeyConstraint("session", "activity", name="pk_phase"),
        sa.ForeignKeyConstraint(["session"], ["session.id"], name="fk_phase_session"),
    )
    op.create_table(
        "entry",
        sa.Column("session", sa.String(36), nullable=False),
        sa.Column("activity", sa.String(120), nullable=False),
        sa.Column("seat", sa.String(36), nullable=False),
        sa.Column("entry", sa.String(64), nullable=False),
        sa.Column("value", sa.JSON),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("session", "activity", "seat", "entry", name="pk_entry"),
        sa.ForeignKeyConstraint(["session"], ["session.id"], name="fk_entry_session"),
        sa.ForeignKeyConstraint(["seat"], ["seat.id"], name="fk_entry_seat"),
    )
    op.create_index("ix_entry_seat", "entry", ["seat"])
    op.create_table(
        "change",
        sa.Column("session", sa.String(36), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("what", sa.String(16), nullable=False),
        sa.Column("activity", sa.String(120)),
        sa.Column("seat", sa.String(36)),
        sa.Column("entry", sa.String(64)),
        sa.Column("op", sa.String(36)),
        sa.Column("value", sa.JSON),
        sa.Column("revision", sa.Integer),
        sa.Column("at", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("session", "number", name="pk_change"),
        sa.UniqueConstraint("session", "op", name="uq_change_session_op"),
        sa.ForeignKeyConstraint(["session"], ["session.id"], name="fk_change_session"),
    )
