"""The catalogue API without Flask: http.server of the standard library, one connection, one loop over patterns."""

import json
import os
import re
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

import psycopg
from psycopg.rows import dict_row

database = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True, row_factory=dict_row)
COLUMNS = ("sku", "name", "category", "price_paise", "stock")
SELECT = "SELECT id, sku, name, category, price_paise, stock FROM products"


class Refusal(Exception):
    def __init__(self, status, error, **more):
        super().__init__(error)
        self.status = status
        self.answer = {"error": error, **more}


def check(given):
    given = {"stock": 0} | (given if isinstance(given, dict) else {})
    categories = {row["slug"] for row in database.execute("SELECT slug FROM categories")}
    rules = {
        "sku": lambda value: type(value) is str and re.fullmatch("[A-Z]{3}-[0-9]{4}", value),
        "name": lambda value: type(value) is str and value.strip() and len(value) <= 100,
        "category": lambda value: type(value) is str and value in categories,
        "price_paise": lambda value: type(value) is int and 0 < value <= 10_000_000,
        "stock": lambda value: type(value) is int and 0 <= value <= 100_000,
    }
    fields = {field: "breaks its rule" for field, rule in rules.items() if not rule(given.get(field))}
    if fields:
        raise Refusal(400, "Not a product.", fields=fields)
    return [given[column] for column in COLUMNS]


def number(query, name, least, most, otherwise):
    text = query.get(name, [str(otherwise)])[0]
    if not re.fullmatch("[0-9]{1,7}", text) or not least <= int(text) <= most:
        raise Refusal(400, "Not a query.", fields={name: f"is not from {least} to {most}"})
    return int(text)


def browse(query):
    limit, offset = number(query, "limit", 1, 100, 20), number(query, "offset", 0, 9_999_999, 0)
    rows = database.execute(f"{SELECT} ORDER BY id").fetchall()
    if "category" in query:
        rows = [row for row in rows if row["category"] == query["category"][0]]
    if "q" in query:
        rows = [row for row in rows if query["q"][0].lower() in row["name"].lower()]
    return 200, {"items": rows[offset : offset + limit], "total": len(rows), "limit": limit, "offset": offset}


def find(text):
    row = re.fullmatch("[1-9][0-9]{0,8}", text) and database.execute(f"{SELECT} WHERE id = %s", [text]).fetchone()
    if not row:
        raise Refusal(404, "No such product.")
    return row


def answer(method, path, query, body):
    if path == "/health":
        return 200, {"status": "ok"}
    if path == "/products" and method == "GET":
        return browse(query)
    if path == "/products" and method == "POST":
        [marks, names] = [", ".join(["%s"] * len(COLUMNS)), ", ".join(COLUMNS)]
        row = database.execute(f"INSERT INTO products ({names}) VALUES ({marks}) RETURNING id", check(body())).fetchone()
        return 201, find(str(row["id"]))
    one = re.fullmatch("/products/([^/]+)", path)
    if one is None or method not in ("GET", "PUT", "PATCH", "DELETE"):
        raise Refusal(404, "Nothing here.")
    product = find(one[1])
    if method == "DELETE":
        database.execute("DELETE FROM products WHERE id = %s", [product["id"]])
        return 204, None
    if method != "GET":
        changes = body()
        values = check(product | changes if method == "PATCH" and isinstance(changes, dict) else changes)
        places = ", ".join(f"{column} = %s" for column in COLUMNS)
        database.execute(f"UPDATE products SET {places} WHERE id = %s", [*values, product["id"]])
    return 200, find(one[1])


class Handler(BaseHTTPRequestHandler):
    def body(self):
        text = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        return json.loads(text) if text else None

    def reply(self):
        url = urlsplit(self.path)
        try:
            query = parse_qs(url.query, keep_blank_values=True)
            status, found = answer(self.command, unquote(url.path), query, self.body)
        except Refusal as refusal:
            status, found = refusal.status, refusal.answer
        except psycopg.errors.UniqueViolation:
            status, found = 409, {"error": "The sku is taken."}
        except (ValueError, psycopg.DataError):
            status, found = 400, {"error": "This can't be read or stored."}
        sent = b"" if found is None else json.dumps(found).encode()
        self.send_response(status)
        if found is not None:
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(sent)))
        if status == 201:
            self.send_header("Location", f"/products/{found['id']}")
        self.end_headers()
        self.wfile.write(sent)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = reply


HTTPServer(("127.0.0.1", int(os.environ.get("PORT", "3000"))), Handler).serve_forever()
