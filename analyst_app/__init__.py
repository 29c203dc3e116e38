"""An offline workstation for people who count what happens in a war."""

__version__ = "0.1.0"
