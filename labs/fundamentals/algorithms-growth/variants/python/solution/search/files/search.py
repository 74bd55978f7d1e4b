"""Two ways to find an order on a sorted shelf: `len(shelf)` and `shelf[place]`, with places from 0."""


def linear_search(shelf, wanted):
    """The place of the wanted number, looking at one place after the other; -1 when it is not there."""
    for place in range(len(shelf)):
        if shelf[place] == wanted:
            return place
    return -1


def binary_search(shelf, wanted):
    """The same, looking in the middle of what is left."""
    low = 0
    high = len(shelf) - 1
    while low <= high:
        middle = (low + high) // 2
        number = shelf[middle]
        if number == wanted:
            return middle
        if number < wanted:
            low = middle + 1
        else:
            high = middle - 1
    return -1
