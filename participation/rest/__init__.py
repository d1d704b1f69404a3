"""What the API of every room is made of: lists with allow-listed filters, dictionaries out, strict fields in."""
