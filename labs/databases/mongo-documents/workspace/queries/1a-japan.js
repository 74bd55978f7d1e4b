// Which orders from Japan (country JP) are delivered? Whole documents.
