"""Keeping the database safe, in the window: backups, passphrase, what to do when a file fails."""
