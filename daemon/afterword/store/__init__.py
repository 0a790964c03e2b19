"""The memory on disk: journal, outbox, ledger, cursors. `store.sqlite.SqliteStore` meets the `Store` port."""
