"""What happens to every request: who is looking, in which language, and how errors answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.utils import translation
from django.utils.functional import SimpleLazyObject

from samvern.base.errors import error_page, logged_out, method_not_allowed
from samvern.base.request import Request
from samvern.base.viewer import ANONYMOUS, Viewer, viewer_for
from samvern.engine.errors import NotFound, SamvernError

Handler = Callable[[Request], HttpResponse]


def viewer_middleware(get_response: Handler) -> Handler:
    """Give each request its viewer, built when first asked for."""

    def middleware(request: Request) -> HttpResponse:
        def build() -> Viewer:
            user = request.user
            return viewer_for(user) if user.is_authenticated else ANONYMOUS

        request.viewer = cast("Viewer", SimpleLazyObject(build))
        return get_response(request)

    return middleware


def language_middleware(get_response: Handler) -> Handler:
    """Speak the language that was chosen; bokmål to those who chose none.

    The choice is kept in a cookie, also for people without an account. The browser's own
    language list is not asked: most are set to English by nobody in particular.
    """
    known = {code for code, _name in settings.LANGUAGES}

    def middleware(request: Request) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        if chosen not in known and request.user.is_authenticated:
            chosen = request.user.language
        language = chosen if chosen in known else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response

    return middleware


class LogInMiddleware(LoginRequiredMiddleware):
    """Asks for a log-in; what somebody wrote before the last one ended is shown, not thrown away."""

    def process_view(
        self,
        request: HttpRequest,
        view_func: Callable[..., HttpResponseBase],
        view_args: Any,
        view_kwargs: Any,
    ) -> HttpResponseBase | None:
        """Lead to the log-in, or show what was written; nothing for whoever may go on."""
        to_log_in = super().process_view(request, view_func, view_args, view_kwargs)
        return to_log_in and (logged_out(request) or to_log_in)


class _ErrorMiddleware:
    """Turns an error of Samvern's own tree, or a refused method, into its page.

    A number in an address that no database holds is that of nothing; not every lookup says so itself.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and not response.content:
            page = method_not_allowed(request)
            page.headers["Allow"] = response.headers["Allow"]
            return page
        return response

    def process_view(
        self, request: HttpRequest, _view: object, _args: object, kwargs: Mapping[str, object]
    ) -> HttpResponse | None:
        numbers = (value for value in kwargs.values() if isinstance(value, int))
        is_beyond = any(value >= 2**63 for value in numbers)
        return error_page(request, NotFound("page.unknown")) if is_beyond else None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return error_page(request, error) if isinstance(error, SamvernError) else None


def error_middleware(get_response: Handler) -> _ErrorMiddleware:
    """Answer errors of Samvern's own tree with a page that says what to do."""
    return _ErrorMiddleware(get_response)
