"""Every seam of Voilà and jupyter_server that plckit relies on: an upgrade fails here first."""

from __future__ import annotations

import inspect
import json
from types import SimpleNamespace
from typing import Any

import pytest
import voila.app
from jupyter_server.auth import Authorizer, IdentityProvider, User
from jupyter_server.auth.decorator import allow_unauthenticated
from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.base.websocket import WebSocketMixin
from jupyter_server.services.kernels.connection.base import (
    BaseKernelWebsocketConnection,
    deserialize_msg_from_ws_v1,
    serialize_msg_to_ws_v1,
)
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from jupyter_server.services.kernels.websocket import KernelWebsocketHandler
from tornado.web import HTTPError
from tornado.websocket import WebSocketHandler
from voila.configuration import VoilaConfiguration
from voila.handler import BaseVoilaHandler
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler

from plckit.settings import DataFolder
from plckit.store.database import Store
from plckit.web.application import Plckit, Serving
from plckit.web.identity import SeatAuthorizer, SeatIdentity


def parameters(function: Any) -> list[str]:
    """Return the names of a function's parameters."""
    return list(inspect.signature(function).parameters)


def test_voila_asks_its_subclass_for_settings_and_handlers() -> None:
    """`Plckit` overrides exactly these; under other names Voilà's own routes would be served."""
    for name in ("init_settings", "init_handlers", "start"):
        assert parameters(getattr(voila.app.Voila, name)) == ["self"]
    for trait in (
        "template_paths",
        "cookie_secret",
        "identity_provider_class",
        "authorizer_class",
        "port",
        "ip",
    ):
        assert hasattr(voila.app.Voila, trait), trait
    for trait in (
        "multi_kernel_manager_class",
        "allow_template_override",
        "allow_theme_override",
        "file_allowlist",
    ):
        assert VoilaConfiguration.class_traits().get(trait), trait


def test_voila_settings_hold_what_we_rely_on(data_folder: DataFolder, store: Store, tmp_path: Any) -> None:
    """A setting that goes missing would switch a check off without a word."""
    found = Plckit(Serving(data_folder, store, tmp_path, 1, True)).init_settings()
    assert isinstance(found["identity_provider"], SeatIdentity)
    assert isinstance(found["authorizer"], SeatAuthorizer)
    assert found["kernel_manager"].hub is found["hub"]
    assert found["voila_jinja2_env"].autoescape is True
    assert found["cookie_secret"] == data_folder.secret("cookies").encode()
    assert not found.get("allow_unauthenticated_access")
    assert not found.get("allow_origin")
    assert not found.get("allow_origin_pat")
    assert not found.get("disable_check_xsrf")
    assert found["identity_provider"].token == ""


def test_forms_are_checked_for_their_token_by_jupyters_own_prepare() -> None:
    """Tornado's `xsrf_cookies` setting is off in Voilà: without this line any site could send our forms."""
    assert "self.check_xsrf_cookie()" in inspect.getsource(JupyterHandler.prepare)
    assert "super().check_xsrf_cookie()" in inspect.getsource(JupyterHandler.check_xsrf_cookie)


def test_our_routes_are_ours() -> None:
    """The list has no route of Voilà's or Jupyter's."""
    routes = Plckit.init_handlers(SimpleNamespace(serving=SimpleNamespace(gallery=False)))
    assert len(routes) >= 10
    assert {route[1].__module__.rpartition(".")[0] for route in routes} == {"plckit.web"}


async def test_the_channels_ask_the_authorizer_before_they_look_for_a_kernel() -> None:
    """The order of the two is what keeps a neighbour's seat closed."""
    asked: list[Any] = []

    class Manager:
        def get_kernel(self, kernel_id: str) -> None:
            asked.append(("kernel", kernel_id))
            raise HTTPError(404)

    class Judge:
        answer = True

        def is_authorized(self, handler: Any, user: Any, action: str, resource: str) -> bool:
            asked.append((user, action, resource))
            return self.answer

    judge = Judge()
    handler = SimpleNamespace(current_user="me", authorizer=judge, kernel_manager=Manager(), kernel_id="k")
    for judge.answer, status in ((True, 404), (False, 403)):
        with pytest.raises(HTTPError) as error:
            await KernelWebsocketHandler.pre_get(handler)
        assert error.value.status_code == status
    assert asked == [("me", "execute", "kernels"), ("kernel", "k"), ("me", "execute", "kernels")]


def test_the_kernel_websocket_handler_is_what_we_derive_from() -> None:
    """Its connection is made by our class; origin and cookies are looked at before that."""
    assert issubclass(VoilaKernelWebsocketHandler, KernelWebsocketHandler | WebSocketHandler | JupyterHandler)
    assert "kernel_websocket_connection_class" in vars(KernelWebsocketHandler)
    source = inspect.getsource(KernelWebsocketHandler.pre_get)
    assert "self.kernel_websocket_connection_class(" in source
    assert "parent=kernel, websocket_handler=self" in source
    assert getattr(KernelWebsocketHandler.get, "__wrapped__", None), "get is no longer authenticated"
    assert "handle_incoming_message" in inspect.getsource(KernelWebsocketHandler.on_message)
    assert "disconnect" in inspect.getsource(KernelWebsocketHandler.on_close)
    assert "Blocking Cross Origin WebSocket Attempt" in inspect.getsource(WebSocketMixin.check_origin)


def test_a_connection_has_the_traits_and_methods_we_override() -> None:
    """A method of another name would never be called."""
    for trait in ("parent", "websocket_handler", "session", "kernel_ws_protocol"):
        assert trait in BaseKernelWebsocketConnection.class_traits(), trait
    assert parameters(BaseKernelWebsocketConnection.handle_incoming_message) == ["self", "incoming_msg"]
    for name in ("connect", "disconnect"):
        assert parameters(getattr(BaseKernelWebsocketConnection, name)) == ["self"]


def test_the_kernel_manager_has_the_methods_we_override() -> None:
    """`start_kernel` under another name would start processes for strangers."""
    for name in ("get_kernel", "start_kernel", "shutdown_all", "__contains__"):
        assert hasattr(AsyncMappingKernelManager, name), name


def test_identity_and_authorizer_are_asked_as_we_answer() -> None:
    """Another signature would be called with other things in other places."""
    assert parameters(IdentityProvider.get_user) == ["self", "handler"]
    assert parameters(Authorizer.is_authorized) == ["self", "handler", "user", "action", "resource"]
    assert User(username="seat").username == "seat"

    @allow_unauthenticated
    def get() -> None: ...

    assert get.__allow_unauthenticated is True  # type: ignore[attr-defined]


def test_messages_are_packed_and_read_by_jupyters_functions() -> None:
    """The layout of the v1 protocol: parts in this order, the channel in front."""
    parts = [json.dumps(part).encode() for part in ({"msg_type": "x"}, {}, {}, {"a": "李"})]
    channel, read = deserialize_msg_from_ws_v1(serialize_msg_to_ws_v1(parts, "iopub"))
    assert (channel, [bytes(part) for part in read]) == ("iopub", parts)


def test_pages_derive_from_voilas_handler() -> None:
    """Stock error pages of Jupyter crash without its own static files; ours override both methods."""
    assert issubclass(BaseVoilaHandler, JupyterHandler)
    assert parameters(BaseVoilaHandler.initialize) == ["self", "kwargs"]
    assert parameters(JupyterHandler.write_error) == ["self", "status_code", "kwargs"]
    assert isinstance(JupyterHandler.content_security_policy, property)
    assert "set_default_headers" in vars(JupyterHandler.__mro__[1]) or "set_default_headers" in vars(
        JupyterHandler
    )
