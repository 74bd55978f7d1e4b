import unittest

from checkout import delivery


class DeliveryTest(unittest.TestCase):
    def test_within_india_it_is_free_from_1500_rupees_on(self):
        self.assertEqual(delivery(149999, "IN"), 6000)
        self.assertEqual(delivery(150000, "IN"), 0)

    def test_to_other_countries_it_is_never_free(self):
        self.assertEqual(delivery(20000, "GB"), 90000)
        self.assertEqual(delivery(150000, "GB"), 90000)


if __name__ == "__main__":
    unittest.main()
