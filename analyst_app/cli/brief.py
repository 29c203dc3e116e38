"""The daily brief from the command line. Qt is imported only where a PDF is asked for."""

import argparse
import os
from contextlib import closing

from analyst_app.cli.filters import chosen_filter, chosen_settings
from analyst_app.cli.passphrase import passphrase_of
from analyst_app.domain.errors import UserError
from analyst_app.services.brief import make_brief, page_of_brief, write_brief
from analyst_app.services.workbench import Workbench


def brief(chosen: argparse.Namespace) -> int:
    """Write the brief of a day; the suffix of the file is its format."""
    suffix = chosen.out.suffix.lower()
    if suffix not in {".html", ".pdf"}:
        raise UserError(f"A brief can be written as HTML or PDF. Give {chosen.out.name} one of the suffixes .html, .pdf.")
    matching, settings = chosen_filter(chosen, counted=True), chosen_settings(chosen)
    passphrase = passphrase_of(chosen, chosen.database)
    with closing(Workbench.open(chosen.database, create=False, settings=settings, passphrase=passphrase)) as workbench:
        page = page_of_brief(workbench, make_brief(workbench, day=chosen.date, states=matching.states, matching=matching))
    if suffix == ".html":
        write_brief(page, path=chosen.out)
    else:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        from analyst_app.ui.brief.document import print_brief  # noqa: PLC0415 - headless commands start without Qt

        print_brief(page, path=chosen.out)
    print(chosen.out)
    return 0
