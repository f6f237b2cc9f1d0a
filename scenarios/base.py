"""What every part of the scenario language has in common."""

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import (
    AfterValidator,
    AllowInfNan,
    BaseModel,
    ConfigDict,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    Strict,
    StringConstraints,
    ValidationError,
    ValidatorFunctionWrapHandler,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema


class Mistakes:
    """Collects the mistakes of one check, so that all are told at once."""

    def __init__(self) -> None:
        self._found: list[PydanticCustomError] = []

    def add(
        self, wrong: str, remedy: str, *, at: tuple[str | int, ...] = (), found: str | None = None
    ) -> None:
        """Note a mistake (see `mistake`)."""
        self._found.append(mistake(wrong, remedy, at=at, found=found))

    def tell(self) -> None:
        """Raise what was noted; nothing happens when nothing was."""
        if len(self._found) == 1:
            raise self._found[0]
        if self._found:
            several = [error.context for error in self._found]
            message = "; ".join(error.message() for error in self._found)
            raise PydanticCustomError("svartid", "{message}", {"several": several, "message": message})


def mistake(
    wrong: str, remedy: str, *, at: tuple[str | int, ...] = (), found: str | None = None
) -> PydanticCustomError:
    """Make the error of a check: what is wrong, what was found, what to do, where below the checked value.

    Without `found` the value at the place is shown. `{quoted}` in the remedy becomes that value in quotes.
    """
    return PydanticCustomError(
        "svartid", "{wrong} – {remedy}", {"wrong": wrong, "remedy": remedy, "at": at, "found": found}
    )


@dataclass(frozen=True, slots=True)
class Explained:
    """Marks a type so that whatever is wrong with its value is said in one sentence."""

    wrong: str
    remedy: str

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        def explain(value: object, inner: ValidatorFunctionWrapHandler) -> object:
            try:
                return inner(value)
            except ValidationError:
                raise mistake(self.wrong, self.remedy) from None

        return core_schema.no_info_wrap_validator_function(explain, handler(source))


Slug = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=64),
    Explained(
        "must be a short name of small letters a to z, digits and hyphens", "write it like nursery-admission"
    ),
]
"""The short name of a thing: small letters, digits and hyphens, such as `nursery-admission`."""

Line = Annotated[str, StringConstraints(min_length=1, max_length=2000)]
"""Text that is not empty."""

Version = Annotated[
    Annotated[str, StringConstraints(min_length=1, max_length=32)] | Annotated[int, Strict()],
    Explained("must be a whole number or text in quotes", "write {quoted}"),
]
"""A document's version: a whole number, or text such as "2026.1"."""

Measurement = Literal[
    "post_dial_delay",
    "ring_time",
    "menu_time",
    "queue_time",
    "answer_time",
    "hold_time",
    "talk_time",
    "call_time",
    "first_reply_time",
    "reply_time",
    "transfers",
    "attempts",
    "answered",
]
"""A number or fact derived from a contact's timeline."""

Number = Annotated[float, Strict(), AllowInfNan(False)]
"""A number, written as a number."""

Count = Annotated[int, Strict()]
"""A whole number, written as a number."""

Flag = Annotated[bool, Strict()]
"""true or false; not yes, no, on or off, which are text."""

Channel = Literal["phone", "web_form", "email", "chat", "messenger", "web_page"]
"""How an organisation is reached. `web_page` is information looked up, not a contact with anybody."""


class Part(BaseModel):
    """A part of a scenario document: unknown keys are mistakes, values never change."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class Written:
    """A value that people write as a few words, such as `5 min`, and read back the same way.

    A subclass gives `parse` (which raises `ValueError` through `mistake`), `__str__`, and for editors a
    `pattern` and some `examples`.
    """

    meaning: ClassVar[str] = ""
    pattern: ClassVar[str] = ""
    examples: ClassVar[tuple[str, ...]] = ()
    plain_numbers: ClassVar[bool] = False

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the value from what somebody wrote."""
        raise NotImplementedError

    @classmethod
    def _validate(cls, value: object) -> Self:
        if isinstance(value, cls):
            return value
        if isinstance(value, str):
            return cls.parse(value.strip())
        if cls.plain_numbers and isinstance(value, (int, float)) and not isinstance(value, bool):
            return cls.parse(str(value))
        raise mistake(f"must be {cls.meaning}", f"write it like {cls.examples[0]}")

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls._validate, serialization=core_schema.to_string_ser_schema()
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"type": "string", "pattern": cls.pattern, "examples": list(cls.examples)}


def _once(values: tuple[Any, ...]) -> tuple[Any, ...]:
    for i, value in enumerate(values):
        if value in values[:i]:
            raise mistake("is named twice", "name it once", at=(i,))
    return values


Once = AfterValidator(_once)
"""Marks a list in which nothing may stand twice."""
