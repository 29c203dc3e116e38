"""Qt item models over rows of services."""
