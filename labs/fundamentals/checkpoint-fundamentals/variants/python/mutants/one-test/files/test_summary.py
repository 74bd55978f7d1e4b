import unittest

from summary import summarise


def at(minute):
    return f"2026-06-30T09:{minute:02}:00Z"


class SummaryTest(unittest.TestCase):
    def test_the_last_scan_of_a_parcel_decides_whether_and_where_it_is_stuck(self):
        found = summarise([
            f"{at(1)} PCL-100001 pune accepted",
            f"{at(2)} PCL-100002 pune accepted",
            f"{at(3)} PCL-100001 delhi delivered",
            f"{at(4)} PCL-100002 delhi arrived",
        ])
        self.assertEqual((found["parcels"], found["stuck"]), (2, 1))
        self.assertEqual(found["hubs"], [{"hub": "delhi", "stuck": 1}])


if __name__ == "__main__":
    unittest.main()
