"""The GraphQL API of Saffron Lane: one address, POST /graphql."""

import os

from flask import Flask
from strawberry.flask.views import AsyncGraphQLView

from db import show_statements
from schema import create_context, schema


class View(AsyncGraphQLView):
    """Carries out the queries that come in over HTTP."""

    async def get_context(self, request, response):
        """Make what is at hand for all resolvers of one request."""
        return create_context()


app = Flask(__name__)
app.after_request(show_statements)
app.add_url_rule("/graphql", view_func=View.as_view("graphql", schema=schema, graphql_ide=None))

if __name__ == "__main__":
    app.run(host="127.0.0.1", port=int(os.environ.get("PORT", "3000")))
