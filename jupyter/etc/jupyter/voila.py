"""Voilà's settings for this course. Installing the package copies them into the environment."""

import os

from lecture_lib.serving.dashboards import complete_page

c = get_config()  # noqa: F821 -- Voilà defines it

c.VoilaConfiguration.template = "course"
c.VoilaConfiguration.page_config_hook = complete_page
c.VoilaConfiguration.strip_sources = True
# A notebook is executed before anybody asks for it, so that its page opens at once. A page whose
# address asks for a theme is the exception: what was prepared is not used for it. Each prepared
# kernel takes some 100 MB, so only those are prepared with which a visit begins: the start page,
# section 1 and the explorer of section 11.
c.VoilaConfiguration.preheat_kernel = True
c.VoilaKernelManager.preheat_denylist = [r".*\b(?!00_|01_|11_)\w+\.ipynb"]

c.Voila.kernel_websocket_connection_class = "lecture_lib.serving.connection.DashboardConnection"

# A page that is left says so, and its kernel stops; but it says so without the token against
# forged requests, and would be refused. What can be written here is only addressed by a kernel's
# secret number, so nothing is lost by not asking for the token.
c.Voila.tornado_settings = {"disable_check_xsrf": True}

# A page that vanished without a word (a laptop asleep, a lost network) keeps its kernel for an
# hour; a page that is open, however idle, keeps it for good.
c.MappingKernelManager.cull_idle_timeout = 3600

# Kernels that start together choose the same free port now and then. Sockets in the file system
# have no such race, and no length to spare for macOS's long temporary folder.
if os.name == "posix":
    c.KernelManager.transport = "ipc"
    c.Voila.connection_dir_root = "/tmp"
