"""What the program is made of, and whether it can be trusted: licences, a bill of materials, an audit of known faults."""
