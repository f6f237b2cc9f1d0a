"""Values that people write as a few words."""

from typing import Any, ClassVar, Self

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from scenarios.telling import mistake


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
