import unittest

from checkout import total


class TotalTest(unittest.TestCase):
    def test_total(self):
        self.assertEqual(total([{"unit_price_paise": 36000, "quantity": 1}]), 36000)


if __name__ == "__main__":
    unittest.main()
