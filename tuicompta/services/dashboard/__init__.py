"""Figures of the dashboard and of the start pages."""
