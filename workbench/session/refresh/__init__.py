"""Refresh a project with newer data: plans go over to the new areas, and every person is accounted for."""
