"""Storage: schema and triggers in SQL, the connection recipe, the only way to write, migrations."""
