"""The chat: a visitor's talk with an organisation's chat robot and its people, measured in the page."""
