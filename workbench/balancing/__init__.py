"""Proposals: plain data in, a proposal that the planner may take out; no files, no Qt."""
