"""Stands for the company that sends Saffron Lane's mail: slow, sometimes out of order, and nothing of ours.

What it has sent lies in Redis, so that everybody can look. There is nothing to change in this file.
"""

import json
import os
import signal
import time

from connection import connect

redis = connect()


class MailError(Exception):
    """What went wrong on the way; `code` is the number that a mail server would give."""

    def __init__(self, code, text):
        super().__init__(f"{code} {text}")
        self.code = code


# Accepts a mail once: a key that is known already changes nothing.
ACCEPT = """
  if ARGV[1] ~= '' and redis.call('SADD', 'mail:keys', ARGV[1]) == 0 then return 0 end
  redis.call('RPUSH', 'mail:sent', ARGV[2])
  return 1"""


def send_mail(to, subject, key=""):
    """Send one mail; come back when it has been accepted.

    With the same key, a mail is accepted as often as you like and sent once.
    Raises MailError 421: try again later; 550: there is no such mailbox.
    """
    attempt = redis.rpush(f"mail:attempts:{to}", int(time.time() * 1000))
    time.sleep(2 if to.startswith("slow") else 0.1)
    opened = redis.sismember("mail:opened", to)
    if (to.startswith("busy") and attempt <= 2) or (to.startswith("jam") and not opened):
        raise MailError(421, "the mailbox is busy, try again later")
    if to.startswith("gone") and not opened:
        raise MailError(550, "there is no such mailbox")
    redis.eval(ACCEPT, 0, key, json.dumps({"to": to, "subject": subject}))
    # At this address the power fails once, at the worst moment: the mail is out, and nobody has been told.
    if to.startswith("crash") and attempt == 1:
        os.kill(os.getpid(), signal.SIGKILL)
