"""Invoices, credit notes, proformas, reminders and utility bills."""
