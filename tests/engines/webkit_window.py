#!/usr/bin/python3
"""A window that shows WebKit and nothing else, for WebKitWebDriver to drive.

Debian's own MiniBrowser is never narrower than its buttons, and has no way to run a script before
those of a page. This runs under Debian's Python, which alone has the bindings; its one argument is
the script.
"""

import sys

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import Gtk, WebKit2  # noqa: E402


def started(context, session):
    """Give the driver a page in a window of its own."""
    content = WebKit2.UserContentManager()
    frames, at_start = WebKit2.UserContentInjectedFrames, WebKit2.UserScriptInjectionTime.START
    content.add_script(WebKit2.UserScript(sys.argv[1], frames.ALL_FRAMES, at_start, None, None))
    page = WebKit2.WebView(
        is_controlled_by_automation=True, web_context=context, user_content_manager=content
    )
    window = Gtk.Window(default_width=1280, default_height=900)
    window.add(page)
    window.show_all()
    session.connect("create-web-view", lambda *_: page)


context = WebKit2.WebContext.get_default()
context.set_automation_allowed(True)
context.connect("automation-started", started)
Gtk.main()
