import unittest

from checkout import delivery


class DeliveryTest(unittest.TestCase):
    def test_delivery(self):
        self.assertEqual(delivery(100000, "IN"), 6000)
        self.assertEqual(delivery(200000, "IN"), 0)
        self.assertEqual(delivery(50000, "GB"), 90000)


if __name__ == "__main__":
    unittest.main()
