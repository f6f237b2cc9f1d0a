from django.db import Error


def refused_by(error: BaseException) -> str:
    """Return the name of the constraint or guard that refused a statement, "" if it was none of them.

    Guards: `attempt_arrow`, `attempt_over`, `attempt_token`, `attempt_of_its_contact`, `attempt_day`,
    `contact_ends_once`, `contact_attempt_open`, `contact_own_touchpoint`, `cap_touchpoint_day`,
    `cap_organisation_day`, `cap_simultaneous`, `cap_minutes`, `frozen`, `append_only`; else the name of
    a constraint of the models, such as `attempt_one_in_progress_a_touchpoint`.
    """
    cause = error.__cause__ if isinstance(error, Error) else error
    return getattr(getattr(cause, "diag", None), "constraint_name", None) or ""
