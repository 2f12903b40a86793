"""The service: how resources are registered, and how every answer passes token, quota, scope and form."""

from collections.abc import Callable, Collection, Mapping
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import ValidationError

from openscorecard import __version__
from openscorecard.api.answering import Found, Made, answer, json_bytes, page_of
from openscorecard.api.asking import Paged, form_of
from openscorecard.api.callers import BearerToken, Caller, counted, take
from openscorecard.api.columns import Table
from openscorecard.api.faults import NoSuchNode
from openscorecard.api.problems import Problem, of_errors, of_fault, problem, usual
from openscorecard.domain.faults import Fault
from openscorecard.domain.people.faults import Denied
from openscorecard.domain.people.tokens import Scope
from openscorecard.queries.faults import NoSuchMeasure, NotKnownYet, UnknownEdition, UnknownPlan

API = NinjaAPI(
    title="OpenScorecard",
    version=__version__,
    urls_namespace="api-1",
    docs_url=None,
    openapi_url=None,
    auth=BearerToken(),
)
METHODS = ["GET", "HEAD"]
_MISSING = (UnknownPlan, UnknownEdition, NoSuchMeasure, NoSuchNode, NotKnownYet)
RESOURCES: dict[str, "Resource"] = {}


class Resource:
    """A registered resource, as the document describes it: its table, or the schema of its JSON."""

    def __init__(self, scope: Scope, table: Table | None, shape: Mapping[str, Any] | None) -> None:
        self.scope, self.table, self.shape = scope, table, shape


def feed(path: str, table: Table, scope: Scope, facts: Mapping[str, Any] | None = None) -> Callable[..., Any]:
    """Register a table: the function finds all its rows, the page asked for is answered in the form asked for.

    `facts` are the JSON schemas of what stands beside the rows.
    """

    def wrap(view: Callable[..., Found]) -> Callable[..., Any]:
        @wraps(view)
        def answered(request: HttpRequest, **given: Any) -> HttpResponse:
            asked: Paged = given["asked"]
            admit(request, scope, type(asked).model_fields)
            form = form_of(request, asked.format)
            made = answer(
                request, form, table.name, lambda: page_of(request, table, asked, form, view(request, **given))
            )
            return counted(request, made)

        RESOURCES[view.__name__] = Resource(scope, table, facts)
        return _registered(path, answered, view)

    return wrap


def single(path: str, shape: Mapping[str, Any], scope: Scope) -> Callable[..., Any]:
    """Register a thing that is told as one JSON object, of the JSON schema `shape`."""

    def wrap(view: Callable[..., Mapping[str, Any]]) -> Callable[..., Any]:
        @wraps(view)
        def answered(request: HttpRequest, **given: Any) -> HttpResponse:
            admit(request, scope, type(given["asked"]).model_fields if "asked" in given else ())
            form_of(request, None, ("application/json",))
            made = answer(request, "json", view.__name__, lambda: Made(json_bytes(view(request, **given)), {}))
            return counted(request, made)

        RESOURCES[view.__name__] = Resource(scope, None, shape)
        return _registered(path, answered, view)

    return wrap


def _registered(path: str, answered: Callable[..., Any], view: Callable[..., Any]) -> Callable[..., Any]:
    register = API.api_operation(METHODS, path, operation_id=view.__name__, url_name=view.__name__)
    return register(answered)


def admit(request: HttpRequest, scope: Scope, names: Collection[str]) -> None:
    """Let the caller in: counted, with the scope, and asking nothing but parameters of these names, each once."""
    take(request)
    caller_of(request).needs(scope)
    unknown = [{"loc": (name,), "type": "extra_forbidden"} for name in request.GET if name not in names]
    twice = [{"loc": (name,), "type": "repeated"} for name, values in request.GET.lists() if len(values) > 1]
    if unknown or twice:
        raise of_errors(unknown + twice)


def caller_of(request: HttpRequest) -> Caller:
    """Who calls."""
    caller: Caller = request.auth  # type: ignore[attr-defined]
    return caller


def _problem(request: HttpRequest, found: Problem) -> HttpResponse:
    return counted(request, problem(request, found))


@API.exception_handler(Problem)
def on_problem(request: HttpRequest, found: Problem) -> HttpResponse:
    """What was refused."""
    return _problem(request, found)


@API.exception_handler(ValidationError)
def on_errors(request: HttpRequest, errors: ValidationError) -> HttpResponse:
    """Parameters that cannot be read; they are counted like any question."""
    try:
        take(request)
    except Problem as full:
        return _problem(request, full)
    return _problem(request, of_errors(errors.errors))


@API.exception_handler(Fault)
def on_fault(request: HttpRequest, fault: Fault) -> HttpResponse:
    """A question that has no answer."""
    if isinstance(fault, Denied):
        return _problem(request, usual(401 if caller_of(request).public else 403, "denied"))
    return _problem(request, of_fault(fault, 404 if isinstance(fault, _MISSING) else 422))


@API.exception_handler(Http404)
def on_missing(request: HttpRequest, missing: Http404) -> HttpResponse:
    """No such address."""
    return _problem(request, usual(404, "no-such-resource"))


def unknown(request: HttpRequest) -> HttpResponse:
    """An address the API does not have."""
    return problem(request, usual(404, "no-such-resource"))
