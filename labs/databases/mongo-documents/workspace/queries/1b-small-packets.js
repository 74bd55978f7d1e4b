// Which products of the categories tea and spices cost less than 200 rupees? Whole documents.
