"""Bank statements read: what is in a file, as plain data. Nothing here knows the database, nobody is asked who they are."""
