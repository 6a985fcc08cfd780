"""The command line: offline commands on files, server commands on the database."""
