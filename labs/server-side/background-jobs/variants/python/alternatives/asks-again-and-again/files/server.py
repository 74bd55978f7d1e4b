"""The order API of Saffron Lane."""

import json
import os
from itertools import pairwise

from flask import Flask, request

from connection import connect
from jobs import DEAD, LATER, WAITING, WORKING, add_job

app = Flask(__name__)
redis = connect()


@app.post("/orders")
def take_order():
    """Take an order. Its confirmation is a job for the worker."""
    order = {"email": request.json["email"], "sku": request.json["sku"], "status": "paid"}
    order_id = 30000 + redis.incr("orders:count")
    redis.hset(f"orders:{order_id}", mapping=order)
    add_job(to=order["email"], subject=f"Your order {order_id}")
    return {"id": order_id, **order}, 201


# --- For looking at what happens. Nothing to change below this line, until step 3 adds to it. ---


@app.get("/mails")
def list_mails():
    """Show what has been sent."""
    return {"items": [json.loads(text) for text in redis.lrange("mail:sent", 0, -1)]}


@app.get("/attempts/<email>")
def list_attempts(email):
    """Show when the mail company was asked to write to an address: the pauses between two tries, in milliseconds."""
    times = [int(text) for text in redis.lrange(f"mail:attempts:{email}", 0, -1)]
    return {"count": len(times), "pauses_ms": [later - earlier for earlier, later in pairwise(times)]}


@app.get("/jobs")
def count_jobs():
    """Show how many jobs lie where."""
    return {
        "waiting": redis.llen(WAITING),
        "working": redis.llen(WORKING),
        "later": redis.zcard(LATER),
        "dead": redis.llen(DEAD),
    }


@app.post("/mailboxes/<email>/open")
def open_mailbox(email):
    """Note that customer care has asked the customer: the mailbox is there after all."""
    redis.sadd("mail:opened", email)
    return "", 204


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=int(os.environ.get("PORT", "3000")))
