"""What one transaction can do, grouped by what it is about."""

from __future__ import annotations

import sqlalchemy as sa

from plckit.store.artefacts import Artefacts
from plckit.store.communities import Communities
from plckit.store.datasets import Datasets
from plckit.store.enquiries import Enquiries
from plckit.store.entries import Entries
from plckit.store.feed import Feed
from plckit.store.groups import Memberships
from plckit.store.seats import Seats
from plckit.store.sessions import Sessions


class Transaction:
    """An open transaction. Everything read through it is one consistent view."""

    def __init__(self, connection: sa.Connection) -> None:
        self.feed = Feed(connection)
        self.sessions = Sessions(connection, self.feed)
        self.seats = Seats(connection, self.feed)
        self.groups = Memberships(connection, self.feed)
        self.entries = Entries(connection, self.feed)
        self.artefacts = Artefacts(connection)
        self.datasets = Datasets(connection)
        self.enquiries = Enquiries(connection)
        self.communities = Communities(connection)
