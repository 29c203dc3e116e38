"""Reading in a process of our own, which can be ended and cannot reach anything: what a hostile file breaks there is one sentence here."""
