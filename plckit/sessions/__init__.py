"""Use cases, one file an actor. Each is a function of an open transaction; time and kinds come in.

May import `store` and what is below it; never `activities`: the kinds are handed in.
"""
