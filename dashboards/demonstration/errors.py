"""What can end a demonstration. DemoFailed is all there is: one sentence with what to do."""


class DemoFailed(Exception):
    """Why the demonstration cannot go on."""

    exit_code = 3
