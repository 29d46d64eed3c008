"""The front page of the reports: its questions, what is new, and a small picture of each answer."""
