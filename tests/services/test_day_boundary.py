"""The moment of publication becomes a day by the time zone and the start of the day that the settings name; a day alone stays as it is."""

import json
from contextlib import closing
from datetime import date

import pytest

from analyst_app.services import library
from analyst_app.services.settings import Days, Settings
from analyst_app.services.workbench import Workbench

LATE = "2023-11-08T22:30:00+00:00"
MAIL = "From: Desk <desk@example.org>\r\nDate: Wed, 08 Nov 2023 22:30:00 +0000\r\nSubject: Evening\r\n\r\nThree airstrikes hit Izyum.\r\n"
PAGE = (
    f'<html><head><title>Evening</title><meta property="article:published_time" content="{LATE}"></head>'
    "<body><article><p>Three airstrikes hit Izyum in the evening, the administration said.</p></article></body></html>"
)


def published(tmp_path, days, name, text):
    path = tmp_path / name
    path.write_bytes(text.encode())
    with closing(Workbench.open(tmp_path / "events.sqlite", settings=Settings(days=days), analyst="Vira")) as workbench:
        library.import_files(workbench, paths=[path])
        (row,) = library.list_reports(workbench)
    return row.published


@pytest.mark.parametrize(
    ("days", "day"),
    [
        (Days(time_zone="UTC"), date(2023, 11, 8)),
        (Days(time_zone="Europe/Kyiv"), date(2023, 11, 9)),
        (Days(time_zone="Europe/Kyiv", day_starts_at=6), date(2023, 11, 8)),
        (Days(time_zone="America/New_York"), date(2023, 11, 8)),
    ],
)
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("many.jsonl", json.dumps({"id": "a", "text": "Three airstrikes hit Izyum.", "published": LATE})),
        ("evening.eml", MAIL),
        ("evening.html", PAGE),
    ],
)
def test_a_moment_is_a_day_of_the_chosen_zone(tmp_path, days, day, name, text):
    assert published(tmp_path, days, name, text) == day


def test_a_day_without_a_time_and_a_time_without_a_zone_stay_as_they_are(tmp_path):
    for number, written in enumerate(("2023-11-09", "2023-11-09T00:30:00")):
        folder = tmp_path / str(number)
        folder.mkdir()
        row = json.dumps({"id": "a", "text": "Three airstrikes hit Izyum.", "published": written})
        assert published(folder, Days(time_zone="America/New_York", day_starts_at=12), "a.jsonl", row) == date(2023, 11, 9)
