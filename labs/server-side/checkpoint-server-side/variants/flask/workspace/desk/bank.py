"""Stands for the bank: slow, sometimes busy, and nothing of ours.

What it has done lies in its own tables, so that everybody can look. There is nothing to change in this file.
"""

import os
import signal
import time
import uuid
from itertools import pairwise

from flask import Blueprint

from desk.db import query


class BankError(Exception):
    """Why the bank did not pay; `code` is 503, which passes, or 403, which stays."""

    def __init__(self, code, text):
        super().__init__(f"{code} {text}")
        self.code = code


def transfer(customer_id, amount_paise, key=None):
    """Pays an amount to a customer; comes back when it is paid.

    With the same key, an amount is paid once, however often it is asked for. Raises BankError.
    """
    query("INSERT INTO bank_requests (customer_id) VALUES (%s)", [customer_id])
    [account] = query(
        """SELECT behaviour, (SELECT count(*) FROM bank_requests WHERE customer_id = %(id)s) AS requests
           FROM bank_accounts WHERE customer_id = %(id)s""",
        {"id": customer_id},
    )
    time.sleep(0.05)
    if account["behaviour"] == "closed":
        raise BankError(403, "the account is closed")
    if account["behaviour"] == "jammed" or (account["behaviour"] == "busy" and account["requests"] <= 2):
        raise BankError(503, "the bank is busy, try again later")
    query(
        "INSERT INTO bank_transfers (key, customer_id, amount_paise) VALUES (%s, %s, %s) ON CONFLICT (key) DO NOTHING",
        [key or str(uuid.uuid4()), customer_id, amount_paise],
    )
    # With this customer the power fails once, at the worst moment: the bank has paid, and nobody has been told.
    if account["behaviour"] == "crash" and account["requests"] == 1:
        os.kill(os.getpid(), signal.SIGKILL)


# For looking at what the bank did.
bank = Blueprint("bank", __name__)


@bank.get("/<int:customer_id>")
def show(customer_id):
    asked = [
        row["asked_at"]
        for row in query("SELECT asked_at FROM bank_requests WHERE customer_id = %s ORDER BY id", [customer_id])
    ]
    transfers = query("SELECT amount_paise FROM bank_transfers WHERE customer_id = %s", [customer_id])
    return {
        "asked": len(asked),
        "pauses_ms": [round((later - earlier).total_seconds() * 1000) for earlier, later in pairwise(asked)],
        "transfers": [row["amount_paise"] for row in transfers],
    }
