"""Drive a notebook in JupyterLite."""

import json

from playwright.sync_api import Page

TIMEOUT = 180_000  # ms; the page's Python starts on a machine that does other things, too
READY = """async () => {
  const pause = () => new Promise((done) => setTimeout(done, 100));
  while (!window.jupyterapp?.shell?.currentWidget?.sessionContext) await pause();
  const { sessionContext } = jupyterapp.shell.currentWidget;
  await sessionContext.ready;
  while (!sessionContext.session?.kernel) await pause();
  await sessionContext.session.kernel.info;
  return true;
}"""
RUN_ALL = "jupyterapp.commands.execute('notebook:run-all-cells')"
CELLS = "[...jupyterapp.shell.currentWidget.model.cells].map((cell) => cell.toJSON())"
SCROLL = """async (id) => {
  const { content } = jupyterapp.shell.currentWidget;
  await content.scrollToItem(content.widgets.findIndex((cell) => cell.model.id === id), "start");
}"""
RUN = """async ([id, source]) => {
  const { content } = jupyterapp.shell.currentWidget;
  content.activeCellIndex = content.widgets.findIndex((cell) => cell.model.id === id);
  if (source) content.activeCell.model.sharedModel.setSource(source);
  await jupyterapp.commands.execute("notebook:run-cell");
}"""


class Notebook:
    """A notebook that is open in a page."""

    def __init__(self, page: Page, url: str, name: str):
        self.page = page
        page.set_default_timeout(TIMEOUT)
        page.goto(f"{url}/lite/notebooks/index.html?path=notebooks/{name}")
        page.wait_for_function(READY)  # not for ever, as `evaluate` would

    def run_all(self) -> None:
        """Run all cells, and wait until they have run."""
        self.page.evaluate(RUN_ALL)

    def run(self, identity: str, source: str = "") -> str:
        """Run a cell, with another source if one is given; return what it says."""
        self.page.evaluate(RUN, [identity, source])
        (cell,) = (cell for cell in self.cells() if cell["id"] == identity)
        return said(cell)

    def scroll_to(self, identity: str) -> None:
        """Bring a cell into view; JupyterLab draws no others."""
        self.page.evaluate(SCROLL, identity)

    def show(self, content: dict) -> None:
        """Show another notebook in its place, for the same kernel."""
        call = "(content) => jupyterapp.shell.currentWidget.context.model.fromJSON(content)"
        self.page.evaluate(call, content)

    def cells(self) -> list[dict]:
        """Return the cells as they would be saved."""
        return json.loads(self.page.evaluate(f"JSON.stringify({CELLS})"))


def said(cell: dict) -> str:
    """Return what a cell says in plain text: its results, what it printed, its error."""
    words = []
    for output in cell.get("outputs", []):
        if output["output_type"] == "error":
            words.append(f"{output['ename']}: {output['evalue']}")
        else:
            words.append(output.get("text") or output["data"].get("text/plain", ""))
    return "\n".join("".join(part) for part in words)
