import unittest

from checkout import OutOfStock, reserve


class ReserveTest(unittest.TestCase):
    pass  # Your tests come here.


if __name__ == "__main__":
    unittest.main()
