"""What can be asked, and on which pages: the questions and the topics."""

from partnerlab.catalogue.questions import CATALOGUE, ENTRIES, Entry, entry
from partnerlab.catalogue.topics import TOPICS, Topic, topic

__all__ = ["CATALOGUE", "ENTRIES", "TOPICS", "Entry", "Topic", "entry", "topic"]
