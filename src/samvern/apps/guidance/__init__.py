"""Guidance: which instruments, aids and networks there are, found, mapped and kept up to date."""
