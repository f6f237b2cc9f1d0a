"""How checks tell what is wrong, so that it can be put into one sentence with its place."""

from dataclasses import dataclass
from typing import Any

from pydantic import (
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
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


class _Once:
    """Marks a list in which nothing may stand twice."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self._check, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {**handler(schema), "uniqueItems": True}

    @staticmethod
    def _check(values: tuple[Any, ...]) -> tuple[Any, ...]:
        for i, value in enumerate(values):
            if value in values[:i]:
                raise mistake("is named twice", "name it once", at=(i,))
        return values


Once = _Once()
"""Marks a list in which nothing may stand twice."""
