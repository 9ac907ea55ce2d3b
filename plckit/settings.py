"""Where this installation keeps things. May import only `errors`."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from plckit.errors import FolderNotWritable


def default_data() -> Path:
    """Return the user's own data folder, or `PLCKIT_DATA` where that is set."""
    return Path(os.environ.get("PLCKIT_DATA") or platformdirs.user_data_path("plckit", appauthor=False))


def cache() -> Path:
    """Return the folder for what can be made again, such as the chart library's bundle."""
    return Path(os.environ.get("PLCKIT_CACHE") or platformdirs.user_cache_path("plckit", appauthor=False))


def sample_data() -> Path:
    """Return the folder of the sample data: the installed package's, or the checkout's."""
    packed = Path(__file__).with_name("sample_data")
    return packed if packed.is_dir() else Path(__file__).parents[1] / "data"


@dataclass(frozen=True)
class DataFolder:
    """A folder that holds one installation's database and secrets."""

    path: Path

    @classmethod
    def open(cls, path: Path | None = None) -> DataFolder:
        """Return the folder, made if need be and writable by us; raise FolderNotWritable otherwise."""
        folder = (path or default_data()).expanduser().absolute()
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            probe = folder / f".write-{secrets.token_hex(4)}"
            probe.touch()
            probe.unlink()
        except OSError as error:
            raise FolderNotWritable(str(folder)) from error
        return cls(folder)

    @property
    def database_url(self) -> str:
        """The SQLAlchemy URL of the database, a SQLite file in the folder."""
        return f"sqlite:///{self.path / 'plckit.sqlite'}"

    def secret(self, name: str) -> str:
        """Return the secret of that name, made and kept readable by this user alone on first use."""
        file = self.path / f"{name}.secret"
        if not file.exists():
            draft = file.with_suffix(f".{secrets.token_hex(4)}")
            with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as handle:
                handle.write(secrets.token_urlsafe(32))
            try:
                os.link(draft, file)
            except FileExistsError:  # another process was first: its secret is the one
                pass
            except OSError:  # a file system without links, such as a USB stick
                draft.replace(file)
            draft.unlink(missing_ok=True)
        return file.read_text().strip()
