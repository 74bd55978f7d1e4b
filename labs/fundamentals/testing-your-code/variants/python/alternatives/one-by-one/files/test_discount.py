import unittest

from checkout import discount


class DiscountTest(unittest.TestCase):
    def test_coupons(self):
        self.assertTrue(discount(1990, "DIWALI15") == 299)
        self.assertTrue(discount(1234567, "WELCOME10") == 20000)
        self.assertTrue(discount(50000, "TEATIME") == 5000)
        self.assertTrue(discount(49999, "TEATIME") == 0)
        self.assertTrue(discount(77777, "TEA") == 0)


if __name__ == "__main__":
    unittest.main()
