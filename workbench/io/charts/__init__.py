"""Charts for boards, drawn by matplotlib without Qt."""
