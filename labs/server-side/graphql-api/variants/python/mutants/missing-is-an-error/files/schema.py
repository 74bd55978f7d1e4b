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

# What a product's resolvers need of its row.
PRODUCT = "SELECT id, sku, name, category, price_paise, stock FROM products"


@strawberry.type
class Product:
    """Something that we sell. Prices are whole paise; 100 are one rupee."""

    sku: strawberry.ID
    name: str
    price_paise: int
    in_stock: bool

    @classmethod
    def of(cls, row):
        """Make a product of its row."""
        return cls(sku=row["sku"], name=row["name"], price_paise=row["price_paise"], in_stock=row["stock"] > 0)


@strawberry.type
class Query:
    """What can be asked."""

    @strawberry.field
    def categories(self) -> list[Category]:
        """All categories, by name."""
        return [Category(**row) for row in query("SELECT slug, name FROM categories ORDER BY name")]

    @strawberry.field
    def product(self, sku: strawberry.ID) -> Product | None:
        """One product; null when there is none with this SKU."""
        rows = query(f"{PRODUCT} WHERE sku = %s", [sku])
        return Product.of(rows[0])

    @strawberry.field
    def products(self, category: strawberry.ID | None = None) -> list[Product]:
        """Products by SKU, all or those of one category."""
        rows = query(f"{PRODUCT} WHERE %s::text IS NULL OR category = %s ORDER BY sku", [category, category])
        return [Product.of(row) for row in rows]

    @strawberry.field
    def search(self, pattern: str) -> list[str]:
        """Names of products that match a regular expression, for the staff."""
        rows = query("SELECT name FROM products WHERE name ~* %s ORDER BY name", [pattern])
        return [row["name"] for row in rows]


schema = strawberry.Schema(query=Query)
