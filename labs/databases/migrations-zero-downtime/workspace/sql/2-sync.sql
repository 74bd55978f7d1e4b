-- 2. Both ways: whichever of the two is written, the other follows.

