"""Files that people hand in, for every module: taken in, kept, served, checked.

The bytes are written before the transaction that saves what they belong to, and taken away again
when it comes to nothing::

    with files.received(Upload(file, file.name)) as incoming:
        with transaction.atomic():
            evidence.file = files.keep(incoming, by=by, path=actor.path, at=at)

A module serves a file of its own from a view that has asked whether the viewer may see it::

    return files.file_response(evidence.file)

Why it is built as it is: ``docs/decisions/0015-files.md``.
"""

from samvern.base.files.checking import FileReport, check_files
from samvern.base.files.receiving import Received, Upload, keep, received
from samvern.base.files.serving import file_response

__all__ = ["FileReport", "Received", "Upload", "check_files", "file_response", "keep", "received"]
