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

    def test_hubs_with_the_same_number_stand_in_the_order_of_their_names(self):
        found = summarise([
            f"{at(1)} PCL-100001 pune arrived",
            f"{at(2)} PCL-100002 delhi arrived",
            f"{at(3)} PCL-100003 kochi arrived",
            f"{at(4)} PCL-100004 kochi arrived",
        ])
        self.assertEqual([each["hub"] for each in found["hubs"]], ["kochi", "delhi", "pune"])

    def test_the_three_that_wait_longest_come_first(self):
        found = summarise(f"{at(minute)} PCL-10000{minute} pune arrived" for minute in (5, 4, 3, 2))
        self.assertEqual([each["parcel"] for each in found["oldest"]], ["PCL-100002", "PCL-100003", "PCL-100004"])

    def test_what_is_no_scan_is_counted_and_changes_nothing_else(self):
        found = summarise(["scanner 4: battery low", f"{at(1)} PCL-100001 pune arr", ""])
        self.assertEqual((found["parcels"], found["unreadable"]), (0, 3))


if __name__ == "__main__":
    unittest.main()
