import unittest

from checkout import delivery


class DeliveryTest(unittest.TestCase):
    def test_delivery(self):
        self.assertEqual(delivery(150000, "IN"), 0)
        self.assertEqual(delivery(149999, "IN"), 6000)
        self.assertEqual(delivery(150000, "US"), 90000)


if __name__ == "__main__":
    unittest.main()
