"""When Saffron Lane delivers, and who has booked. It is kept in memory; there is nothing to change in this file."""

from threading import Lock

TIMES = [("09:00", "11:00"), ("11:00", "13:00"), ("16:00", "18:00"), ("18:00", "20:00")]
# The riders can take so many parcels in two hours.
CAPACITY = 2

slots = [
    {"id": place * len(TIMES) + index + 1, "day": day, "from": start, "to": end, "free": CAPACITY}
    for place, day in enumerate(["2026-07-01", "2026-07-02", "2026-07-03"])
    for index, (start, end) in enumerate(TIMES)
]
bookings = []
# Requests are answered by several threads.
lock = Lock()


def list_slots(day):
    """Return the slots of one day, the earliest first."""
    return [slot for slot in slots if slot["day"] == day]


def find_slot(slot_id):
    """Return a slot; None when there is none with this id."""
    return next((slot for slot in slots if slot["id"] == slot_id), None)


def find_booking(booking_id):
    """Return a booking; None when there is none with this id."""
    return next((booking for booking in bookings if booking["id"] == booking_id), None)


def book(slot, name, phone=None):
    """Book a slot that has room. Return the booking, or None when the slot is full."""
    with lock:
        if slot["free"] == 0:
            return None
        slot["free"] -= 1
        booking = {"id": len(bookings) + 1, "slot_id": slot["id"], "name": name}
        if phone is not None:
            booking["phone"] = phone
        bookings.append(booking)
        return booking
