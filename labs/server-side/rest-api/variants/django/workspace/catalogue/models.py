"""The tables of the catalogue. They are there already, so Django does not make them (managed = False)."""

from django.db import models


class Category(models.Model):
    slug = models.TextField(primary_key=True)
    name = models.TextField(unique=True)

    class Meta:
        managed = False
        db_table = "categories"

    def __str__(self):
        return self.name


class Product(models.Model):
    id = models.AutoField(primary_key=True)
    sku = models.TextField(unique=True)
    name = models.TextField()
    category = models.ForeignKey(Category, models.PROTECT, db_column="category")
    price_paise = models.IntegerField()
    stock = models.IntegerField(default=0)

    class Meta:
        managed = False
        db_table = "products"

    def __str__(self):
        return self.sku

    def as_json(self):
        """What clients see of a product."""
        return {
            "id": self.id,
            "sku": self.sku,
            "name": self.name,
            "category": self.category_id,
            "price_paise": self.price_paise,
            "stock": self.stock,
        }
