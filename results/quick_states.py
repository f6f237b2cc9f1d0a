"""Migrations that make a new record in half of the time."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def quick_states() -> Iterator[None]:
    """Let Django add tables, constraints and indexes without making every related model anew.

    A migration knows the tables of its time by models that Django makes for it. It makes them again, with all
    that are related, for each of our hundred constraints, though a constraint changes none of them, and for
    each new table: most of the ten seconds that a new record took. Here the one model is told in its place,
    and a new one is made beside those that stand, as in a program that declares it.
    """
    from django.db.migrations.state import ProjectState

    ours = {"add_model": _add_model, "_append_option": _append_option, "_remove_option": _remove_option}
    was = {name: getattr(ProjectState, name) for name in ours}
    # Thousands of models are made and forgotten: looking for rubbish less often is a tenth of the time.
    often = gc.get_threshold()
    for name, method in ours.items():
        setattr(ProjectState, name, method)
    gc.set_threshold(100_000, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*often)
        for name, method in was.items():
            setattr(ProjectState, name, method)


def _add_model(state: Any, model_state: Any) -> None:
    state.models[model_state.app_label, model_state.name_lower] = model_state
    if state._relations is not None:  # noqa: SLF001
        state.resolve_model_relations((model_state.app_label, model_state.name_lower))
    if "apps" in vars(state):
        state.apps.render_multiple([model_state])


def _append_option(state: Any, app_label: str, model_name: str, option_name: str, obj: Any) -> None:
    _set(state, app_label, model_name, option_name, lambda there: [*there, obj])


def _remove_option(state: Any, app_label: str, model_name: str, option_name: str, obj_name: str) -> None:
    _set(state, app_label, model_name, option_name, lambda there: [o for o in there if o.name != obj_name])


def _set(state: Any, app_label: str, model_name: str, option: str, change: Any) -> None:
    options = state.models[app_label, model_name].options
    options[option] = change(options.get(option, []))
    if "apps" in vars(state):
        meta = state.apps.get_model(app_label, model_name)._meta  # noqa: SLF001
        setattr(meta, option, change(getattr(meta, option)))
        vars(meta).pop("total_unique_constraints", None)
