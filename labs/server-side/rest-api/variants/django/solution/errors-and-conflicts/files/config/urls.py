"""The table of URLs of the whole project."""

from django.http import JsonResponse
from django.urls import include, path


def health(request):
    return JsonResponse({"status": "ok"})


urlpatterns = [
    path("health", health),
    path("products", include("catalogue.urls")),
]

handler404 = "catalogue.errors.unknown_route"
