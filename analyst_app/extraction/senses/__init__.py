"""Which place each LOCATION of a report means, told by what stands around it."""
