"""The words of the coded values that reports show, for processes without pages: the jobs and the command line."""

from vigilance.post import labels as post_labels
from vigilance.proceedings import labels as proceedings_labels
from vigilance.returns import labels


def know_words() -> None:
    """Make them known; the application does so for its pages when it is made."""
    for words in (post_labels, proceedings_labels, labels):
        words.register()
