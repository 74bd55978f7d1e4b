-- Your design. Write the statements here, run them in the query panel, and keep them: this file is the design's memory.

