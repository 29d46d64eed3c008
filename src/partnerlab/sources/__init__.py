"""How data get in: printed tables, users' records, a synthetic sample."""
