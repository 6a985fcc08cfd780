"""Bytes in, plain data out, and back: one module for each external format.

All input is hostile: every reader has limits on size, depth and number of parts, and says what
is wrong in codes with line and column, all at once.
"""
