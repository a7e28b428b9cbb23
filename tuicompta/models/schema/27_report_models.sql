-- Models of reports (EDM): layouts made by the users; those of the system come from the reports themselves.
CREATE TABLE report_model (
    id INTEGER PRIMARY KEY,
    report TEXT NOT NULL CHECK (length(report) BETWEEN 1 AND 40),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 60 AND trim(name) = name),
    folded_name TEXT NOT NULL CHECK (folded_name NOT LIKE '%(systeme)'),
    content TEXT NOT NULL CHECK (
        CASE WHEN length(content) > 100000 OR NOT json_valid(content) THEN 0
             ELSE json_type(content) = 'object' AND coalesce(json_array_length(content, '$.columns'), 0) >= 1 END),
    version INTEGER NOT NULL DEFAULT 1,
    UNIQUE (report, folded_name),
    UNIQUE (id, report)
) STRICT;

-- One model at most is the one of the cards, and of the lists, of a report (IMP-05); it is one of that report.
CREATE TABLE report_model_default (
    report TEXT NOT NULL,
    use TEXT NOT NULL CHECK (use IN ('card', 'list')),
    report_model_id INTEGER NOT NULL,
    PRIMARY KEY (report, use),
    FOREIGN KEY (report_model_id, report) REFERENCES report_model (id, report) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;
