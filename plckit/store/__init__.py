"""The database: the only home of SQLAlchemy and Alembic. May import `domain`, `settings` and `errors`."""
