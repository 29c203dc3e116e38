"""The queue of reports: in which order they come, what is set aside, where the analyst stopped."""

import json
import logging
from pathlib import Path

from analyst_app.domain.errors import UserError
from analyst_app.domain.review import QueueChoice, QueueOrder
from analyst_app.paths import Paths, make_private
from analyst_app.services.workbench import Workbench
from analyst_app.storage.queries import queue

log = logging.getLogger("queue")

SCHEMA = 1


def next_report(workbench: Workbench, *, after: int | None, choice: QueueChoice | None = None) -> int | None:
    """The next report with open proposals, from the first again after the last; None where nothing waits."""
    with workbench.database.reading() as reader:
        return queue.next_in_queue(reader, after=after, choice=choice or QueueChoice())


def resume_report(workbench: Workbench, *, choice: QueueChoice | None = None) -> int | None:
    """Where this analyst stopped: the report of the latest step that still waits, else the first of the queue."""
    chosen = choice or QueueChoice()
    with workbench.database.reading() as reader:
        stopped = queue.last_worked_on(reader, analyst=workbench.analyst, choice=chosen)
        return stopped if stopped is not None else queue.next_in_queue(reader, after=None, choice=chosen)


def reports_waiting(workbench: Workbench, *, choice: QueueChoice | None = None) -> int:
    """How many reports the queue holds."""
    with workbench.database.reading() as reader:
        return queue.reports_waiting(reader, choice=choice or QueueChoice())


def load_choice(paths: Paths) -> QueueChoice:
    """The order and the threshold that were chosen last; those of a new user where the file says nothing of use."""
    try:
        stored = json.loads(_file(paths.settings).read_text(encoding="utf-8"))
        choice = QueueChoice(QueueOrder(stored["order"]), int(stored["at_least"]))
    except FileNotFoundError:
        return QueueChoice()
    except (OSError, ValueError, KeyError, TypeError) as fault:
        log.warning("The order of the queue cannot be read, so it is by date: %s", type(fault).__name__)
        return QueueChoice()
    return choice if 0 <= choice.at_least <= 100 else QueueChoice(choice.order)


def save_choice(paths: Paths, choice: QueueChoice) -> None:
    """Keep the order and the threshold.

    Raises:
        UserError: where the file cannot be written.
    """
    try:
        file = _file(make_private(paths.settings))
        unfinished = file.with_name(f"{file.name}.part")
        table = {"schema": SCHEMA, "order": choice.order.value, "at_least": choice.at_least}
        unfinished.write_text(json.dumps(table), encoding="utf-8")
        unfinished.chmod(0o600)
        unfinished.replace(file)
    except OSError as fault:
        raise UserError(f"The order of the queue cannot be kept: {fault.strerror or fault}. Make room on the disk.") from fault


def _file(folder: Path) -> Path:
    return folder / "queue.json"
