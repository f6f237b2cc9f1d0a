"""From a parser's events to the nodes of one document, within bounds."""

from typing import Any

import yaml
from yaml.composer import Composer, ComposerError
from yaml.nodes import Node
from yaml.resolver import BaseResolver

from scenarios.yaml_document import Document
from scenarios.yaml_values import place_of

# Project's own choice, many times what a document needs.
MOST_DEPTH = 40


class BoundedComposer(Composer, BaseResolver):
    """PyYAML's composer with a limit to the depth; words keep the meaning that `Values` gives them."""

    result: Document
    get_event: Any
    peek_event: Any
    check_event: Any
    """The parser's, which stands beside this class."""
    _depth = 0

    def document(self) -> Node | None:
        """Compose the one document of the file, or note that there is none or more than one."""
        self.get_event()
        if self.check_event(yaml.StreamEndEvent):
            self.result.wrong((1, 1), (), "the file is empty – write a document, or begin with `svartid new`")
            return None
        root: Node | None = self.compose_document()
        if not self.check_event(yaml.StreamEndEvent):
            event = self.peek_event()
            at = place_of(event.start_mark)
            self.result.wrong(at, (), "a second document begins – put it into a file of its own")
        return root

    def compose_node(self, parent: Node | None, index: Any) -> Node | None:
        """Compose one value, refusing tags and too deep nesting."""
        event = self.peek_event()
        if getattr(event, "tag", None) is not None:
            found = str(event.tag).replace("tag:yaml.org,2002:", "!!")
            at = place_of(event.start_mark)
            self.result.wrong(at, (), f"tags are not part of the language (found {found}) – remove it")
        if self._depth >= MOST_DEPTH:
            raise ComposerError(None, None, "nested too deep", event.start_mark)
        self._depth += 1
        node: Node | None = super().compose_node(parent, index)
        self._depth -= 1
        return node
