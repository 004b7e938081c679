"""After installation no page asks another host for anything; the notebooks' own tests ask too."""

import json
import urllib.request

import homes

QUIET = "networkidle"


def test_jupyterlab_itself_asks_only_its_server(serve, visit, notebooks):
    home = serve(homes.jupyterlab, notebooks)
    opened = visit(home.url + "/lab")
    opened.page.wait_for_selector("#jp-main-dock-panel")
    opened.page.wait_for_load_state(QUIET)
    assert opened.external == []
    assert not opened.page.get_by_text("Would you like to").count(), "asks to fetch news"


def test_jupyterlabs_server_looks_for_no_news_and_no_extensions(serve, notebooks):
    """The server asks on the page's behalf, where a browser does not see it."""
    home = serve(homes.jupyterlab, notebooks)
    with urllib.request.urlopen(home.url + "/lab") as answer:
        page = answer.read().decode()
    config = json.loads(
        page.split('id="jupyter-config-data" type="application/json">')[1].split("</script>")[0]
    )
    assert config["news"] == {"disabled": True}
    assert config["extensionManager"]["can_install"] is False
