import unittest

from checkout import delivery


class DeliveryTest(unittest.TestCase):
    pass  # Your tests come here.


if __name__ == "__main__":
    unittest.main()
