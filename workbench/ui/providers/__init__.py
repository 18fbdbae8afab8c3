"""Providers in the window: what each locality links, and the sectors of kinds of provider."""
