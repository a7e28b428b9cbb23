"""What shows first: welcome, start pages, dashboard, first steps."""
