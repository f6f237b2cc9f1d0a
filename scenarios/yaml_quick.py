"""The same documents six times as fast, over libyaml."""

from typing import Any

from yaml._yaml import CParser
from yaml.composer import Composer, ComposerError
from yaml.nodes import ScalarNode
from yaml.resolver import BaseResolver

from scenarios.yaml_composer import BoundedComposer
from scenarios.yaml_document import Document


class QuickLoader(CParser, BoundedComposer):
    """Composes over libyaml's events; its errors are in other words than PyYAML's, so nobody is told them."""

    # libyaml's parser brings a composer of its own, which knows no bounds.
    check_node = BoundedComposer.check_node
    get_node = BoundedComposer.get_node
    get_single_node = BoundedComposer.get_single_node

    def __init__(self, text: str, document: Document) -> None:
        CParser.__init__(self, text)
        Composer.__init__(self)
        BaseResolver.__init__(self)
        self.result = document

    def compose_scalar_node(self, anchor: Any) -> ScalarNode:
        """Compose a word; libyaml calls the style of one without quotes "", PyYAML None.

        Raises ComposerError for a value that is missing: the parsers differ about its place.
        """
        node = super().compose_scalar_node(anchor)
        node.style = node.style or None
        if node.style is None and not node.value:
            raise ComposerError(None, None, "a value is missing", None)
        return node
