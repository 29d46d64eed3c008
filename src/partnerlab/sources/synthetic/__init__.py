"""A made-up contest, marked as such, for trying things."""
