"""The schema, and how each of its fields gets its value."""

import strawberry

from db import query


def create_context():
    """Return what is at hand for all resolvers of one request."""
    return {}


@strawberry.type
class Category:
    """A department of the shop."""

    slug: strawberry.ID
    name: str


@strawberry.type
class Query:
    """What can be asked."""

    @strawberry.field
    def categories(self) -> list[Category]:
        """All categories, by name."""
        return [Category(**row) for row in query("SELECT slug, name FROM categories ORDER BY name")]

    @strawberry.field
    def search(self, pattern: str) -> list[str]:
        """Names of products that match a regular expression, for the staff."""
        rows = query("SELECT name FROM products WHERE name ~* %s ORDER BY name", [pattern])
        return [row["name"] for row in rows]


schema = strawberry.Schema(query=Query)
