"""Under nbval every page is text, so that what a notebook prints can be compared with what it stores.

The notebooks run in the package's own kernel, whether the package is installed or not.
"""

import os

from partnerlab.publish.warm_kernel import make_known

os.environ["PARTNERLAB_PAGE"] = "text"
make_known()
