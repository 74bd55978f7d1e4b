import unittest

from checkout import delivery


class DeliveryTest(unittest.TestCase):
    def test_delivery(self):
        delivery(149999, "IN")
        delivery(150000, "IN")
        delivery(400000, "IN")
        delivery(20000, "GB")
        delivery(150000, "GB")


if __name__ == "__main__":
    unittest.main()
