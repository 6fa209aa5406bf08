"""How this studio is set up: read once from the environment and from `.env`, checked at the start."""

from __future__ import annotations

import os
from pathlib import Path

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from core.errors import BadSetting


class Settings(BaseSettings):
    """Every setting, as `FIRSTCUT_<NAME>`; the defaults make a laptop work."""

    model_config = SettingsConfigDict(env_prefix="FIRSTCUT_", env_file=".env", extra="ignore", frozen=True)

    sessions: Path = Field(Path("sessions"), description="The folder that holds everything people make.")
    workers: int = Field(0, ge=0, le=64, description="Warm worker processes; 0: one for each core.")
    jobs: int = Field(4, ge=1, le=64, description="Films that are made at the same time; others wait their turn.")
    owner: str = Field("", description="Who films belong to that are made on the command line.")

    secrets: Path = Field(
        Path("~/.config/firstcut"), description="Where the file lies that opens the keys of services, outside the sessions."
    )

    @property
    def secrets_folder(self) -> Path:
        """`secrets` with its `~` filled in."""
        return self.secrets.expanduser()

    @property
    def worker_count(self) -> int:
        """Worker processes to start."""
        return self.workers or max(1, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 2)


def load_settings(**overrides: object) -> Settings:
    """The settings with `overrides` on top. Raises `BadSetting` that names what is wrong."""
    try:
        return Settings(**{name: value for name, value in overrides.items() if value is not None})  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors()[0]
        name = "FIRSTCUT_" + str(first["loc"][0]).upper()
        raise BadSetting(f"{name} is {first['input']!r}: {first['msg'].lower()}.") from error


def from_environment(name: str) -> str:
    """A variable that an entry names as the place of its key; empty where there is none."""
    return os.environ.get(name, "").strip()


def user_name() -> str:
    """The name of whoever runs this process; empty where the system does not say."""
    return os.environ.get("USER") or os.environ.get("USERNAME") or ""
