import unittest

from checkout import OutOfStock, reserve


class ReserveTest(unittest.TestCase):
    def test_refuses_what_is_not_there(self):
        stock = {"TEA-2004": 5, "TBW-5001": 2}
        with self.assertRaises(OutOfStock):
            reserve(stock, [{"sku": "TEA-2004", "quantity": 3}, {"sku": "TBW-5001", "quantity": 3}])


if __name__ == "__main__":
    unittest.main()
