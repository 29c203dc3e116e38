"""Dead and injured: what is said of them, and to which event it belongs."""
