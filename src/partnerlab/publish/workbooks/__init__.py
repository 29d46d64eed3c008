"""Workbooks that the package writes: tables for those who calculate, empty forms for those who keep books."""
