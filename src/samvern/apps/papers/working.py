"""The files of approved papers, made behind the pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from io import BytesIO
from types import MappingProxyType
from typing import BinaryIO, Final

from samvern.apps.papers.models import Paper, PaperFile
from samvern.apps.papers.models.approved import FORMATS
from samvern.apps.papers.queries import made_paper
from samvern.base import files, jobs
from samvern.base.files import Upload
from samvern.base.jobs import Progress, Work
from samvern.base.viewer import Viewer
from samvern.engine import papers as engine
from samvern.engine.programme.document import LANGUAGES
from samvern.ui.wording import papers as setting

KIND: Final = "papers.files"
_WRITERS: Final[Mapping[str, Callable[[engine.Paper, BinaryIO], None]]] = MappingProxyType(
    {"pdf": setting.write_pdf, "docx": setting.write_docx, "xlsx": setting.write_xlsx}
)
#: What is made of each paper, in order.
ALL_FILES: Final = tuple((language, form) for form in FORMATS for language in LANGUAGES)


def ask_for_files(*, by: Viewer, paper: Paper, at: datetime) -> None:
    """Have the files of an approved paper made."""
    jobs.enqueue(
        by=by,
        kind=KIND,
        key=str(paper.pk),
        label=str(paper),
        at=at,
        content={"paper": paper.pk},
        path=paper.path,
        total=len(ALL_FILES),
    )


def compute(work: Work) -> bytes:
    """The bytes of the next file; what takes long stands here, before the transaction."""
    language, form = ALL_FILES[work.cursor or 0]
    return file_bytes(_paper(work), language, form)


def advance(work: Work) -> Progress:
    """Keep the next file; one that is there already is left as it is."""
    place = work.cursor or 0
    language, form = ALL_FILES[place]
    paper = _paper(work)
    is_there = paper.approved.files.filter(language=language, form=form).exists()
    if not is_there:
        with files.received(
            Upload(BytesIO(work.computed), file_name(paper, language, form))
        ) as new:
            stored = files.keep(new, by=work.viewer, path=paper.path, at=work.at)
            PaperFile(
                approved=paper.approved,
                language=language,
                form=form,
                stored=stored,
                made_at=work.at,
            ).save()
    done = place + 1
    return Progress(done, done, len(ALL_FILES), is_finished=done == len(ALL_FILES))


def file_bytes(paper: Paper, language: str, form: str) -> bytes:
    """A paper as a file in a language; the same paper is the same bytes."""
    stream = BytesIO()
    _WRITERS[form](made_paper(paper, language), stream)
    return stream.getvalue()


def file_name(paper: Paper, language: str, form: str) -> str:
    """What a file is called: programme, period, what it is, version and language."""
    about = f"-{paper.about}" if paper.about else ""
    named = f"{paper.programme.code}-{paper.snapshot.period}-{paper.kind}{about}"
    return f"{named}-v{paper.number}-{language}.{form}"


def _paper(work: Work) -> Paper:
    found = Paper.objects.select_related("programme__owner_actor", "snapshot", "approved")
    return found.get(pk=work.content["paper"])
