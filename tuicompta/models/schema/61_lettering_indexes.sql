-- From a line to its carried-forward copies: what is lettered in a later fiscal year is undone there only.
CREATE INDEX line_carried_from ON entry_line (carried_line_id) WHERE carried_line_id IS NOT NULL;
-- The few partial groups among many lettered ones.
CREATE INDEX lettering_partial ON lettering (account_id) WHERE partial = 1;
