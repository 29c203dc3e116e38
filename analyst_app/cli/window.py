"""Commands that open the window, or drive it without a display. Qt is imported only when one of them runs."""

import argparse
import os

from analyst_app.cli.filters import UNITS, chosen_filter, chosen_settings
from analyst_app.cli.passphrase import passphrase_of
from analyst_app.domain.rows import CountBy
from analyst_app.services.charts import ChartKind, ChartQuestion


def open_window(chosen: argparse.Namespace) -> int:
    """Open the window and return when it is closed."""
    from analyst_app.ui.main import run  # noqa: PLC0415 - headless commands start without Qt

    return run(chosen.database, chosen.files)


def demo(chosen: argparse.Namespace) -> int:
    """Drive the real window through the samples."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from analyst_app.ui.demo import run_demo  # noqa: PLC0415 - headless commands start without Qt

    for path in run_demo(chosen.out, every_look=chosen.every_look):
        print(path)
    return 0


def chart(chosen: argparse.Namespace) -> int:
    """Draw a chart into a file, or write the figures behind it."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from analyst_app.ui.charts.drawing import draw_chart  # noqa: PLC0415 - headless commands start without Qt

    question = ChartQuestion(
        kind=ChartKind.COMPARE if chosen.external else ChartKind(chosen.kind),
        matching=chosen_filter(chosen, counted=True),
        by=CountBy(chosen.by),
        unit=UNITS[chosen.unit],
    )
    draw_chart(
        database=chosen.database,
        out=chosen.out,
        question=question,
        external=chosen.external,
        settings=chosen_settings(chosen),
        passphrase=passphrase_of(chosen, chosen.database),
    )
    print(chosen.out)
    return 0
