"""What every part of the scenario language has in common."""

from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import (
    AllowInfNan,
    BaseModel,
    ConfigDict,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    Strict,
    StringConstraints,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=64)]
"""The short name of a thing: small letters, digits and hyphens, such as `nursery-admission`."""

Line = Annotated[str, StringConstraints(min_length=1, max_length=2000)]
"""Text that is not empty."""

Version = Annotated[str, StringConstraints(min_length=1, max_length=32)] | int
"""A document's version: a whole number, or text such as "2026.1"."""

Number = Annotated[float, Strict(), AllowInfNan(False)]
"""A number, written as a number."""

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


def mistake(wrong: str, remedy: str, *, at: tuple[str | int, ...] = ()) -> PydanticCustomError:
    """Make the error of a check: what is wrong, what to do, and where below the checked value."""
    return PydanticCustomError("svartid", "{wrong} – {remedy}", {"wrong": wrong, "remedy": remedy, "at": at})
