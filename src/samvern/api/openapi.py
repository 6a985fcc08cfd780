"""The OpenAPI document as we want it: problems for errors, security by name."""

from __future__ import annotations

import json
from functools import cached_property
from typing import Any, Final

from django.utils.translation import override
from ninja import NinjaAPI
from ninja.operation import Operation
from ninja.responses import NinjaJSONEncoder

from samvern.api.problems import CONTENT_TYPE
from samvern.base.endpoints import ANYBODY, PROBLEMS, ProblemDetail

_METHODS: Final = ("get", "post", "put", "patch", "delete")
_PROBLEM: Final = {
    "description": "Why it could not be done.",
    "content": {
        CONTENT_TYPE: {"schema": {"$ref": f"#/components/schemas/{ProblemDetail.__name__}"}}
    },
}


class Api(NinjaAPI):
    """An API whose document says what our errors look like and who may ask."""

    def document(self) -> dict[str, Any]:
        """The document as plain JSON values, for the caller to change."""
        document: dict[str, Any] = json.loads(self._written)
        return document

    @cached_property
    def _written(self) -> str:
        """The document, put together once: it follows from the code, in English whoever asks."""
        with override("en"):
            return json.dumps(self._put_together())

    def _put_together(self) -> dict[str, Any]:
        document: dict[str, Any] = json.loads(
            json.dumps(super().get_openapi_schema(), cls=NinjaJSONEncoder)
        )
        document["components"]["schemas"].update(_schemas_of_problems())
        document["components"]["responses"] = {"Problem": _PROBLEM}
        public = self._public_operations()
        for path in document["paths"].values():
            for method in _METHODS:
                if method in path:
                    _describe(path[method], is_public=path[method]["operationId"] in public)
        return document

    def get_openapi_schema(self, **_others: Any) -> Any:
        """What is served is what is committed."""
        return self.document()

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """The name of the function: unique, short, and the same wherever it stands."""
        return operation.view_func.__name__

    def _public_operations(self) -> set[str]:
        """Operations that the public may ask."""
        return {
            operation.operation_id or self.get_openapi_operation_id(operation)
            for router in self._get_bound_routers()
            for view in router.path_operations.values()
            for operation in view.operations
            if ANYBODY[-1] in operation.auth_callbacks
        }


def _describe(operation: dict[str, Any], *, is_public: bool) -> None:
    """Say of an operation what every one may answer, and who may ask."""
    answers = operation["responses"]
    for status in PROBLEMS:
        answers[str(status)] = {"$ref": "#/components/responses/Problem"}
    operation["responses"] = dict(sorted(answers.items()))
    if is_public:
        operation["security"] = [{}, *operation.get("security", [])]


def _schemas_of_problems() -> dict[str, Any]:
    schema = ProblemDetail.model_json_schema(ref_template="#/components/schemas/{model}")
    inner = schema.pop("$defs", {})
    return {ProblemDetail.__name__: schema, **inner}
