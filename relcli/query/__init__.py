"""Questions: filters, periods and the names people type, before any SQL is made of them."""
