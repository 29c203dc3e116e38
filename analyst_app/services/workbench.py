"""The composition root: builds database, extraction and settings once, and is passed to every service.

Imports neither spaCy nor Qt; what is slow to load is loaded by `warm_up` or when first needed.
"""

import getpass
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from analyst_app.analysis.picture import Ledger
from analyst_app.domain.ontology import Ontology, read_ontology
from analyst_app.domain.reports import Versions
from analyst_app.paths import user_paths
from analyst_app.readers import Reader
from analyst_app.resources import resource
from analyst_app.services.extracting import ExtractionEngine
from analyst_app.services.settings import Settings, load_settings
from analyst_app.storage.database import Database


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Workbench:
    """Everything that a command or a question needs. One to a window or a headless run."""

    database: Database
    engine: ExtractionEngine
    ontology: Ontology
    settings: Settings
    analyst: str
    clock: Callable[[], datetime] = field(default=now)
    ledger: Ledger = field(default_factory=Ledger, repr=False)
    reader: Reader = field(default_factory=Reader, repr=False)

    @classmethod
    def open(
        cls, database: Path, *, create: bool = True, settings: Settings | None = None, analyst: str = "", passphrase: str | None = None
    ) -> "Workbench":
        """Open a database and bring its tables up to date; where there is none, make it if `create` says so.

        With a passphrase the file is an encrypted one.

        Raises:
            DatabaseError: where the file cannot be opened, is no database, or was made by a newer program.
        """
        chosen = settings if settings is not None else load_settings(user_paths())
        return cls(
            database=Database.open(database, create=create, backups=user_paths().backups, passphrase=passphrase),
            engine=ExtractionEngine(chosen.extraction),
            ontology=load_ontology(),
            settings=chosen,
            ledger=Ledger(chosen.days.window_day),
            analyst=analyst or chosen.coding.analyst or _user_name(),
        )

    @property
    def database_path(self) -> Path:
        """The file that decisions are saved in."""
        return self.database.path

    @property
    def ready(self) -> bool:
        """Whether reports can be extracted at once."""
        return self.engine.ready

    def warm_up(self) -> Versions:
        """Load model, lexicons and gazetteer; a second or two, so on the job lane."""
        return self.engine.extractor().versions

    def close(self) -> None:
        """Close the files. The workbench is not used afterwards."""
        self.reader.close()
        self.engine.close()
        self.database.close()


def load_ontology() -> Ontology:
    """The event types as shipped."""
    return read_ontology(tomllib.loads(resource("ontology/event_types.toml").read_text(encoding="utf-8")))


def _user_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # no name in this environment, as in a bare container
        return "analyst"
