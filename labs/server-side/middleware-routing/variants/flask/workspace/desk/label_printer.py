"""The printer for labels. It stands in the warehouse and can't be reached from your machine, so this always fails."""


def print_label(item):
    raise ConnectionRefusedError(f"label {item['sku']}: connect ECONNREFUSED printer.warehouse.internal:9100")
