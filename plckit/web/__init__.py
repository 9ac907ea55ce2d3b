"""The web application: the home of Tornado and Voilà. May import `seats`, `pages` and what is below them.

One file a page, each ending in its `routes`; `application` lists them all, and nothing else is served.
"""
