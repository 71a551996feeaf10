"""The driver of `make bench`: which cases there are, whose turn it is, and what the tables say."""
