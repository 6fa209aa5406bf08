"""A hub of Piper's voices on loopback: its catalogue and files at a pinned revision; and a voice like them, made on the spot."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from loopback import COMMON, Service, misbehave, serving
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from core.providers.piper.hub import REPOSITORY, REVISION

KEY = "en_US-toy-medium"
HOP, FRAMES, RATE = 256, 6, 22_050
ERRORS: dict[str, Callable[[], Response]] = {
    **COMMON,
    **{str(status): lambda status=status: Response("no", status) for status in (401, 403, 404, 429, 500)},  # type: ignore[misc]
    "429 later": lambda: Response("slow down", 429, {"retry-after": "0.3"}),
    "429 much later": lambda: Response("slow down", 429, {"retry-after": "600"}),
}


def toy_model() -> bytes:
    """A voice as Piper's are: sounds in, samples out, six frames for each of them. It hums a tone for each sound."""
    from onnx import TensorProto, helper

    def constant(name: str, kind: int, shape: list[int], *values: float) -> Any:
        return helper.make_tensor(name, kind, shape, values)

    nodes = [
        helper.make_node("Gather", ["scales", "one"], ["slower"]),
        helper.make_node("Cast", ["input"], ["sounds"], to=TensorProto.FLOAT),
        helper.make_node("Mul", ["sounds", "zero"], ["nothing"]),
        helper.make_node("Add", ["nothing", "frames"], ["even"]),
        helper.make_node("Mul", ["even", "slower"], ["w"]),
        helper.make_node("Ceil", ["w"], ["w_ceil"]),
        helper.make_node("ReduceSum", ["w_ceil"], ["total"], keepdims=0),
        helper.make_node("Mul", ["total", "hop"], ["length"]),
        helper.make_node("Range", ["start", "length", "step"], ["at"]),
        helper.make_node("ReduceMax", ["w_ceil"], ["most"], keepdims=0),
        helper.make_node("Mul", ["most", "hop"], ["each"]),
        helper.make_node("Div", ["at", "each"], ["exact"]),
        helper.make_node("Floor", ["exact"], ["place"]),
        helper.make_node("Cast", ["place"], ["index"], to=TensorProto.INT64),
        helper.make_node("Reshape", ["sounds", "flat"], ["row"]),
        helper.make_node("Gather", ["row", "index"], ["tone"]),
        helper.make_node("Mul", ["tone", "hertz"], ["pitch"]),
        helper.make_node("Mul", ["at", "pitch"], ["phase"]),
        helper.make_node("Sin", ["phase"], ["wave"]),
        helper.make_node("Mul", ["wave", "half"], ["quiet"]),
        helper.make_node("Reshape", ["quiet", "outside"], ["output"]),
    ]
    floats = {"zero": 0.0, "frames": float(FRAMES), "hop": float(HOP), "start": 0.0, "step": 1.0, "hertz": 0.004, "half": 0.5}
    graph = helper.make_graph(
        nodes, "voice",
        [helper.make_tensor_value_info("input", TensorProto.INT64, [1, "n"]),
         helper.make_tensor_value_info("input_lengths", TensorProto.INT64, [1]),
         helper.make_tensor_value_info("scales", TensorProto.FLOAT, [3])],
        [helper.make_tensor_value_info("output", TensorProto.FLOAT, [1, 1, 1, "m"])],
        [*(constant(name, TensorProto.FLOAT, [], value) for name, value in floats.items()),
         constant("one", TensorProto.INT64, [], 1), constant("flat", TensorProto.INT64, [1], -1),
         constant("outside", TensorProto.INT64, [4], 1, 1, 1, -1)],
    )  # fmt: skip
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    content: bytes = model.SerializeToString()
    return content


def toy_config() -> bytes:
    from piper.phoneme_ids import DEFAULT_PHONEME_ID_MAP

    config = {
        "audio": {"sample_rate": RATE}, "espeak": {"voice": "en-us"}, "inference": {"noise_scale": 0.6, "length_scale": 1.0},
        "num_symbols": 256, "num_speakers": 1, "speaker_id_map": {}, "phoneme_id_map": DEFAULT_PHONEME_ID_MAP, "hop_length": HOP,
    }  # fmt: skip
    return json.dumps(config).encode()


@dataclass
class Hub(Service):
    """A hub that speaks the published protocol: a catalogue, and files behind redirects at a pinned revision."""

    files: dict[str, bytes] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def catalogue(self) -> dict[str, Any]:
        listed = {
            f"en/en_US/toy/medium/{name}": {"size_bytes": len(content), "md5_digest": hashlib.md5(content).hexdigest()}
            for name, content in self.files.items()
        }
        language = {"code": "en_US", "family": "en", "region": "US", "name_native": "English", "name_english": "English",
                    "country_english": "United States"}  # fmt: skip
        whole = {"key": KEY, "name": "toy", "language": language, "quality": "medium", "num_speakers": 1, "speaker_id_map": {}}
        return {KEY: {**whole, "files": listed, "aliases": []}, "strange": {"key": 1}, "de_DE-other-low": {"files": 7}}

    async def resolve(self, request: Request) -> Response:
        self.asked.append(request.url.path)
        self.requests.append((f"{request.method} {request.url.path}", {}))
        how = self.next()
        if bad := await misbehave(how, ERRORS, request):
            return bad
        if how.isdigit():
            return Response("no", int(how))
        start = f"/{REPOSITORY}/resolve/{REVISION}/"
        if not request.url.path.startswith(start):
            return Response("Invalid rev id", 404)
        path = request.url.path.removeprefix(start)
        if path == "voices.json":
            return JSONResponse({"a": 1} if how == "empty" else self.catalogue())
        name = path.rsplit("/", 1)[-1]
        return RedirectResponse(f"/cdn/{name}{'?cut=1' if how == 'cut' else ''}", 302)

    def cdn(self, request: Request) -> Response:
        content = self.files[request.url.path.rsplit("/", 1)[-1]]
        return Response(content[:-3] if request.query_params.get("cut") else content)


@contextmanager
def running() -> Iterator[Hub]:
    """The hub, running in a thread on a port of its own."""
    hub = Hub()

    async def serve(service: Service, request: Request) -> Response:
        return hub.cdn(request) if request.url.path.startswith("/cdn/") else await hub.resolve(request)

    with serving(serve) as service:
        hub.url = service.url
        yield hub
