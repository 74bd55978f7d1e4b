"""Everything under /orders."""

import re

from flask import Blueprint, jsonify, request
from psycopg.types.json import Json

from wholesale.cursor import make_cursor, read_cursor
from wholesale.db import query, transaction
from wholesale.errors import ApiError
from wholesale.idempotency import fingerprint_of, idempotency_key
from wholesale.validation import (
    MAX_INTEGER,
    STATUSES,
    change_errors,
    order_errors,
    whole_number,
)

orders = Blueprint("orders", __name__)

COLUMNS = "id, customer_id, sku, quantity, status, total_paise, version, ordered_at"


@orders.get("")
def list_orders():
    wanted = list_query(request.args)
    # Fixed text and placeholders only; the values travel beside it.
    conditions = ["true"]
    if "status" in wanted:
        conditions.append("status = %(status)s")
    if "customer_id" in wanted:
        conditions.append("customer_id = %(customer_id)s")
    if "cursor" in wanted:
        wanted["ordered_at"], wanted["id"] = wanted["cursor"]
        conditions.append("(ordered_at, id) < (%(ordered_at)s::timestamptz, %(id)s::integer)")
    limit = wanted.get("limit", 20)
    # One more than is asked for: whether it comes tells if there is a next page.
    rows = query(
        f"""SELECT {COLUMNS} FROM orders WHERE {" AND ".join(conditions)}
            ORDER BY ordered_at DESC, id DESC LIMIT %(rows)s""",
        wanted | {"rows": limit + 1},
    )
    items = [shown(row) for row in rows[:limit]]
    return {"items": items, "next_cursor": make_cursor(items[-1]) if len(rows) > limit else None}


@orders.post("")
def create_order():
    key = idempotency_key(request)
    given = request.get_json()
    refuse(order_errors(given))
    fingerprint = fingerprint_of(given)
    kept = query("SELECT fingerprint, body FROM idempotency_keys WHERE key = %s", [key])
    if kept and kept[0]["fingerprint"] != fingerprint:
        raise ApiError(422, "This key was used for another order.")
    if kept:
        return created(kept[0]["body"])
    with transaction() as connection:
        order = shown(insert_order(given, connection))
        query(
            "INSERT INTO idempotency_keys (key, fingerprint, body) VALUES (%s, %s, %s)",
            [key, fingerprint, Json(order)],
            connection,
        )
    return created(order)


@orders.get("/<order_id>")
def show_order(order_id):
    return with_etag(shown(find_order(order_id))).make_conditional(request)


@orders.patch("/<order_id>")
def change_order(order_id):
    if "If-Match" not in request.headers:
        raise ApiError(428, "Send If-Match with the ETag of the order that you change.")
    before = find_order(order_id)
    if not request.if_match.contains(str(before["version"])):
        raise changed_meanwhile()
    changes = request.get_json()
    changed = before | changes if isinstance(changes, dict) else before
    refuse(change_errors(changed))
    found = query(
        f"""UPDATE orders
            SET status = %s, quantity = %s, total_paise = total_paise / quantity * %s, version = version + 1
            WHERE id = %s AND version = %s RETURNING {COLUMNS}""",
        [changed["status"], changed["quantity"], changed["quantity"], before["id"], before["version"]],
    )
    if not found:  # Another change came between our reading and our writing.
        raise changed_meanwhile()
    return with_etag(shown(found[0]))


def created(order):
    response = with_etag(order)
    response.status_code = 201
    response.location = f"/orders/{order['id']}"
    return response


def with_etag(order):
    """The answer with a strong ETag: each change makes a new version."""
    response = jsonify(order)
    response.set_etag(str(order["version"]))
    return response


def list_query(parameters):
    """Reads the parameters of a list that were sent."""
    readers = {
        "limit": (lambda text: whole_number(text, 1, 100), "must be a whole number from 1 to 100"),
        "cursor": (read_cursor, "must be the next_cursor of an earlier answer"),
        "status": (lambda text: text if text in STATUSES else None, "must be one of " + ", ".join(STATUSES)),
        "customer_id": (lambda text: whole_number(text, 1, MAX_INTEGER), "must be a whole number"),
    }
    found = {name: read(parameters[name]) for name, (read, _) in readers.items() if name in parameters}
    fields = {name: readers[name][1] for name, value in found.items() if value is None}
    if fields:
        raise ApiError(400, "The query is not valid.", fields)
    return found


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


def changed_meanwhile():
    return ApiError(412, "The order has changed since you read it. Read it again.")


def refuse(fields):
    if fields:
        raise ApiError(422, "The order is not valid.", fields)
