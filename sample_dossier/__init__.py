"""The demonstration dossier: two years of an invented workshop, in readable files, and the program that builds it.

The company, its customers, suppliers and banks do not exist. Amounts are fixed in the files; dates are written from
the calendar year of the creation, N (`08/01/N-1`), so that the dossier is always of this year and the year before. Both
years are whole; what depends on the day of the creation is only how far entries are validated, lettered and matched.

- `company.toml`: company, VAT accounts, journals, banks
- `accounts.csv`, `third_parties.csv`: accounts beside those of the delivered chart
- `guides.toml`, `label_models.csv`: models
- `invoices/`: invoices of a journal, one net amount a row; the VAT follows from the rate
- `recurring.toml`: invoices that come back every month, with their payment
- `tables/` and `templates.toml`: figures by month or week, and the entries made of them
- `entries/`: everything else, line by line; `settles` names the documents that a line settles
"""
