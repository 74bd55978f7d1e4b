"""Everything under /orders."""

import re

from flask import Blueprint, request

from wholesale.cursor import make_cursor, read_cursor
from wholesale.db import query
from wholesale.errors import ApiError
from wholesale.validation import change_errors, order_errors, whole_number

orders = Blueprint("orders", __name__)

COLUMNS = "id, customer_id, sku, quantity, status, total_paise, version, ordered_at"


@orders.get("")
def list_orders():
    fields = {}
    limit = whole_number(request.args.get("limit", "20"), 1, 100)
    if limit is None:
        fields["limit"] = "must be a whole number from 1 to 100"
    after = read_cursor(request.args["cursor"]) if "cursor" in request.args else (None, None)
    if after is None:
        fields["cursor"] = "must be the next_cursor of an earlier answer"
    if fields:
        raise ApiError(400, "The query is not valid.", fields)
    # One more than is asked for: whether it comes tells if there is a next page.
    rows = query(
        f"""SELECT {COLUMNS} FROM orders
            WHERE %s::timestamptz IS NULL OR (ordered_at, id) < (%s::timestamptz, %s::integer)
            ORDER BY ordered_at DESC, id DESC LIMIT %s""",
        [after[0], *after, limit + 1],
    )
    items = [shown(row) for row in rows[:limit]]
    return {"items": items, "next_cursor": make_cursor(items[-1]) if len(rows) > limit else None}


@orders.post("")
def create_order():
    given = request.get_json()
    refuse(order_errors(given))
    order = shown(insert_order(given))
    return order, 201, {"Location": f"/orders/{order['id']}"}


@orders.get("/<order_id>")
def show_order(order_id):
    return shown(find_order(order_id))


@orders.patch("/<order_id>")
def change_order(order_id):
    before = find_order(order_id)
    changes = request.get_json()
    changed = before | changes if isinstance(changes, dict) else before
    refuse(change_errors(changed))
    [order] = query(
        f"""UPDATE orders
            SET status = %s, quantity = %s, total_paise = total_paise / quantity * %s, version = version + 1
            WHERE id = %s RETURNING {COLUMNS}""",
        [changed["status"], changed["quantity"], changed["quantity"], before["id"]],
    )
    return shown(order)


def insert_order(given, connection=None):
    """The price comes from the product. No row means that the partner or the product does not exist."""
    found = query(
        f"""INSERT INTO orders (customer_id, sku, quantity, total_paise, ordered_at)
            SELECT customers.id, products.sku, %(quantity)s, products.price_paise * %(quantity)s,
                   coalesce(%(ordered_at)s::timestamptz, now())
            FROM customers, products WHERE customers.id = %(customer_id)s AND products.sku = %(sku)s
            RETURNING {COLUMNS}""",
        {"ordered_at": None} | given,
        connection,
    )
    if not found:
        refuse({"sku": "or customer_id: there is no such partner or product"})
    return found[0]


def find_order(order_id):
    found = (
        query(f"SELECT {COLUMNS} FROM orders WHERE id = %s", [order_id])
        if re.fullmatch("[1-9][0-9]{0,8}", order_id)
        else []
    )
    if not found:
        raise ApiError(404, f"There is no order {order_id}.")
    return found[0]


def shown(order):
    """The order as JSON has it: times as text, to the microsecond."""
    return order | {"ordered_at": order["ordered_at"].strftime("%Y-%m-%dT%H:%M:%S.%fZ")}


def refuse(fields):
    if fields:
        raise ApiError(422, "The order is not valid.", fields)
