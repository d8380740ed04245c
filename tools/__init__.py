"""What `./run` does. Only the standard library, so that it works before anything is installed."""
