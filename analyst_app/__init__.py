"""An offline workstation for people who count what happens in a war."""

import _socket
import sys

__version__ = "0.1.0"

# urllib3, which spaCy and trafilatura bring along, opens an IPv6 socket as soon as it is imported, unless there is no IPv6.
# Said to the module below `socket`, which costs a window nothing that is quick to open.
for module in (_socket, sys.modules.get("socket")):
    if module is not None:
        module.has_ipv6 = False  # type: ignore[attr-defined]  # the modules are told, not asked
del module
