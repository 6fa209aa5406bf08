"""Sessions in lists: kept, copied, packed, unpacked, swept, found again."""
