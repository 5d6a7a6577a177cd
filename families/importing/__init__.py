"""Bringing in what a service has today: a workbook, read, matched, checked by a person, brought in, undone.

The way of a file: ``reader`` opens it, ``layout`` finds the headings, ``columns`` says what each column is,
``rows`` reads every row (``reading``, ``cells``) and compares it (``people``, ``scene``), ``commit`` writes,
``undo`` takes out again, ``reject`` gives back what stayed out. What a sheet can list is a ``kinds.Kind``;
rooms above add theirs. Two rules hold everywhere: nothing is lost (each row of the file is a row here) and
nothing is invented (what cannot be read is not guessed).
"""
