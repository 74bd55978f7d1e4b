"""The routes that the document describes."""

from flask import Blueprint, request

from delivery import book, find_booking, find_slot, list_slots

api = Blueprint("api", __name__)


@api.get("/slots")
def get_slots():
    """List the slots of a day."""
    return {"items": [{**slot, "free": str(slot["free"])} for slot in list_slots(request.args["day"])]}


@api.get("/slots/<int:slot_id>")
def get_slot(slot_id):
    """Show one slot."""
    slot = find_slot(slot_id)
    return slot if slot is not None else ({"error": "There is no such slot."}, 404)


@api.post("/bookings")
def post_booking():
    """Book a slot."""
    wanted = request.json
    slot = find_slot(wanted["slot_id"])
    if slot is None:
        return {"error": "There is no such slot."}, 404
    booking = book(slot, wanted["name"], wanted.get("phone"))
    if booking is None:
        return {"error": "This slot is full."}, 409
    return booking, 201, {"Location": f"/bookings/{booking['id']}"}


@api.get("/bookings/<int:booking_id>")
def get_booking(booking_id):
    """Show one booking."""
    booking = find_booking(booking_id)
    return booking if booking is not None else ({"error": "There is no such booking."}, 404)
