"""The demonstration: a working programme in 株洲, laid out by the same actions that people use."""
