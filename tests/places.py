"""Where the checkout is, and the real files beside it that some tests read and that may be absent."""

from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
REAL = CHECKOUT.parent / "shared" / "real"
