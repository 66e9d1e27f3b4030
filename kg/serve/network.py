"""A process without a network, where the kernel allows that: what runs in it reaches no machine, not even this one."""

import ctypes
import os
import sys
from pathlib import Path

_OWN_USERS, _OWN_NETWORK = 0x10000000, 0x40000000


def leave() -> bool:
    """Takes this process, which must have one thread, out of the network; False where that is not allowed."""
    if sys.platform != "linux" or not _is_allowed():
        return False
    _leave()
    return True


def _is_allowed() -> bool:
    """Tried in a process of its own, for what is done half cannot be undone."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            _leave()
            status = 0
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def _leave() -> None:
    """Raises OSError where that is not allowed."""
    library = ctypes.CDLL(None, use_errno=True)
    if library.unshare(_OWN_NETWORK) == 0:
        return
    user, group = os.geteuid(), os.getegid()
    if library.unshare(_OWN_USERS | _OWN_NETWORK):
        raise OSError(ctypes.get_errno(), "no network of its own")
    # Whoever this is stays the same user, so that files go on as they were.
    own = Path("/proc/self")
    (own / "uid_map").write_text(f"{user} {user} 1", "ascii")
    (own / "setgroups").write_text("deny", "ascii")
    (own / "gid_map").write_text(f"{group} {group} 1", "ascii")
