import unittest

from checkout import discount


class DiscountTest(unittest.TestCase):
    CASES = (
        (100000, "DIWALI15", 15000),
        (30, "DIWALI15", 5),
        (90000, "WELCOME10", 9000),
        (300000, "WELCOME10", 20000),
        (50000, "TEATIME", 5000),
        (49999, "TEATIME", 0),
        (100000, None, 0),
        (100000, "SUMMER", 0),
    )

    def test_what_coupons_take_off(self):
        for total_paise, coupon, off in self.CASES:
            with self.subTest(total_paise=total_paise, coupon=coupon):
                self.assertEqual(discount(total_paise, coupon), off)


if __name__ == "__main__":
    unittest.main()
