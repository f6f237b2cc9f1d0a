"""The town's chats: a widget in a page, and behind it a chat robot, a queue and people who answer."""
