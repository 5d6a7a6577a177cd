"""Installed in development and in the demo only: embedded servers, seed, one-click sign-in."""
