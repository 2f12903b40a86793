"""What every question may say: the form of the answer, numbers, the page; and what periods and moments are."""

from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Path, Schema
from pydantic import Field, StringConstraints

from openscorecard.api.problems import usual
from openscorecard.domain.measures.periods import Period, parse_period

Form = Literal["json", "csv", "parquet"]
MEDIA: dict[str, Form] = {
    "application/json": "json",
    "text/csv": "csv",
    "application/vnd.apache.parquet": "parquet",
}
MOST, USUAL = 10_000, 1_000
ID = r"^\w[\w.~\-]{0,99}$"
PERIOD = r"^([0-9]{4}(-(0[1-9]|1[0-2])|-Q[1-4]|-H[12])?|SY[0-9]{4}|YTD[0-9]{4}-(0[1-9]|1[0-2]))$"

PlanId = Annotated[str, Path(pattern=ID, max_length=100, description="The id of a plan.", examples=["library"])]
PeriodText = Annotated[str, StringConstraints(pattern=PERIOD, max_length=12)]
NodeText = Annotated[str, StringConstraints(pattern=r"^[^\x00-\x1f\x7f]+$", max_length=100)]
MomentText = Annotated[str, StringConstraints(pattern=r"^[0-9T:.+\-Z ]+$", max_length=40)]

AS_OF = "What was known at that time is told, later changes are left out: a day (its end) or a time in ISO form."


class Paged(Schema):
    """Parameters of every table."""

    format: Form | None = Field(None, description="The form of the answer; goes before `Accept`.", examples=["csv"])
    numbers: Literal["text", "float"] = Field(
        "text",
        description="`float` adds a column NAME_number of floating-point numbers beside each exact one, for tools that "
        "cannot read exact numbers as text.",
    )
    bom: bool = Field(False, description="CSV begins with a byte order mark, as spreadsheets want it.")
    limit: int = Field(USUAL, ge=1, le=MOST, description="Rows of one page at most.", examples=[100])
    offset: int = Field(0, ge=0, le=10_000_000, description="So many rows are passed over.", examples=[0])


def form_of(request: HttpRequest, asked: Form | None, known: tuple[str, ...] = tuple(MEDIA)) -> Form:
    """The form of the answer: as asked by name, else what `Accept` prefers; a problem where that is none of ours."""
    if asked:
        return asked
    preferred = request.get_preferred_type(list(known))
    if preferred is None:
        raise usual(406, "not-acceptable")
    return MEDIA[preferred]


def period_in(text: str) -> Period:
    """The period a parameter names; raises UnfitPeriod."""
    return parse_period(text)
