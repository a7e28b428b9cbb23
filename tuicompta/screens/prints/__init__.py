"""Impressions: the print window, filter pages, reports on screen."""
