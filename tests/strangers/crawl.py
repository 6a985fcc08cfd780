"""One of the cast goes everywhere, by every means, and says which markers are found where."""

from __future__ import annotations

import html
import json
import re
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final
from urllib.parse import parse_qsl, unquote, urljoin, urlsplit

from django.conf import settings
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import Resolver404, resolve

from samvern.api import document
from tests.strangers.addresses import PARAMETER as _PARAMETER
from tests.strangers.addresses import Address, is_of_nobody
from tests.strangers.markers import ANY, found_in, unpacked
from tests.strangers.sector import ALSO, ROLES, Sector

_LINK: Final = re.compile(r'\s(?:href|hx-get|action|src)="([^"]+)"')
_FORM: Final = re.compile(r"<form(?P<head>[^>]*)>(?P<body>.*?)</form>", re.DOTALL)
_PART: Final = re.compile(r"\s(?:data-sv-(?:live|renews|autosave)|hx-)")
_LINE: Final = re.compile(r'<input(?=[^>]*type="(?:search|text)")[^>]*?name="(\w+)"')
#: Said by the server itself about files of the product, which hold nobody's words.
_NOBODYS: Final = ("/static/", "/gallery/", "/account/logout/", "/api/v1/openapi.json")
_REFUSED: Final = frozenset({400, 403, 404, 405, 409, 422})
#: Method and pattern that were refused as such, to whom is the same: nobody needs to try them again.
_NEVER: Final[set[tuple[str, str]]] = set()


@dataclass(frozen=True)
class Answered:
    """What came back, as text: headers and body, unpacked."""

    status: int
    text: str
    location: str
    is_page: bool


@dataclass
class Walk:
    """What somebody of the cast has found: marker to the addresses that showed it."""

    found: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    #: Addresses that took something although they show nothing.
    let_in: list[str] = field(default_factory=list)
    #: Addresses that broke.
    broken: list[str] = field(default_factory=list)
    asked: int = 0


class Visitor:
    """A member of the cast in front of the product."""

    def __init__(self, sector: Sector, member: str) -> None:
        self.has_role = member in ROLES
        self._keeps_to_people = member in ALSO
        self.walk = Walk()
        self._client = Client(raise_request_exception=False)
        self._client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
        if user := sector.people.get(member):
            self._client.force_login(user)
        self._seen: set[str] = set()
        self._kinds: dict[object, int] = defaultdict(int)

    def go(self, addresses: Iterable[Address]) -> Walk:
        """Open every address, what its pages lead to, and knock at each with an empty form."""
        every = list(addresses)
        patterns = {each.path: each.pattern for each in every}
        waiting = deque(patterns)
        statuses: dict[str, int] = {}
        while waiting:
            address = waiting.popleft()
            if address in self._seen or ("get", patterns.get(address)) in _NEVER:
                continue
            self._seen.add(address)
            answer = self._ask("get", address)
            statuses[address] = answer.status
            if answer.status == 405 and address in patterns:
                _NEVER.add(("get", patterns[address]))
            waiting += self._leads(address, answer)
            if _has_fragments(answer) and self._is_first(address):
                self._ask("get", address, headers={"HX-Request": "true"})
        self._knock_everywhere(every, statuses)
        return self.walk

    def look(self, address: str) -> Walk:
        """Open one address, and follow nothing."""
        self._ask("get", address)
        return self.walk

    def _knock_everywhere(self, every: Iterable[Address], statuses: dict[str, int]) -> None:
        """Send a form to what showed nothing; to one of those that answered alike without any."""
        # What takes forms only shows nothing by itself: whoever has no role tries each of them.
        hidden = {403, 404} if self.has_role else {403, 404, 405}
        answered = [(each, statuses.get(each.path, 405)) for each in every]
        shown = {each.thing for each, status in answered if status not in hidden}
        alike = {
            (
                each.pattern,
                status,
                each.thing in shown,
                each.path if status == 405 and not self.has_role else "",
            ): each
            for each, status in answered
            if status != 200
        }
        for (_pattern, _status, is_shown, _path), address in alike.items():
            self._knock(address, is_shown=is_shown)

    def _is_first(self, address: str) -> bool:
        """Whether no page of this pattern has been shown before."""
        kind = "fragment", _route(address.partition("?")[0])
        self._kinds[kind] += 1
        return self._kinds[kind] == 1

    def _knock(self, address: Address, *, is_shown: bool) -> None:
        """Send an empty form; what is shown nowhere takes nothing, and says nothing of itself."""
        for method, options in _methods(address):
            if (method, address.pattern) in _NEVER:
                continue
            with transaction.atomic():
                answer = self._ask(method, address.path, **options)
                transaction.set_rollback(True)
            if answer.status == 405:
                _NEVER.add((method, address.pattern))
            if not is_shown and answer.status not in _REFUSED and not _is_log_in(answer):
                self.walk.let_in.append(f"{method} {address.path}: {answer.status}")

    def _ask(self, method: str, address: str, **options: Any) -> Answered:
        self.walk.asked += 1
        answer = _read(getattr(self._client, method)(address, **options))
        if answer.status >= 500:
            self.walk.broken.append(f"{method} {address}")
        for marker in found_in(answer.text):
            self.walk.found[marker].add(f"{method.upper()} {address}")
        return answer

    def _leads(self, address: str, answer: Answered) -> Iterator[str]:
        """Where an answer leads: links, searches of its forms, the next part of a list."""
        if answer.status == 302 and answer.location.startswith("/"):
            yield from self._worth([answer.location])
        if answer.status != 200:
            return
        if answer.is_page:
            links = [html.unescape(each) for each in _LINK.findall(answer.text)]
            yield from self._worth([urljoin(address, each) for each in links])
            yield from self._worth(_searches(address, answer.text))
        elif answer.text.startswith("{") or "/api/" in address:
            yield from self._worth(_next_parts(address, answer.text))

    def _worth(self, links: Iterable[str]) -> Iterator[str]:
        for link in links:
            parts = urlsplit(link)
            is_ours = not parts.netloc and parts.path.startswith("/")
            is_elsewhere = self._keeps_to_people and is_of_nobody(parts.path)
            if not is_ours or is_elsewhere or parts.path.startswith(_NOBODYS):
                continue
            address = f"{parts.path}?{parts.query}" if parts.query else parts.path
            if address not in self._seen and self._is_new(parts.path, dict(parse_qsl(parts.query))):
                yield address

    def _is_new(self, path: str, query: dict[str, str]) -> bool:
        """Of links that fit one pattern: each file and each search once, and one with a query."""
        kind: tuple[object, ...] = (_route(path), bool(query))
        if "file" in query:
            kind = (*kind, query["file"])
        elif ANY in query.values():
            kind = (*kind, *query)
        self._kinds[kind] += 1
        return self._kinds[kind] == 1


def _has_fragments(answer: Answered) -> bool:
    """Whether a page has parts that are asked for alone."""
    return answer.is_page and answer.status == 200 and bool(_PART.search(answer.text))


def _route(path: str) -> str:
    """The pattern of an address, whatever it is filled with."""
    try:
        return str(resolve(path).route)
    except Resolver404:
        return path


def _methods(address: Address) -> Iterator[tuple[str, dict[str, Any]]]:
    """How an address takes something: the API by its document, pages by forms."""
    if not address.pattern.startswith("api/"):
        yield "post", {}
        return
    described = _described().get(_PARAMETER.sub(r"{\1}", f"/{address.pattern}"), {})
    for method in described:
        if method in {"post", "put", "patch", "delete"}:
            yield method, {"data": {}, "content_type": "application/json"}


@cache
def _described() -> dict[str, dict[str, Any]]:
    paths: dict[str, dict[str, Any]] = document()["paths"]
    return paths


def _is_log_in(answer: Answered) -> bool:
    return answer.status in {302, 401} and ("/account/" in answer.location or answer.status == 401)


def _searches(address: str, page: str) -> Iterator[str]:
    """The lines of the forms of a page that only read, each filled with what all markers share."""
    for form in _FORM.finditer(page):
        head = form["head"]
        if 'method="post"' in head:
            continue
        action = re.search(r'action="([^"]*)"', head)
        target = urljoin(address.partition("?")[0], action[1] if action else "")
        for name in _LINE.findall(form["body"]):
            yield f"{target}?{name}={ANY}"


def _next_parts(address: str, text: str) -> Iterator[str]:
    """The next part of a list of the API, and the list searched."""
    path = address.partition("?")[0]
    try:
        content = json.loads(text.partition("\n\n")[2] or text)
    except ValueError:
        return
    if isinstance(content, dict) and content.get("next_cursor"):
        yield f"{path}?cursor={content['next_cursor']}"
    described = _described().get(path, {}).get("get", {})
    for parameter in described.get("parameters", ()):
        if parameter["name"] in {"q", "words"}:
            yield f"{path}?{parameter['name']}={ANY}"


def _read(response: HttpResponseBase) -> Answered:
    body = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
    kind = response.headers.get("Content-Type", "")
    headers = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
    cookies = response.cookies.output()
    text = "\n".join(unquote(each) for each in (headers, cookies)) + "\n\n" + unpacked(body)
    return Answered(
        response.status_code,
        text,
        response.headers.get("Location", ""),
        kind.startswith("text/html"),
    )
