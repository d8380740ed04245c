"""Papers become bytes here. Every function takes the data of `papers` and returns one whole file."""
