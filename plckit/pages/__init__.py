"""Notebook to Page: the home of nbclient and nbconvert. May import `activities` and what is below it."""
