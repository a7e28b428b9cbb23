-- Indexes of the big tables, apart because a bulk load builds them after its rows. Definitive and seal numbers are unique because the gate
-- only takes the number after the greatest; a UNIQUE index would let INSERT OR REPLACE delete the entry that holds the number.
CREATE INDEX entry_of_journal_period ON entry (journal_id, period_id, entry_date, id);
CREATE INDEX entry_of_day ON entry (entry_date);
CREATE INDEX entry_to_validate ON entry (journal_id, period_id, status) WHERE status <> 'V';
CREATE INDEX entry_of_piece ON entry (journal_id, fiscal_year_id, piece_number);
CREATE INDEX entry_definitive ON entry (journal_id, fiscal_year_id, definitive_number) WHERE definitive_number IS NOT NULL;
CREATE INDEX entry_sealed ON entry (seal_number) WHERE seal_number IS NOT NULL;
CREATE INDEX entry_imported ON entry (import_key) WHERE import_key IS NOT NULL;
CREATE UNIQUE INDEX line_of_entry ON entry_line (entry_id, position);
CREATE INDEX line_of_account ON entry_line (account_id, entry_date, entry_id, position, debit, credit);
CREATE INDEX line_of_lettering ON entry_line (lettering_id) WHERE lettering_id IS NOT NULL;
CREATE INDEX vat_record_of_line ON vat_record (entry_line_id);
CREATE INDEX due_date_open ON due_date (account_id, due_on, amount, matched, side) WHERE matched < amount;
