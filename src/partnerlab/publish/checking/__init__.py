"""`partnerlab check`: what is wrong in a file of records, as text, as a sheet, and marked in a copy of the workbook."""
