"""A folder of reports: what stands in it, what that was made from, and who is making what in it now."""
