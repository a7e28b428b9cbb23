"""Models of reports: what a layout may hold, its checks, its texts, its form in a file (EDM)."""
