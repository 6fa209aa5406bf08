"""The routes around the pages."""
