"""Invented bulletins in the manner of those that come every day, full of front-line names that many villages bear.

`tests/data/front-names.txt` marks each name as `[[name|oblast/raion]]`, by Ukraine's register and where fighting was on that day.
"""

import re
from datetime import date
from pathlib import Path

from support.placing import located

BULLETINS = Path(__file__).parents[1] / "data" / "front-names.txt"
_MARK = re.compile(r"\[\[(?P<name>[^|]+)\|(?P<admin1>[^\]/]+)/?(?P<admin2>[^\]]*)\]\]")
LEAST_IN_OBLAST, LEAST_IN_RAION = 0.96, 0.94


def bulletins():
    """The day, the plain text, and where each marked name begins, ends, and lies."""
    for part in re.split(r"^== ", BULLETINS.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        day, marked = part.split("\n", 1)
        text, answers, at = "", [], 0
        for mark in _MARK.finditer(marked):
            text += marked[at : mark.start()]
            answers.append((len(text), len(text) + len(mark["name"]), mark["admin1"], mark["admin2"]))
            text, at = text + mark["name"], mark.end()
        yield date.fromisoformat(day), text + marked[at:], answers


def test_names_of_the_front_come_out_in_their_oblast_and_raion():
    in_oblast, in_raion, wrong = 0, 0, []
    count = 0
    for day, text, answers in bulletins():
        found = located(text, published=day)
        for start, end, admin1, admin2 in answers:
            place = next((p for span, p in found.items() if span.start < end and start < span.end), None)
            count += 1
            in_oblast += place is not None and place.admin1 == admin1
            if place is not None and place.admin1 == admin1 and admin2 in {"", place.admin2}:
                in_raion += 1
            else:
                wrong.append(f"{text[start:end]}: {(place.admin1, place.admin2) if place else None}, not {admin1}, {admin2}")
    assert count > 180
    assert in_oblast / count >= LEAST_IN_OBLAST, f"{in_oblast / count:.1%}\n" + "\n".join(wrong)
    assert in_raion / count >= LEAST_IN_RAION, f"{in_raion / count:.1%}\n" + "\n".join(wrong)
