"""The balance preview: what to do, two maps side by side, a proposal with its moves, accepted in one step."""
