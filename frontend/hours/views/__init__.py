"""What the pages of hours, certificates and the record answer."""
