"""The engine's host: a process of its own that loads the shared library and answers over pipes.

Run as `python worker.py LIBRARY MEMORY_BYTES`. A frame in is two big-endian numbers (u32 length of
the operation's name, u64 length of the request), the name, the request; a frame out is an i32
result and a u64 length, then the response. Nothing here survives an abort, and nothing has to:
the server starts another.
"""

from __future__ import annotations

import ctypes
import os
import resource
import struct
import sys
import threading
import time
from typing import BinaryIO, Callable

REQUEST_FRAME = struct.Struct(">IQ")
RESPONSE_FRAME = struct.Struct(">iQ")
ABI_VERSION = 1

Call = Callable[[bytes, bytes], "tuple[int, bytes]"]


def _watch_parent() -> None:
    """Ends this process when its server is gone, even in the middle of an endless call."""
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(0)

    threading.Thread(target=watch, daemon=True).start()


def _read(stream: BinaryIO, size: int) -> bytes:
    data = stream.read(size)
    if data is None or len(data) < size:
        raise EOFError
    return data


def run(call: Call, memory: int) -> None:
    """Answers frames from standard input until it ends."""
    if memory:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _watch_parent()
    # The library may print: its text goes to the log, never into the frames.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    requests = os.fdopen(os.dup(0), "rb")
    while True:
        try:
            name_size, request_size = REQUEST_FRAME.unpack(_read(requests, REQUEST_FRAME.size))
            name = _read(requests, name_size)
            result, response = call(name, _read(requests, request_size))
        except EOFError:
            return
        answers.write(RESPONSE_FRAME.pack(result, len(response)))
        answers.write(response)
        answers.flush()


def library_call(path: str) -> Call:
    """Binds fenming_call of the library at `path`. Raises OSError or ValueError."""
    library = ctypes.CDLL(path)
    library.fenming_abi_version.restype = ctypes.c_uint32
    if library.fenming_abi_version() != ABI_VERSION:
        raise ValueError(f"{path} has another ABI version than {ABI_VERSION}: build it again")
    pointer = ctypes.POINTER(ctypes.c_uint8)
    library.fenming_call.restype = ctypes.c_int32
    library.fenming_call.argtypes = [
        ctypes.c_char_p,
        ctypes.c_char_p,
        ctypes.c_size_t,
        ctypes.POINTER(pointer),
        ctypes.POINTER(ctypes.c_size_t),
    ]
    library.fenming_free.restype = None
    library.fenming_free.argtypes = [pointer]

    def call(name: bytes, request: bytes) -> tuple[int, bytes]:
        response = pointer()
        size = ctypes.c_size_t()
        result = library.fenming_call(
            name, request, len(request), ctypes.byref(response), ctypes.byref(size)
        )
        try:
            return result, ctypes.string_at(response, size.value)
        finally:
            library.fenming_free(response)

    return call


if __name__ == "__main__":
    run(library_call(sys.argv[1]), int(sys.argv[2]))
