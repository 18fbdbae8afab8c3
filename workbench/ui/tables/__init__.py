"""Qt table models over the session's figures."""
