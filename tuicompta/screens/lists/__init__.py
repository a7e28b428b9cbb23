"""Lists: one window for all, their search, filters, groups, views, exports."""
