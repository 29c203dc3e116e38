"""The review screen: a report's text with its highlights beside the events proposed from it."""
