"""Which reports are missing: by the rhythm of a source, from its first report to the last day that counts."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from analyst_app.domain.sources import DAILY, WEEKLY, missing_days


def nov(*days):
    return [date(2023, 11, day) for day in days]


def test_a_daily_report_is_missed_on_each_day_without_one():
    assert missing_days(nov(6, 7, 9), rhythm_days=DAILY, until=date(2023, 11, 11)) == tuple(nov(8, 10, 11))


def test_nothing_is_missed_before_the_first_report_or_after_the_last_day():
    assert missing_days(nov(9), rhythm_days=DAILY, until=date(2023, 11, 9)) == ()
    assert missing_days([], rhythm_days=DAILY, until=date(2023, 11, 9)) == ()
    assert missing_days(nov(20), rhythm_days=DAILY, until=date(2023, 11, 9)) == ()


def test_a_weekly_report_may_come_two_days_late():
    assert missing_days(nov(1, 10), rhythm_days=WEEKLY, until=date(2023, 11, 12)) == ()
    assert missing_days(nov(1, 11), rhythm_days=WEEKLY, until=date(2023, 11, 12)) == tuple(nov(8))


def test_two_reports_a_day_are_one():
    assert missing_days([*nov(8, 8), *nov(9)], rhythm_days=DAILY, until=date(2023, 11, 9)) == ()


@given(st.sets(st.integers(1, 40)), st.integers(1, 9), st.integers(1, 40))
def test_what_is_missing_is_no_day_with_a_report_and_lies_within(days, rhythm, last):
    published = [date.fromordinal(738_000 + day) for day in days]
    until = date.fromordinal(738_000 + last)
    missing = missing_days(published, rhythm_days=rhythm, until=until)
    assert list(missing) == sorted(set(missing))
    assert not set(missing) & set(published)
    assert all(min(published) < day <= until for day in missing)
