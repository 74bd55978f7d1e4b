import json
import sys
from pathlib import Path

from summary import summarise

try:
    text = Path(sys.argv[1]).read_text() if len(sys.argv) > 1 else sys.stdin.read()
except OSError as error:
    sys.exit(print(error, file=sys.stderr) or 2)
print(json.dumps(summarise(text.splitlines()), indent=2))
