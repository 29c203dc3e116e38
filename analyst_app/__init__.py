"""An offline workstation for people who count what happens in a war."""

import socket

__version__ = "0.1.0"

# urllib3, which spaCy and trafilatura bring along, opens an IPv6 socket as soon as it is imported, unless there is no IPv6.
socket.has_ipv6 = False
