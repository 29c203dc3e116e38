"""Dates: what they mean from the day of the report, found in running text, and what the whole report is about."""

from datetime import date

import pytest

from analyst_app.domain.dates import DateSpan
from analyst_app.extraction.dates.dates import View, find_dates, find_day, find_published, parse_date, planned_days, reporting_period
from analyst_app.extraction.text.reading import DateKind

WEDNESDAY = date(2024, 5, 15)


def days_of(words, published=WEDNESDAY, **view):
    meaning = parse_date(words, view=View(published, **view))
    return None if meaning is None or meaning.days is None else str(meaning.days)


def found(text, published=WEDNESDAY):
    return [(m.span.of(text), str(m.meaning.days)) for m in find_dates(text, published=published)]


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("last 24 hours", "2024-05-14/2024-05-15"),
        ("past day", "2024-05-14/2024-05-15"),
        ("overnight", "2024-05-14/2024-05-15"),
        ("last night", "2024-05-14/2024-05-15"),
        ("overnight into Tuesday", "2024-05-13/2024-05-14"),
        ("night to 5 May", "2024-05-04/2024-05-05"),
        ("night of 16–17 April", "2024-04-16/2024-04-17"),
        ("night of October 6 to 7", "2023-10-06/2023-10-07"),
        ("Overnight on May 15, 2024", "2024-05-14/2024-05-15"),
        ("overnight from Saturday to Sunday", "2024-05-11/2024-05-12"),
        ("Monday night", "2024-05-13/2024-05-14"),
        ("evenings of 10 and 12 May", "2024-05-10/2024-05-12"),
        ("19:30 on 1 May to 19:30 on 2 May", "2024-05-01/2024-05-02"),
        ("Tuesday", "2024-05-14"),
        ("Wednesday", "2024-05-15"),
        ("Thursday afternoon", "2024-05-09"),
        ("early on Friday", "2024-05-10"),
        ("dawn on Sunday", "2024-05-12"),
        ("late Monday evening", "2024-05-13"),
        ("last Wednesday", "2024-05-08"),
        ("next Tuesday", "2024-05-21"),
        ("Tuesday last week", "2024-05-07"),
        ("Monday to Wednesday", "2024-05-13/2024-05-15"),
        ("Monday, Tuesday and Wednesday", "2024-05-13/2024-05-15"),
        ("today", "2024-05-15"),
        ("this morning", "2024-05-15"),
        ("yesterday evening", "2024-05-14"),
        ("tomorrow", "2024-05-16"),
        ("two days ago", "2024-05-13"),
        ("a week ago", "2024-05-08"),
        ("day before yesterday", "2024-05-13"),
        ("past week", "2024-05-08/2024-05-15"),
        ("last week", "2024-05-06/2024-05-12"),
        ("this week", "2024-05-13/2024-05-15"),
        ("next week", "2024-05-20/2024-05-26"),
        ("past three days", "2024-05-12/2024-05-15"),
        ("recent days", "2024-05-08/2024-05-15"),
        ("recent weeks", "2024-04-15/2024-05-15"),
        ("coming weeks", "2024-05-15/2024-06-14"),
        ("last month", "2024-04-01/2024-04-30"),
        ("last year", "2023-01-01/2023-12-31"),
        ("last September", "2023-09-01/2023-09-30"),
        ("last winter", "2023-12-01/2024-02-29"),
        ("weekend", "2024-05-11/2024-05-12"),
        ("January", "2024-01-01/2024-01-31"),
        ("August", "2023-08-01/2023-08-31"),
        ("May", "2024-05-01/2024-05-15"),
        ("September 2022", "2022-09-01/2022-09-30"),
        ("January to March 2024", "2024-01-01/2024-03-31"),
        ("mid-April", "2024-04-11/2024-04-20"),
        ("late 2023", "2023-09-01/2023-12-31"),
        ("first week of May", "2024-05-01/2024-05-07"),
        ("start of the day", "2024-05-15"),
        ("2014 to 2022", "2014-01-01/2022-12-31"),
        ("summer of 2023", "2023-06-01/2023-08-31"),
        ("5 October last year", "2023-10-05"),
        ("9 May", "2024-05-09"),
        ("20 June", "2023-06-20"),
        ("29 February", "2024-02-29"),
        ("October 7 and 8", "2023-10-07/2023-10-08"),
        ("30 April - 2 May", "2024-04-30/2024-05-02"),
        ("24 February 2022 to 8 March 2024", "2022-02-24/2024-03-08"),
        ("2024-05-03", "2024-05-03"),
        ("03.05.2024", "2024-05-03"),
        ("5/13/2024", "2024-05-13"),
        ("Feb. 5, 2024", "2024-02-05"),
        ("the 3rd of May", "2024-05-03"),
        ("Wednesday, 15 May 2024", "2024-05-15"),
        ("06:00, 12 February 2024", "2024-02-12"),
        ("7:30 pm ET", "2024-05-15"),
        ("New Year's Eve", "2023-12-31"),
    ],
)
def test_words_mean_days(words, days):
    assert days_of(words) == days


@pytest.mark.parametrize("words", ["", "drones", "Kharkiv", "31 February", "x" * 500, "99 May", "00.00.2024"])
def test_what_is_no_date_means_nothing(words):
    assert days_of(words) is None


def test_since_reaches_to_the_day_of_the_report():
    meaning = parse_date("24 February 2022", view=View(WEDNESDAY, before="Losses since "))
    assert (meaning.kind, str(meaning.days)) == (DateKind.SINCE, "2022-02-24/2024-05-15")
    assert days_of("start of the day", before="since the ") == "2024-05-15"


def test_as_of_an_hour_is_the_day_itself():
    meaning = parse_date("22:00", view=View(WEDNESDAY, before="as of "))
    assert (meaning.kind, meaning.days) == (DateKind.AS_OF, DateSpan.day(WEDNESDAY))


def test_durations_have_no_days():
    for words in ("two hours", "forty years", "three-day"):
        meaning = parse_date(words, view=View(WEDNESDAY))
        assert (meaning.kind, meaning.days) == (DateKind.DURATION, None)


def test_a_bare_24_hours_is_a_window_only_where_something_happened_in_it():
    assert days_of("24 hours", before="ten raids in ") == "2024-05-14/2024-05-15"
    assert days_of("24 hours", before="it took ") is None


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("Tuesday", "2024-05-21"),
        ("Wednesday", "2024-05-15"),
        ("1 September", "2024-09-01"),
        ("3 May", "2025-05-03"),
        ("tomorrow", "2024-05-16"),
    ],
)
def test_what_is_planned_lies_ahead(words, days):
    assert str(planned_days(words, published=WEDNESDAY)) == days


def test_references_are_seen_from_the_date_told_before():
    text = "Rebels took the town on Monday. The day before, jets had bombed it. On Tuesday shells fell; the same evening a mine went off."
    assert found(text) == [
        ("Monday", "2024-05-13"),
        ("day before", "2024-05-12"),
        ("Tuesday", "2024-05-14"),
        ("same evening", "2024-05-14"),
    ]


def test_the_same_period_is_the_window_told_before():
    text = "Over the past day 40 assaults were counted. Two men died on Monday. In the same period 9 raids took place."
    assert found(text)[-1] == ("same period", "2024-05-14/2024-05-15")


def test_a_day_after_something_turns_round_within_one_sentence():
    text = "Drones hit the depot on 9 May, the day after troops had shelled the port."
    assert found(text) == [("9 May", "2024-05-09"), ("day after", "2024-05-08")]
    assert found("Drones hit the depot on 9 May. The day after, the port burned.")[1] == ("day after", "2024-05-10")


def test_a_shift_is_explained_by_the_date_behind_it():
    assert found("Three days earlier, on 2 May, an IED went off.")[0] == ("Three days earlier", "2024-05-02")


def test_what_goes_on_from_an_untold_day_has_no_days():
    assert found("In 2021 they staged a coup; 18 months later they fell out.")[1] == ("18 months later", "None")


def test_the_previous_period_ends_where_this_one_starts():
    text = "Between the evenings of 13 and 14 May there were 12 blasts, in the previous reporting period three."
    assert found(text)[1] == ("previous reporting period", "2024-05-12/2024-05-13")


def test_a_chronicle_is_seen_from_the_day_being_told():
    text = "Diary\n\n9 May\n\nOvernight shells fell. Yesterday was calm.\n\n11 May\n\nOvernight drones came."
    assert [days for _, days in found(text)] == ["2024-05-09", "2024-05-08/2024-05-09", "2024-05-08", "2024-05-11", "2024-05-10/2024-05-11"]


def test_a_label_of_one_entry_reaches_to_its_end_only():
    text = "Week in brief, 15 May 2024.\n\nFriday: overnight, jets bombed Sanaa.\nNothing was heard overnight."
    assert [days for words, days in found(text) if words == "overnight"] == ["2024-05-09/2024-05-10", "2024-05-14/2024-05-15"]


def test_a_day_without_a_year_lies_ahead_where_plans_are_told():
    assert found("They plan to move 500 people on 20 May.")[0] == ("20 May", "2024-05-20")
    assert found("The 2023 list names a raid on 20 May.")[-1] == ("20 May", "2023-05-20")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("As of 19:30, 16 May 2018, it was calm.", ["19:30, 16 May 2018"]),
        ("Between the evenings of 15 and 16 May the mission watched.", ["evenings of 15 and 16 May"]),
        ("A year of war; for eight years; in the coming weeks.", ["year", "eight years", "coming weeks"]),
        ("On Tuesday night and early Wednesday they fled.", ["Tuesday night", "early Wednesday"]),
        ("From Monday to Wednesday morning it rained.", ["Monday to Wednesday morning"]),
        ("On 3 May and 5 June they met; between 3 May and 5 June they fought.", ["3 May", "5 June", "3 May and 5 June"]),
        ("In March it thawed; in May 300 drones fell.", ["March", "May"]),
        ("The 72-hour truce ended at noon.", ["72-hour", "noon"]),
        ("In the early hours of 3 May; at about 4 p.m. on Sunday.", ["early hours of 3 May", "4 p.m. on Sunday"]),
        ("Open from 08:00 to 17:00 daily.", ["08:00 to 17:00"]),
        ("Information as of 18.00, 21.10.2023 follows; at 06.30 it rained.", ["18.00, 21.10.2023", "06.30"]),
        ("It ended at 0600, he said at 1130 local time.", ["0600", "1130 local time"]),
        ("During the day on 11 March it was calm.", ["11 March"]),
    ],
)
def test_dates_are_found_whole(text, words):
    assert [w for w, _ in found(text)] == words


@pytest.mark.parametrize(
    "text",
    [
        "They may march on. May God help. March on, they cried.",
        "2014 shells, 2,024 people and the T-2024 tank.",
        "A 12-year-old, a man 45 years old, aged two years.",
        "Day after day they wait at the last minute.",
        "It fell, the second one; Sun rose and Sat down.",
        "48.5132 and 1:3 and 12/13.",
        "Prices rose by 12.50 dollars, to 18.20 million.",
        "The Day of the Dove; Summer Palace; night vision.",
    ],
)
def test_what_only_looks_like_a_date_is_left_alone(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("SUMY, 3 June 2025. Over the past day …", date(2025, 6, 3)),
        ("Offensive Assessment, October 8, 2024\n\n7:30 pm ET\n\nText on October 7, 2024.", date(2024, 10, 8)),
        ("Based on information received as of 19:30, 16 May 2018. Issued 17 May 2018.", date(2018, 5, 17)),
        ("Losses since 24 February 2022\n\n8 March 2024\n\nText.", date(2024, 3, 8)),
        ("date 2023-11-09 A surge in attacks", date(2023, 11, 9)),
        ("Weekly summary, 5–11 May 2024\n\nText.", date(2024, 5, 11)),
        ("Shells fell on the town on 3 May 2024 and again on 5 May 2024.", date(2024, 5, 5)),
        ("ZAPORIZHZHIA, January 23 – Two people died on Wednesday.", None),
        ("Nothing here.", None),
    ],
)
def test_the_report_gives_its_own_date(text, published):
    assert find_published(text) == published


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Update, 15 May 2024\n\nOver the past day, 41 engagements took place. Jets flew.", "2024-05-14/2024-05-15"),
        ("Update\n\nThe past day in figures:\n\n• clashes – 39\n\nOn Monday a mine went off.", "2024-05-14/2024-05-15"),
        ("Reporting period: 6–12 May 2024\n\nOn 8 May a mine went off.", "2024-05-06/2024-05-12"),
        ("Between the evenings of 13 and 14 May, 540 violations were recorded. A woman was hurt on 12 May.", "2024-05-13/2024-05-14"),
        ("Sumy region: 24 hours in brief (as of 08:00, 15 May 2024)\n\nFive blasts were heard.", "2024-05-14/2024-05-15"),
        ("Assessment, 15 May 2024\n\nTroops seized two villages between 10 and 12 May. A mine went off on 13 May.", "None"),
        ("On Tuesday jets bombed the port. Over the past day 12 died. On Monday shells fell.", "None"),
        ("Shells fell.", "None"),
    ],
)
def test_a_report_may_state_its_period(text, period):
    assert str(reporting_period(text, published=WEDNESDAY)) == period


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("As of 06:00 on 11 February, nine attacks had been repelled.", date(2025, 2, 11)),
        ("Situation as of 22:00, 3 May\nThe enemy attacked twice.", date(2024, 5, 3)),
        ("LOZOVA, 3 June. Two houses burnt.", date(2024, 6, 3)),
        ("Seven strikes on 11 February hit the port.", None),
        ("In February nine strikes hit the port.", None),
    ],
)
def test_a_report_without_a_year_is_of_the_last_such_day(text, day):
    assert find_day(text, today=date(2025, 3, 1)) == day
