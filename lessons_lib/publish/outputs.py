"""Publish notebooks: run them and write what they show, byte for byte the same every time.

    python -m lessons_lib.publish notebooks/*.ipynb

The committed outputs carry the picture and the text of every explorable but not its
widget: a page without a kernel then shows the picture, and no slider that does nothing.
nbval ignores the widget on its side, and compares the text.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

WIDGET = "application/vnd.jupyter.widget-view+json"
SECONDS = 120
METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {
        "file_extension": ".py",
        "mimetype": "text/x-python",
        "name": "python",
        "pygments_lexer": "ipython3",
    },
}


class Unpublishable(RuntimeError):
    """A notebook that must not be published as it is; the file was left untouched."""


def publish(path: Path) -> bool:
    """Run and normalise the notebook at `path`; return whether its file changed."""
    notebook = _read(path)
    _execute(notebook, path)
    _refuse_faults(notebook, path)
    normalise(notebook)
    nbformat.validate(notebook)
    text = nbformat.writes(notebook) + "\n"
    if path.read_text(encoding="utf-8") == text:
        return False
    beside = path.with_suffix(".ipynb.new")
    beside.write_text(text, encoding="utf-8", newline="\n")
    os.replace(beside, path)
    return True


def normalise(notebook: Any) -> None:
    """Drop what differs from run to run and what a page without a kernel cannot use."""
    notebook.metadata = nbformat.from_dict(METADATA)
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    count = 0
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        if cell.cell_type != "code":
            continue
        if cell.source.strip():
            count += 1
        cell.execution_count = count if cell.source.strip() else None
        for output in cell.outputs:
            if "execution_count" in output:
                output.execution_count = cell.execution_count
            output.get("data", {}).pop(WIDGET, None)


def _read(path: Path) -> Any:
    try:
        notebook = nbformat.read(path, as_version=4)
    except FileNotFoundError:
        raise Unpublishable(f"{path}: there is no such file.") from None
    except nbformat.reader.NotJSONError:
        raise Unpublishable(f"{path}: this is not a notebook.") from None
    for number, cell in enumerate(notebook.cells):
        cell.setdefault("id", f"cell-{number:02d}")
    return notebook


def _execute(notebook: Any, path: Path) -> None:
    begun: list[str] = []
    client = NotebookClient(
        notebook,
        timeout=SECONDS,
        kernel_name="python3",
        on_cell_execute=lambda cell, cell_index: begun.append(cell.id),
        record_timing=False,
        coalesce_streams=True,  # where one ends and the next begins is a matter of timing
        store_widget_state=False,
        resources={"metadata": {"path": str(path.parent)}},
    )
    try:
        client.execute()
    except CellExecutionError:
        pass  # the cell's output tells it, see _refuse_faults
    except CellTimeoutError:
        fault = f"ran for more than {SECONDS} seconds."
        raise Unpublishable(f"{path.name}, cell {begun[-1]}, {fault}") from None
    except DeadKernelError:
        raise Unpublishable(f"{path.name}, cell {begun[-1]}, killed the kernel.") from None


def _refuse_faults(notebook: Any, path: Path) -> None:
    for cell in notebook.cells:
        expected = "raises-exception" in cell.metadata.get("tags", ())
        for output in cell.get("outputs", ()):
            fault = ""
            if output.output_type == "error" and not expected:
                fault = f"raised {output.ename}: {output.evalue}"
            if output.output_type == "stream" and output.name == "stderr":
                fault = f"wrote to stderr: {output.text.strip()!r}"
            if fault:
                raise Unpublishable(f"{path.name}, cell {cell.id}, {fault}")


def main(paths: list[str]) -> int:
    """Publish every notebook named; return 1 if any could not be."""
    failed = 0
    for path in map(Path, paths):
        try:
            print(f"{path}: {'written' if publish(path) else 'unchanged'}")
        except Unpublishable as reason:
            failed = 1
            print(reason, file=sys.stderr)
    return failed
