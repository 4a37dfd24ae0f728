"""Live explorables that show a stored run until they are played."""

from __future__ import annotations

from typing import Any

from lessons_lib.explorable.live import Live


class Recorded(Live):
    """A live explorable that is never empty: before Play it shows what a stored run ended with."""

    def recorded(self) -> Any:
        """The progress at the end of the stored run of the present settings; None if none is."""
        raise NotImplementedError

    def before(self) -> Any:
        """The progress before any work, shown where no run is stored."""
        return next(self.begin())

    def shown(self) -> tuple[Any, str]:
        """The progress to draw now, and how the words on it begin."""
        if self.progress is not None:
            return self.progress, ""
        if (run := self.recorded()) is not None:
            return run, "Stored run (Play trains anew). "
        return self.before(), "Before training (press Play). "
