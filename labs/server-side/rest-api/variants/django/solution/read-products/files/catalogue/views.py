"""What answers under /products."""

import re

from django.http import JsonResponse
from django.views import View

from catalogue.models import Product


class ProductList(View):
    def get(self, request):
        products = Product.objects.order_by("id")
        return JsonResponse({"items": [product.as_json() for product in products]})


class ProductDetail(View):
    def get(self, request, product_id):
        product = find(product_id)
        return not_found(product_id) if product is None else JsonResponse(product.as_json())


def find(product_id):
    """The product of the URL, or None."""
    return Product.objects.filter(id=as_id(product_id)).first()


def as_id(text):
    """The id in the URL, which may be any text. What can't be an id is None, and no row has the id NULL."""
    return int(text) if re.fullmatch("[1-9][0-9]{0,8}", text) else None


def not_found(product_id):
    return JsonResponse({"error": f"There is no product {product_id}."}, status=404)
