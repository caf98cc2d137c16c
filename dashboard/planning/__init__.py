"""Planning: the founding pace, when it ends, how long plans take; rows in, figures of it out."""
