"""From a raw sheet to tables of records: where headings, records, sections and notes stand."""
