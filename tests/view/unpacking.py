"""Unpack the data of a page, as its own scripts do."""

from __future__ import annotations

import base64
import gzip
import json
import re
from typing import Any


def unpack(page: str) -> dict[str, Any]:
    """Return what the scripts of a page work on."""
    found = re.search(r'<script id="data" type="text/plain">([^<]*)</script>', page)
    assert found is not None
    data: dict[str, Any] = json.loads(gzip.decompress(base64.b64decode(found[1])))
    return data
