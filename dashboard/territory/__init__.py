"""Territory: the codes, names, figures and geometry of the region, and the matching of names."""
