"""The URLs under /products."""

from django.urls import path

from catalogue.views import ProductDetail, ProductList

urlpatterns = [
    path("", ProductList.as_view()),
    path("/<str:product_id>", ProductDetail.as_view()),
]
