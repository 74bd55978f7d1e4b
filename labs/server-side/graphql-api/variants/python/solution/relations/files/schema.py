"""The schema, and how each of its fields gets its value."""

from datetime import UTC

import strawberry

from db import query


def create_context():
    """Return what is at hand for all resolvers of one request."""
    return {}


@strawberry.type
class Review:
    """What a customer wrote. The rating is from 1 to 5."""

    id: strawberry.ID
    rating: int
    body: str | None
    written_at: str

    @classmethod
    def of(cls, row):
        """Make a review of its row; the instant in UTC, such as 2026-06-30T12:00:00Z."""
        written_at = row["written_at"].astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return cls(id=row["id"], rating=row["rating"], body=row["body"], written_at=written_at)


@strawberry.type
class Category:
    """A department of the shop."""

    slug: strawberry.ID
    name: str

    @strawberry.field
    def products(self) -> list["Product"]:
        """The products of this category, by SKU."""
        return [Product.of(row) for row in query(f"{PRODUCT} WHERE category = %s ORDER BY sku", [self.slug])]

# What a product's resolvers need of its row.
PRODUCT = "SELECT id, sku, name, category, price_paise, stock FROM products"


@strawberry.type
class Product:
    """Something that we sell. Prices are whole paise; 100 are one rupee."""

    sku: strawberry.ID
    name: str
    price_paise: int
    in_stock: bool
    row_id: strawberry.Private[int]
    category_slug: strawberry.Private[str]

    @classmethod
    def of(cls, row):
        """Make a product of its row."""
        return cls(
            sku=row["sku"],
            name=row["name"],
            price_paise=row["price_paise"],
            in_stock=row["stock"] > 0,
            row_id=row["id"],
            category_slug=row["category"],
        )

    @strawberry.field
    def category(self) -> Category:
        """The category of this product."""
        return Category(**query("SELECT slug, name FROM categories WHERE slug = %s", [self.category_slug])[0])

    @strawberry.field
    def reviews(self, first: int = 3) -> list[Review]:
        """The newest reviews first."""
        rows = query(
            "SELECT id, rating, body, written_at FROM reviews WHERE product_id = %s"
            " ORDER BY written_at DESC, id DESC LIMIT %s",
            [self.row_id, first],
        )
        return [Review.of(row) for row in rows]


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
        return Product.of(rows[0]) if rows else None

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
