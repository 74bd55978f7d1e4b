"""Reads an access log and prints its figures as JSON."""
import json
import sys

path = sys.argv[1]

# Read the log line by line here.

print(json.dumps({"log": path}))
