"""A cable between a browser and the server that can be pulled out."""

from __future__ import annotations

import contextlib
import socket
import threading


class Cable:
    """Forwards connections on `port` to *target* until `cut`; `mend` plugs it in again, on the same port."""

    def __init__(self, target: int) -> None:
        self.target = target
        self.port = 0
        self.ends: list[socket.socket] = []
        self.listener: socket.socket | None = None
        self.mend()

    def mend(self) -> None:
        """Listen and forward."""
        self.listener = socket.socket()
        self.listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.listener.bind(("127.0.0.1", self.port))
        self.listener.listen()
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._accept, args=(self.listener,), daemon=True).start()

    def cut(self) -> None:
        """Refuse new connections and end all that are open."""
        (ends, self.ends), (listener, self.listener) = (self.ends, []), (self.listener, None)
        for end in [listener, *ends]:
            if end is not None:
                with contextlib.suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)
                end.close()

    def _accept(self, listener: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = listener.accept()
                try:
                    far = socket.create_connection(("127.0.0.1", self.target))
                except ConnectionRefusedError:  # there is no server at the other end now
                    near.close()
                    continue
                self.ends += [near, far]
                if self.listener is not listener:  # it was pulled out at this very moment
                    near.close()
                    far.close()
                    return
                for one, other in ((near, far), (far, near)):
                    threading.Thread(target=self._forward, args=(one, other), daemon=True).start()

    def _forward(self, source: socket.socket, sink: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                sink.sendall(data)
        with contextlib.suppress(OSError):
            sink.shutdown(socket.SHUT_WR)
