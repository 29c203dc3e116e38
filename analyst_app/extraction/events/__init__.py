"""Events: the words that trigger them, their kind, number and status, and the record that comes out."""
