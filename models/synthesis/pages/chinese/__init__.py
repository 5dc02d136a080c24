"""Chinese VAT invoices and tickets."""
