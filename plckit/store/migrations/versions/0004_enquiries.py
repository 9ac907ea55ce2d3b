"""Evidence that people add to an enquiry between meetings, each by a link of their own."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def _text(name: str, length: int, *, default: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=False, server_default="" if default else None)


def upgrade() -> None:
    """Add the two tables."""
    op.create_table(
        "enquiry_link",
        _text("id", 36),
        _text("token", 64),
        _text("community", 80),
        _text("enquiry", 36),
        _text("session", 36),
        _text("seat", 36),
        _text("name", 80),
        _text("made", 32),
        _text("ended", 32, default=True),
        sa.PrimaryKeyConstraint("id", name="pk_enquiry_link"),
        sa.UniqueConstraint("token", name="uq_enquiry_link_token"),
        sa.UniqueConstraint("enquiry", "seat", name="uq_enquiry_link_enquiry_seat"),
        sa.ForeignKeyConstraint(["session"], ["session.id"], name="fk_enquiry_link_session"),
        sa.ForeignKeyConstraint(["seat"], ["seat.id"], name="fk_enquiry_link_seat"),
    )
    op.create_table(
        "evidence",
        _text("id", 36),
        _text("enquiry", 36),
        _text("link", 36),
        sa.Column("turn", sa.Integer, nullable=False),
        _text("day", 10),
        sa.Column("did", sa.Text, nullable=False),
        sa.Column("saw", sa.Text, nullable=False),
        sa.Column("means", sa.Text, nullable=False),
        _text("number", 80),
        _text("url", 500),
        _text("at", 32),
        _text("gone", 32, default=True),
        _text("replaced", 36, default=True),
        sa.PrimaryKeyConstraint("id", name="pk_evidence"),
        sa.ForeignKeyConstraint(["link"], ["enquiry_link.id"], name="fk_evidence_link"),
    )
    op.create_index("ix_evidence_enquiry", "evidence", ["enquiry", "at"])
    op.create_index("ix_evidence_link", "evidence", ["link"])
