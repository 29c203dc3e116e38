"""The options by which commands restrict events and say how to count them: those of the window's filter bar, once for all commands."""

import argparse
from collections.abc import Callable
from dataclasses import replace

from analyst_app.domain.counting import Unit, WindowDay
from analyst_app.domain.errors import UserError
from analyst_app.domain.ontology import EventType, Status
from analyst_app.domain.review import ReviewState
from analyst_app.domain.rows import EventFilter
from analyst_app.paths import user_paths
from analyst_app.services.filters import load_filters
from analyst_app.services.settings import Settings, load_settings

STATES = {
    "confirmed": frozenset({ReviewState.CONFIRMED}),
    "proposed": frozenset({ReviewState.PROPOSED}),
    "rejected": frozenset({ReviewState.REJECTED}),
    "all": frozenset({ReviewState.CONFIRMED, ReviewState.PROPOSED}),
}
"""By the word for them; “all” are those that can count, so rejected ones are not among them."""
UNITS = {"attacks": Unit.ATTACKS, "acts": Unit.ACTS, "munitions": Unit.MUNITIONS, "places": Unit.PLACES}
_NAMES = {
    "actor": "acting parties",
    "place": "first places",
    "region": "first-order divisions, such as oblasts",
    "direction": "directions of the front",
    "source": "publishers of the reports",
    "analyst": "who decided last",
}


def filters(parser: argparse.ArgumentParser, *, a_day: Callable[[str], object] | None = None) -> None:
    """Which events; `a_day` reads the first and the last day, of a command that has them."""
    parser.add_argument("--state", choices=tuple(STATES), default="confirmed", help="which events: confirmed unless given")
    if a_day is not None:
        parser.add_argument("--from", dest="first_day", type=a_day, metavar="DATE", help="first day")
        parser.add_argument("--to", dest="last_day", type=a_day, metavar="DATE", help="last day")
    types, told = [kind.value for kind in EventType], [status.value for status in Status]
    parser.add_argument("--type", nargs="+", default=[], choices=types, metavar="TYPE", help="event types")
    parser.add_argument("--status", nargs="+", default=[], choices=told, metavar="STATUS", help="whether and how far it happened")
    for option, explained in _NAMES.items():
        parser.add_argument(f"--{option}", nargs="+", default=[], metavar="NAME", help=explained)
    parser.add_argument("--words", default="", help="words that are in the record, its report's title or its source")
    parser.add_argument("--saved", metavar="NAME", help="a filter that was saved in the window; what is given beside it comes on top")


def window(parser: argparse.ArgumentParser) -> None:
    """The day that a window of 24 hours counts on."""
    days = [day.value for day in WindowDay]
    parser.add_argument("--window", choices=days, help="the day that a 24-hour window counts on: that of the settings unless given")


def unit(parser: argparse.ArgumentParser) -> None:
    """What is added up."""
    parser.add_argument("--unit", choices=tuple(UNITS), default="attacks", help="what is counted: attacks unless given")


def chosen_filter(chosen: argparse.Namespace, *, counted: bool = False) -> EventFilter:
    """The filter that the options name.

    Raises:
        UserError: where there is no such saved filter, or rejected events are to be counted, which never count.
    """
    if counted and chosen.state == "rejected":
        raise UserError("Rejected events count on no day. Choose --state confirmed, proposed or all.")
    base = _saved(chosen.saved) if chosen.saved else EventFilter()
    return replace(
        base,
        first_day=getattr(chosen, "first_day", None) or base.first_day,
        last_day=getattr(chosen, "last_day", None) or base.last_day,
        types=frozenset(map(EventType, chosen.type)) or base.types,
        statuses=frozenset(map(Status, chosen.status)) or base.statuses,
        states=STATES[chosen.state],
        actors=frozenset(chosen.actor) or base.actors,
        places=frozenset(chosen.place) or base.places,
        regions=frozenset(chosen.region) or base.regions,
        directions=frozenset(chosen.direction) or base.directions,
        sources=frozenset(chosen.source) or base.sources,
        analysts=frozenset(chosen.analyst) or base.analysts,
        text=chosen.words or base.text,
    )


def chosen_settings(chosen: argparse.Namespace) -> Settings:
    """The settings, with the window that the command names."""
    settings = load_settings(user_paths())
    asked = getattr(chosen, "window", None)
    return settings if asked is None else replace(settings, days=replace(settings.days, window=asked))


def _saved(name: str) -> EventFilter:
    known = load_filters(user_paths())
    found = next((one for one in known if one.name.casefold() == name.casefold()), None)
    if found is None:
        names = ", ".join(f"“{one.name}”" for one in known) or "none"
        raise UserError(f"There is no saved filter “{name}”. There are: {names}.")
    return found.matching
