"""The pages of reports, decisions, statements, appeals, rules and the public log."""
