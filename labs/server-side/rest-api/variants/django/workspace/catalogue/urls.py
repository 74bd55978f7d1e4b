"""The URLs under /products."""

urlpatterns = [
    # Your paths go here.
]
