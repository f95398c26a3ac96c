"""Tables of pages that people save: the same rows as on the screen, as CSV and XLSX, with what each column means."""
