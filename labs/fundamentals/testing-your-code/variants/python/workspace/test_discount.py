import unittest

from checkout import discount


class DiscountTest(unittest.TestCase):
    pass  # Your tests come here.


if __name__ == "__main__":
    unittest.main()
