-- A guided entry has at most one entry in the journals, even after its link is broken (INVT-01).

CREATE UNIQUE INDEX entry_of_guided_entry ON entry (source_id) WHERE source_kind = 'guided_entry';

-- Once its entry is given back to the journal, a guided entry is «Modifié en comptabilité» (CTX-06, SGE-12).
CREATE TRIGGER guided_entry_released AFTER UPDATE OF linked ON entry
WHEN OLD.linked = 1 AND NEW.linked = 0 AND OLD.source_kind = 'guided_entry'
BEGIN UPDATE guided_entry SET state = 'changed', version = version + 1 WHERE id = OLD.source_id AND state = 'posted'; END;
