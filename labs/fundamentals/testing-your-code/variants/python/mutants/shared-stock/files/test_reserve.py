import unittest

from checkout import OutOfStock, reserve


class ReserveTest(unittest.TestCase):
    stock = {"TEA-2004": 5}

    def test_takes_pieces(self):
        reserve(self.stock, [{"sku": "TEA-2004", "quantity": 3}])
        self.assertEqual(self.stock["TEA-2004"], 2)

    def test_takes_the_last_piece(self):
        reserve(self.stock, [{"sku": "TEA-2004", "quantity": 5}])
        self.assertEqual(self.stock["TEA-2004"], 0)

    def test_refuses(self):
        with self.assertRaises(OutOfStock):
            reserve(self.stock, [{"sku": "TEA-2004", "quantity": 6}])


if __name__ == "__main__":
    unittest.main()
