"""The monthly return: one workbook a province, read back as a file, as pasted text or as a form.

A row without its tick is not read, whatever is in it: a pre-filled value is never a report.
"""
