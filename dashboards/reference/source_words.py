import ast
import inspect
import textwrap
from itertools import pairwise


def source_words(thing: type) -> dict[str, str]:
    """Return the texts that stand below the members of a class in its source, each on one line."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(thing)))
    body = tree.body[0].body if isinstance(tree.body[0], ast.ClassDef) else []
    return {
        first.targets[0].id: " ".join(second.value.value.split())
        for first, second in pairwise(body)
        if isinstance(first, ast.Assign)
        and isinstance(first.targets[0], ast.Name)
        and isinstance(second, ast.Expr)
        and isinstance(second.value, ast.Constant)
        and isinstance(second.value.value, str)
    }
