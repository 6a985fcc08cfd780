"""What Samvern says about errors, findings, coverage and rankings, in the reader's language.

The engine speaks in codes; here each code has its sentence, once for pages, API and command line.
Nothing in this package knows Django: every function takes the gettext callable of its caller.
"""
