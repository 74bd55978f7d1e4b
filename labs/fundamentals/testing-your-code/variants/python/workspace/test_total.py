import unittest

from checkout import total


class TotalTest(unittest.TestCase):
    pass  # Your tests come here.


if __name__ == "__main__":
    unittest.main()
