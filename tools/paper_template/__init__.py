"""Build the template of papers for Word: ``python -m tools.paper_template``.

The template is shipped as ``src/samvern/formats/papers/document.docx`` and filled in by docxtpl. It
is written here in full, so that a change of it can be read in a review; a test holds that what is
shipped is what this builds. What is filled in is told by :mod:`samvern.formats.papers.telling`.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Final

from tools.paper_template.body import document, margin_texts
from tools.paper_template.pieces import HEAD, W
from tools.paper_template.styles import numbering, styles

TARGET: Final = Path(__file__).parents[2] / "src/samvern/formats/papers/document.docx"

_TYPES: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_LINKS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def parts() -> dict[str, str]:
    """Every part of the file by its name, in the order in which they stand in it."""
    top, below = margin_texts()
    overrides = {
        "/word/document.xml": "document.main+xml",
        "/word/styles.xml": "styles+xml",
        "/word/settings.xml": "settings+xml",
        "/word/numbering.xml": "numbering+xml",
        "/word/header1.xml": "header+xml",
        "/word/footer1.xml": "footer+xml",
    }
    core_type = "application/vnd.openxmlformats-package.core-properties+xml"
    types = "http://schemas.openxmlformats.org/package/2006/content-types"
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    core = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
    kinds = ("styles", "settings", "numbering", "header", "footer")
    inner = "".join(
        f'<Relationship Id="rId{at}" Type="{_LINKS}{kind}" '
        f'Target="{kind}{"1" if kind in {"header", "footer"} else ""}.xml"/>'
        for at, kind in enumerate(kinds, start=1)
    )
    return {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{types}">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="png" ContentType="image/png"/>'
        + "".join(
            f'<Override PartName="{name}" ContentType="{_TYPES}{kind}"/>'
            for name, kind in overrides.items()
        )
        + f'<Override PartName="/docProps/core.xml" ContentType="{core_type}"/></Types>',
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{relations}">'
        f'<Relationship Id="rId1" Type="{_LINKS}officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="rId2" Type="{relations}/metadata/core-properties" '
        'Target="docProps/core.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'{HEAD}<Relationships xmlns="{relations}">{inner}</Relationships>',
        "word/document.xml": document(),
        "word/styles.xml": styles(),
        "word/settings.xml": f"{HEAD}<w:settings {W}><w:compat><w:compatSetting "
        'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        "</w:compat></w:settings>",
        "word/numbering.xml": numbering(),
        "word/header1.xml": top,
        "word/footer1.xml": below,
        "docProps/core.xml": f'{HEAD}<cp:coreProperties xmlns:cp="{core}" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"/>',
    }


def build() -> bytes:
    """The template, the same bytes each time."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for name, text in parts().items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), text.encode())
    return made.getvalue()
