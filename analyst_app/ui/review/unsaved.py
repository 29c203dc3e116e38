"""What an analyst typed into fields and could not be saved: nothing typed is ever lost. Knows no widgets."""


class Unsaved:
    """Drafts by event and field, each with the reason why it is not saved."""

    def __init__(self) -> None:
        self._kept: dict[tuple[int, str], tuple[str, str]] = {}
        self._sent: dict[tuple[int, str], str] = {}

    def of_field(self, event_id: int, field: str) -> tuple[str, str]:
        """What was typed, and why it is not saved; both empty where all is saved."""
        return self._kept.get((event_id, field), ("", ""))

    def keep(self, event_id: int, field: str, draft: str, reason: str) -> None:
        """Keep a draft."""
        self._kept[event_id, field] = (draft, reason)

    def forget(self, event_id: int, field: str) -> None:
        """The analyst gave it up, or it is saved."""
        self._kept.pop((event_id, field), None)

    def send(self, event_id: int, field: str, draft: str) -> None:
        """It is on its way to the database."""
        self.forget(event_id, field)
        self._sent[event_id, field] = draft

    def came_back(self, event_id: int, field: str, reason: str) -> bool:
        """The database refused it; tells whether it was on its way at all."""
        draft = self._sent.pop((event_id, field), None)
        if draft is not None:
            self.keep(event_id, field, draft, reason)
        return draft is not None

    def fields(self) -> list[tuple[int, str]]:
        """Event and field of every draft."""
        return list(self._kept)
