import unittest

from checkout import total


class TotalTest(unittest.TestCase):
    def test_a_cart_costs_the_sum_of_its_lines(self):
        items = [
            {"unit_price_paise": 36000, "quantity": 2},
            {"unit_price_paise": 12000, "quantity": 1},
        ]
        self.assertEqual(total(items), 84000)

    def test_an_empty_cart_costs_nothing(self):
        self.assertEqual(total([]), 0)


if __name__ == "__main__":
    unittest.main()
