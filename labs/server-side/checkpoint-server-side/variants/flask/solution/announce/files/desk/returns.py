"""Everything under /returns."""

import re

from flask import Blueprint, request

from desk.db import query
from desk.errors import ApiError, refuse
from desk.validation import return_errors

returns = Blueprint("returns", __name__)

COLUMNS = "id, order_id, sku, quantity, reason, status, refund_paise"


@returns.post("")
def create_return():
    given = request.get_json()
    refuse(422, return_errors(given))
    announced = announce(given)
    return announced, 201, {"Location": f"/returns/{announced['id']}"}


@returns.get("/<return_id>")
def show_return(return_id):
    return find_return(return_id)


def announce(given):
    """What is refunded follows from what was bought."""
    found = query(
        """SELECT unit_price_paise, status FROM order_items JOIN orders ON orders.id = order_id
           WHERE order_id = %(order_id)s AND sku = %(sku)s""",
        given,
    )
    if not found:
        refuse(422, {"sku": "is not in this order"})
    if found[0]["status"] != "delivered":
        raise ApiError(409, "The order was not delivered.")
    [announced] = query(
        f"""INSERT INTO returns (order_id, sku, quantity, reason, refund_paise)
            VALUES (%(order_id)s, %(sku)s, %(quantity)s, %(reason)s, %(refund_paise)s) RETURNING {COLUMNS}""",
        given | {"refund_paise": found[0]["unit_price_paise"] * given["quantity"]},
    )
    return announced


def find_return(return_id):
    known = re.fullmatch("[1-9][0-9]{0,8}", return_id)
    found = query(f"SELECT {COLUMNS} FROM returns WHERE id = %s", [return_id]) if known else []
    if not found:
        raise ApiError(404, f"There is no return {return_id}.")
    return found[0]
