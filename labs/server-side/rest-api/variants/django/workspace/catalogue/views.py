"""What answers under /products."""

# Your views go here.
