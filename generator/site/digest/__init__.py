"""What was added to the list in some time, as one text for a chat, an issue or an e-mail."""
