// Which products are tagged organic and gift, both? Whole documents.
