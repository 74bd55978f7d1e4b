"""Everything under /returns."""

import re

from flask import Blueprint, request

from desk.auth import require_token
from desk.cursor import make_cursor, read_cursor
from desk.db import query
from desk.errors import ApiError, refuse
from desk.validation import STATUSES, return_errors, whole_number

returns = Blueprint("returns", __name__)
returns.before_request(require_token)

COLUMNS = "id, order_id, sku, quantity, reason, status, refund_paise"


@returns.get("")
def list_returns():
    wanted = list_query(request.args)
    # Fixed text and placeholders only; the values travel beside it.
    conditions = ["true"]
    if "status" in wanted:
        conditions.append("status = %(status)s")
    if "cursor" in wanted:
        wanted["refund"], wanted["id"] = wanted["cursor"]
        conditions.append("(refund_paise < %(refund)s OR (refund_paise = %(refund)s AND id > %(id)s))")
    limit = wanted.get("limit", 20)
    # One more than is asked for: whether it comes tells if there is a next page.
    rows = query(
        f"""SELECT {COLUMNS} FROM returns WHERE {" AND ".join(conditions)}
            ORDER BY refund_paise DESC, id LIMIT %(rows)s""",
        wanted | {"rows": limit + 1},
    )
    items = rows[:limit]
    return {"items": items, "next_cursor": make_cursor(items[-1]) if len(rows) > limit else None}


@returns.post("")
def create_return():
    given = request.get_json()
    refuse(422, return_errors(given))
    announced = announce(given)
    return announced, 201, {"Location": f"/returns/{announced['id']}"}


@returns.get("/<return_id>")
def show_return(return_id):
    return find_return(return_id)


def list_query(parameters):
    """Reads the parameters of a list that were sent."""
    readers = {
        "limit": (lambda text: whole_number(text, 1, 100), "must be a whole number from 1 to 100"),
        "cursor": (read_cursor, "must be the next_cursor of an earlier answer"),
        "status": (lambda text: text if text in STATUSES else None, "must be one of " + ", ".join(STATUSES)),
    }
    found = {name: read(parameters[name]) for name, (read, _) in readers.items() if name in parameters}
    refuse(400, {name: readers[name][1] for name, value in found.items() if value is None})
    return found


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
