"""The command line: opens the window, or runs one headless command. Goes through services alone.

Exit codes: 0 done, 1 some inputs failed, 2 usage or a database that cannot be opened, 3 a bug (with a report file), 130 interrupted.
"""

import logging
import os
import sys
from collections.abc import Sequence

from analyst_app.cli.parsing import parse
from analyst_app.domain.errors import Cancelled, DatabaseError, UserError
from analyst_app.paths import user_paths
from analyst_app.services.crash_reports import crash_report, keep_report

DONE, SOME_FAILED, UNUSABLE, BUG, INTERRUPTED = 0, 1, 2, 3, 130


def run(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit."""
    sys.exit(main(sys.argv[1:] if arguments is None else arguments))


def run_window() -> None:
    """Open the window; the entry point that has no terminal."""
    run(["window", *sys.argv[1:]])


def main(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code."""
    # One thread: the texts are short, and the window or a second command has the other core.
    for variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(variable, "1")
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s", stream=sys.stderr)
    chosen = parse(arguments)
    try:
        return int(chosen.command(chosen))
    except DatabaseError as problem:
        return _complain(problem, UNUSABLE)
    except UserError as problem:
        return _complain(problem, SOME_FAILED)
    except (KeyboardInterrupt, Cancelled):
        print("Interrupted; what was finished is kept.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of our output has gone, as with `| head`; nothing more can be told to anyone.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception as error:  # noqa: BLE001 - the last resort: every bug becomes a report file
        return _report_bug(error)


def _complain(problem: UserError, code: int) -> int:
    print(problem, file=sys.stderr)
    return code


def _report_bug(error: Exception) -> int:
    words = crash_report(error)
    file = keep_report(words, user_paths())
    if file is None:
        print(f"This is a bug in the program. Please report it:\n{words}", file=sys.stderr)
    else:
        print(f"This is a bug in the program. Please report it, with the file {file}", file=sys.stderr)
    return BUG
