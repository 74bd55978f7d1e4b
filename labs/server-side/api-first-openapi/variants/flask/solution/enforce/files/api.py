"""The routes that the document describes."""

from flask import Blueprint, request

from contract import contract
from delivery import book, find_booking, find_slot, list_slots

api = Blueprint("api", __name__)


@api.get("/slots")
@contract
def get_slots():
    """List the slots of a day."""
    return {"items": list_slots(request.args["day"])}


@api.get("/slots/<id>")
@contract
def get_slot(id):
    """Show one slot."""
    slot = find_slot(int(id))
    return slot if slot is not None else ({"error": "There is no such slot."}, 404)


@api.post("/bookings")
@contract
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


@api.get("/bookings/<id>")
@contract
def get_booking(id):
    """Show one booking."""
    booking = find_booking(int(id))
    return booking if booking is not None else ({"error": "There is no such booking."}, 404)
