"""The settings as the window holds them: preferences, one's own keys, what the window remembers, and their dialog."""
