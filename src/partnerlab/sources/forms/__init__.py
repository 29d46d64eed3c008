"""Opening what a user has: files of every form, folders, databases, as sheets of raw cells."""
