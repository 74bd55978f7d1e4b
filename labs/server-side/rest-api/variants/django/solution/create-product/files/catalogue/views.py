"""What answers under /products."""

import json
import re

from django.http import JsonResponse
from django.views import View

from catalogue.models import Product
from catalogue.validation import product_errors


class ProductList(View):
    def get(self, request):
        products = Product.objects.order_by("id")
        return JsonResponse({"items": [product.as_json() for product in products]})

    def post(self, request):
        given = body_of(request)
        fields = product_errors(given)
        if fields:
            return refused(fields)
        product = Product.objects.create(**values_of(given))
        return JsonResponse(product.as_json(), status=201, headers={"Location": f"/products/{product.id}"})


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


def body_of(request):
    """The body as JSON; None where it is none."""
    try:
        return json.loads(request.body)
    except ValueError:
        return None


def values_of(given):
    """The five fields that a client may set, as the model names them. What else was sent is left out."""
    return {
        "sku": given["sku"],
        "name": given["name"],
        "category_id": given["category"],
        "price_paise": given["price_paise"],
        "stock": given.get("stock", 0),
    }


def refused(fields):
    return JsonResponse({"error": "The product is not valid.", "fields": fields}, status=422)
