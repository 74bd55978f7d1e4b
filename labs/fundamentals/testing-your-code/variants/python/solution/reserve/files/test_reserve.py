import unittest

from checkout import OutOfStock, reserve


class ReserveTest(unittest.TestCase):
    def setUp(self):
        self.stock = {"TEA-2004": 5, "TBW-5001": 2}

    def test_takes_the_pieces_out_of_the_stock_the_last_one_too(self):
        reserve(self.stock, [{"sku": "TEA-2004", "quantity": 3}, {"sku": "TBW-5001", "quantity": 2}])
        self.assertEqual(self.stock, {"TEA-2004": 2, "TBW-5001": 0})

    def test_takes_nothing_at_all_when_one_product_lacks(self):
        with self.assertRaises(OutOfStock) as caught:
            reserve(self.stock, [{"sku": "TEA-2004", "quantity": 3}, {"sku": "TBW-5001", "quantity": 3}])
        self.assertEqual(caught.exception.sku, "TBW-5001")
        self.assertEqual(self.stock, {"TEA-2004": 5, "TBW-5001": 2})


if __name__ == "__main__":
    unittest.main()
