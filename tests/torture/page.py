"""Keeps the figures of runs as JSON and writes docs/reliability.md from them; no figure in that page is typed by hand."""

import json
from datetime import UTC, datetime
from pathlib import Path

from analyst_app import __version__

ROOT = Path(__file__).parents[2]
FIGURES = ROOT / "docs" / "reliability"
PAGE = ROOT / "docs" / "reliability.md"
NOT_RUN = "not run yet"

PROMISES = (
    ("A decision that is shown as saved is on the disk", "torture: kills and losses of power",
     "storage/test_database.py::test_both_engines_keep_their_promises"),
    ("A command is there whole or not at all, and the journal replays to the same state", "torture: kills",
     "storage/test_undo.py::test_undo_goes_back_exactly_and_redo_forward_exactly"),
    ("An export is the old file or the new one, whole", "torture: kills", "exporters/test_atomic.py"),
    ("A step of an update that fails leaves the file as it was, and a copy", "torture: kills",
     "storage/test_migrate.py::test_a_step_that_fails_leaves_the_file_as_it_was_and_a_copy"),
    ("A file of every released version comes up to this one with everything in it", "",
     "storage/test_migrate.py::test_an_old_file_comes_up_the_ladder_with_everything_in_it"),
    ("Copies are made each day and on closing, checked, and the last of 7 days and 4 weeks are kept", "",
     "storage/test_archive.py::test_seven_days_and_four_weeks_are_kept"),
    ("One report of a copy, or all of it, comes back; the replaced file is kept", "",
     "ui/test_backups.py::test_everything_comes_back_and_the_file_of_now_is_kept"),
    ("What can be read of a damaged file is saved, and what is lost is named", "",
     "storage/test_salvage.py::test_everything_readable_is_saved_and_the_rest_is_named"),
    ("An encrypted database leaves nothing readable in any file, also while it is open", "",
     "storage/test_encryption.py::test_nothing_of_a_report_can_be_read_in_any_file_while_open_or_closed"),
    ("A passphrase is written nowhere", "", "ui/test_backups.py::test_passphrases_are_written_nowhere"),
    ("A locked window shows nothing and takes no key", "",
     "ui/test_backups.py::test_the_lock_hides_everything_until_the_passphrase_is_given"),
    ("No report text in crash reports, settings or logs; every file is its owner's alone", "",
     "storage/test_at_rest.py"),
    ("No file that is read can crash the program, hang it, write or reach out", "torture: broken files", "hostile/test_fuzz.py"),
    ("A year of work leaves the program as quick and the file as small as in its first week", "soak", "torture/test_short.py"),
)  # fmt: skip
"""What is promised, the run that shows it, and the test that holds it every time."""

FAULTS = (
    ("the disk fills, at any write", "“The disk is full …”", "try again, save a copy elsewhere",
     "storage/test_world.py::test_a_disk_that_fills_at_any_write_loses_nothing_that_was_acknowledged"),
    ("file or folder is read-only", "“… cannot be written to …”", "try again, save a copy",
     "storage/test_world.py::test_a_folder_that_becomes_read_only_while_open_is_said"),
    ("the file is removed while open", "“… was removed or replaced while it was open …”", "a copy is made at once, and named",
     "storage/test_world.py::test_a_file_that_is_removed_while_open_is_saved_as_a_copy"),
    ("the file is replaced while open", "the same", "the same; the other file is left alone",
     "storage/test_world.py::test_a_file_that_is_replaced_while_open_is_left_alone_and_ours_is_saved"),
    ("another program locks it for a second, for ever", "nothing; “Another program is writing …”", "try again, save a copy",
     "storage/test_world.py::test_a_lock_of_a_second_is_waited_for_and_one_for_ever_is_said"),
    ("the log (-wal) or its index (-shm) is removed while open", "nothing: it is made good", "none needed",
     "storage/test_world.py::test_a_log_that_is_removed_while_open_loses_nothing"),
    ("the log is missing after a crash", "“… its log … is not beside it …”", "bring it along; backups",
     "storage/test_world.py::test_a_log_that_is_missing_after_a_crash_is_told"),
    ("bits flipped, pages spoiled", "“… is damaged …”", "restore a backup, save what can be read",
     "ui/test_backups.py::test_a_damaged_file_offers_its_newest_backup_and_what_can_be_read"),
    ("the file was cut off", "“… is damaged …”", "restore a backup, save what can be read",
     "storage/test_salvage.py::test_a_file_that_was_cut_off_gives_up_what_is_left"),
    ("the clock is set back", "“The clock of this computer is behind …”", "set the clock; order stays",
     "storage/test_world.py::test_a_clock_set_back_is_told_and_the_order_of_steps_stays"),
    ("two windows on one file", "“… is open in another window …”", "both go on",
     "storage/test_world.py::test_two_windows_on_one_file_both_save_and_are_told"),
    ("a network drive", "“… lies on a network drive …”", "work with a copy on this computer",
     "ui/test_backups.py::test_a_notice_is_told_once_with_its_way_on"),
)  # fmt: skip
"""What the world does, what is said, the way on, and the test that does it."""


def keep(name, figures):
    """Keep the figures of a run."""
    FIGURES.mkdir(parents=True, exist_ok=True)
    kept = {"day": f"{datetime.now(UTC):%Y-%m-%d}", "version": __version__, **figures}
    (FIGURES / f"{name}.json").write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def kept(name):
    """The figures of the last run, or None."""
    path = FIGURES / f"{name}.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None


def write():
    """Write the page."""
    PAGE.write_text("\n".join(_lines()) + "\n", encoding="utf-8")


def _lines():
    yield from (
        "# What is promised of your work, and how it is shown",
        "",
        INTRODUCTION,
        "",
        "## The last runs",
    )
    yield from _torture()
    yield from _soak(kept("soak"))
    yield from ("", "## Promises", "| promise | shown by | held by |", "| --- | --- | --- |")
    for promise, run, test in PROMISES:
        yield f"| {promise} | {run or '–'} | `tests/{test}` |"
    yield from (
        "",
        "## When the world fails",
        f"{len(FAULTS)} faults are injected one by one. Each is told with what happened, that nothing was lost, and what to do.",
        "",
        "| what happens | what is said | the way on | test |",
        "| --- | --- | --- | --- |",
    )
    for fault, said, way, test in FAULTS:
        yield f"| {fault} | {said} | {way} | `tests/{test}` |"
    yield from NOT_COVERED


def _torture():
    killed, power, fuzz = (kept(name) for name in ("kills", "power", "fuzz"))
    yield from ("", "`make torture`:", "", "| what | when | how often | lost |", "| --- | --- | --- | --- |")
    if killed is None:
        yield f"| killed with SIGKILL | {NOT_RUN} | | |"
    else:
        told = f"{killed['rounds']} times, {killed['in_the_middle']} in the middle of a step; {killed['steps']:,} steps acknowledged"
        yield f"| killed with SIGKILL at a random point (seeds {killed['seeds']}) | {_when(killed)} | {told} | {len(killed['lost'])} |"
    if power is None or "skipped" in power:
        yield f"| power lost | {NOT_RUN if power is None else power['skipped']} | | |"
    else:
        told = f"{power['rounds']} times; {power['steps']:,} steps acknowledged"
        yield f"| power lost (seeds {power['seeds']}) | {_when(power)} | {told} | {len(power['lost'])} |"
        control = f"{power['control_rounds']} times | in {power['control_found']}, as it must"
        yield f"| the same without waiting for the disk, to see that the test can fail | {_when(power)} | {control} |"
    if fuzz is None:
        yield f"| broken files for the readers | {NOT_RUN} | | |"
    else:
        yield f"| broken files for the readers | {_when(fuzz)} | {fuzz['inputs']:,}; {'; '.join(fuzz['said'])} | {fuzz['gave_way']} |"


def _when(run):
    return f"{run['day']}, version {run['version']}, {run['minutes']} min"


def _soak(run):
    if run is None:
        yield from ("", f"`make soak`: {NOT_RUN}.")
        return
    done = (
        f"{run['reports']:,} reports, {run['events']:,} events, {run['decisions']:,} decisions, {run['undone']:,} steps undone and redone"
    )
    part = "" if run["weeks"] == 52 else f", which is the first {run['weeks']} weeks of the year"
    yield from ("", f"`make soak`, {run['day']}, version {run['version']}: {done}{part}, {run['minutes']} minutes.", "")
    yield from ("| what | measured | bar |", "| --- | --- | --- |")
    for line in run["bars"]:
        yield f"| {line['what']} | {line['measured']} | {line['bar']} |"


INTRODUCTION = (
    "Every line has a test that fails where the promise is broken. The figures are written by the runs themselves:"
    " `make torture` kills the program, cuts its power and feeds it broken files; `make soak` works through a year."
)
IMITATED = (
    "The work runs on a file system of its own in an image file. At a random moment the process is stopped, the image is copied as it is,"
    " and the copy is mounted: what the system had not yet written to that disk is gone, names of files as well as their content."
    " A control with `synchronous = OFF` has to lose something in the same rounds. It takes root and a loop device; elsewhere it is left"
    " out, and the run says so. Not covered: drives that lie about having written, sectors torn in the middle, other file systems than"
    " ext4, and what a drive does to neighbouring data when its power fails."
)
PLAIN = (
    "- Deleting an unencrypted file does not wipe it from the disk: encrypt a database before sensitive material goes in, or use an"
    " encrypted disk."
)
NOT_COVERED = (
    "",
    "## How power loss is imitated, and what that leaves out",
    IMITATED,
    "",
    "## What cannot be promised",
    "- A log that somebody takes away after a crash takes the last decisions with it; that is told at the next opening.",
    PLAIN,
    "- A forgotten passphrase cannot be recovered by anybody.",
)
