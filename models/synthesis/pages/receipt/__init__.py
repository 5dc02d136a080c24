"""Receipts of shops, restaurants, petrol stations, car parks and hotels, and card slips."""
