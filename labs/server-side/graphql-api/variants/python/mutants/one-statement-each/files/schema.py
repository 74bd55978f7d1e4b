"""The schema, and how each of its fields gets its value."""

from collections import defaultdict
from datetime import UTC

import strawberry
from strawberry.dataloader import DataLoader

from db import query

# More reviews of one product than this are never read at once.
MAX_REVIEWS = 20


async def load_categories(slugs):
    """Load the categories of many slugs, in their order."""
    rows = query("SELECT slug, name FROM categories WHERE slug = ANY(%s)", [slugs])
    by_slug = {row["slug"]: Category(**row) for row in rows}
    return [by_slug[slug] for slug in slugs]


async def load_products(slugs):
    """Load the products of many categories, in the order of these."""
    found = defaultdict(list)
    for row in query(f"{PRODUCT} WHERE category = ANY(%s) ORDER BY sku", [slugs]):
        found[row["category"]].append(Product.of(row))
    return [found[slug] for slug in slugs]


async def load_reviews(product_ids):
    """Load the newest reviews of many products, in the order of these."""
    rows = query(
        """
        SELECT id, product_id, rating, body, written_at FROM (
          SELECT *, row_number() OVER (PARTITION BY product_id ORDER BY written_at DESC, id DESC) AS place
          FROM reviews WHERE product_id = ANY(%s)
        ) AS numbered
        WHERE place <= %s
        ORDER BY product_id, place""",
        [product_ids, MAX_REVIEWS],
    )
    found = defaultdict(list)
    for row in rows:
        found[row["product_id"]].append(Review.of(row))
    return [found[product_id] for product_id in product_ids]


def create_context():
    """Return what is at hand for all resolvers of one request."""
    return {
        "categories": DataLoader(load_fn=load_categories),
        "products_of_category": DataLoader(load_fn=load_products),
        "reviews_of_product": DataLoader(load_fn=load_reviews),
    }


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
    async def products(self, info: strawberry.Info) -> list["Product"]:
        """The products of this category, by SKU."""
        return await info.context["products_of_category"].load(self.slug)

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
    async def category(self, info: strawberry.Info) -> Category:
        """The category of this product."""
        return Category(**query("SELECT slug, name FROM categories WHERE slug = %s", [self.category_slug])[0])

    @strawberry.field
    async def reviews(self, info: strawberry.Info, first: int = 3) -> list[Review]:
        """The newest reviews first."""
        return (await info.context["reviews_of_product"].load(self.row_id))[:first]


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
