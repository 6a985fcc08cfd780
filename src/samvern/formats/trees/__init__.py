"""Files that hold a tree of plain values, YAML or JSON: how each of them is read and written.

A format of ours is such a file, a published JSON Schema, and what no schema can say. :func:`read`
takes them together, so that a person is told everything that is wrong at once, each thing with
its line and column.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, BinaryIO, Final, Literal, TypeVar

import yaml

from samvern.engine.errors import InvalidInput
from samvern.formats.incoming import as_text, read_bytes
from samvern.formats.trees import json_text, yaml_text
from samvern.formats.trees.schema import check_schema, schema_text
from samvern.formats.trees.tree import Path, Tree, compose

__all__ = ["Dumper", "Kind", "Path", "Tree", "as_json", "as_yaml", "read", "schema_text"]

Kind = Literal["yaml", "json"]
Content = TypeVar("Content")

#: Characters of a line before the YAML writer folds it.
_LINE_WIDTH: Final = 100


def read(
    stream: BinaryIO,
    build: Callable[[Tree], Content | None],
    *,
    refused_as: str,
    name: str,
    limit: int,
    schema: str | None = None,
) -> Content:
    """Read a file, check it against its schema, and build what it holds.

    Parameters
    ----------
    stream
        Bytes, UTF-8, at most ``limit``.
    build
        Makes the content; what is wrong beyond the schema it adds to the problems of the tree.
        Parts that broke a rule of the schema are gone by then. None when there is nothing to build.
    refused_as
        The code of the error when anything is wrong.
    name
        The file's name for messages; ``.json`` decides for JSON, ``.yaml`` and ``.yml`` for
        YAML, and for any other name the first character does.
    schema
        The published schema, by the name that the schema verb prints it by.

    Raises
    ------
    InvalidInput
        ``file.empty``, ``file.too_large``, ``file.binary`` or ``file.not_utf8``; otherwise
        ``refused_as``, whose ``problems`` are all that is wrong, in the order of the file. Syntax
        and limits end the reading at the first problem.
    """
    text = as_text(read_bytes(stream, name=name, limit=limit), name=name)
    reader = json_text if _is_json(name, text) else yaml_text
    try:
        tree = compose(reader.events(text))
    except InvalidInput as error:
        raise InvalidInput(refused_as, problems=error.problems, name=name, count=1) from None
    if schema:
        check_schema(tree, name=schema)
    content = build(tree)
    if tree.problems or content is None:
        problems = sorted(tree.problems, key=lambda found: (found.line or 0, found.column or 0))
        raise InvalidInput(refused_as, problems=problems, name=name, count=len(problems))
    return content


def _is_json(name: str, text: str) -> bool:
    ending = name.lower().rpartition(".")[2]
    if ending in ("yaml", "yml"):
        return False
    return ending == "json" or text.lstrip().startswith("{")


#: Characters of a mapping beyond which its keys stand on a line each.
_MAPPING_WIDTH: Final = 80


class Dumper(yaml.CSafeDumper if yaml.__with_libyaml__ else yaml.SafeDumper):  # type: ignore[misc]
    """Writes every value out in full, without anchors; long mappings take a line for each key."""

    def represent_mapping(
        self, tag: str, mapping: Any, flow_style: bool | None = None
    ) -> yaml.MappingNode:
        """A mapping in one line if that is short enough to read."""
        node: yaml.MappingNode = super().represent_mapping(tag, mapping, flow_style)
        pairs = (part for pair in node.value for part in pair)
        if sum(len(part.value) for part in pairs) > _MAPPING_WIDTH:
            node.flow_style = False
        return node

    def ignore_aliases(self, data: object) -> bool:
        """A value that stands twice is written twice."""
        return True


def as_yaml(values: object, dumper: type[Dumper] = Dumper) -> str:
    """Plain values as YAML, one part a line where it fits."""
    return str(
        yaml.dump(
            values,
            Dumper=dumper,
            allow_unicode=True,
            sort_keys=False,
            width=_LINE_WIDTH,
            default_flow_style=None,
        )
    )


def as_json(values: object, default: Callable[[Any], object] | None = None) -> str:
    """Plain values as JSON; ``default`` says what stands for a value that JSON has no type for."""
    return json.dumps(values, ensure_ascii=False, indent=2, default=default) + "\n"
