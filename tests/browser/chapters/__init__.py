"""The chapters of the journey: each is what some people do, one after the other, reading only the screen."""
