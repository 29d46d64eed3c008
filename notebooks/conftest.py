"""Under nbval every page is text, so that what a notebook prints can be compared with what it stores."""

import os

os.environ["PARTNERLAB_PAGE"] = "text"
