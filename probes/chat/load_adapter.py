from pathlib import Path

from probes.chat.adapter import Adapter
from probes.errors import BadSettings
from scenarios.checker import check_as
from scenarios.errors import Mistake, ScenarioErrors
from scenarios.load import read_file

_FOLDER = Path(__file__).parent / "adapters"


def adapter_names(folder: Path = _FOLDER) -> list[str]:
    """Return the names of the adapters that are shipped."""
    return sorted(path.stem for path in folder.glob("*.yaml"))


def load_adapter(path: Path) -> Adapter:
    """Read an adapter. Raises ScenarioErrors with file, line, column and remedy of every mistake in it."""
    document = read_file(path)
    model = check_as(document, Adapter)
    if model is None or document.mistakes:
        raise ScenarioErrors(document.mistakes)
    if model.adapter != path.stem:
        place = document.places[("adapter",)].value
        wrong = f"is not the file's name (found {model.adapter}) – write {path.stem}, or rename the file"
        raise ScenarioErrors([Mistake(document.file, *place, "adapter", wrong)])
    return model


def find_adapter(name: str) -> Adapter:
    """Return the adapter of a file (`….yaml`), or of that name among those shipped.

    Raises BadSettings naming what is known, or with every mistake of the file.
    """
    is_file = name.endswith((".yaml", ".yml")) or "/" in name
    path = Path(name) if is_file else _FOLDER / f"{name}.yaml"
    if not is_file and name not in adapter_names():
        known = ", ".join(adapter_names())
        raise BadSettings(f"there is no chat adapter {name!r} (known: {known}) – or name a file")
    try:
        return load_adapter(path)
    except ScenarioErrors as error:
        raise BadSettings(str(error)) from None
