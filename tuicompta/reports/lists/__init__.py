"""Lists: charts, due dates, slips, progress and follow-up of entry."""
