"""Voilà's settings for this course. Installing the package copies them into the environment."""

import os

from serving.dashboards import complete_page

c = get_config()  # noqa: F821 -- Voilà defines it

c.VoilaConfiguration.template = "course"
c.VoilaConfiguration.allow_template_override = "NO"  # an address would wait for one for ever
c.VoilaConfiguration.page_config_hook = complete_page
c.VoilaConfiguration.strip_sources = True
# Pages that are built are there at once (see serving/); what is not built waits for its kernel.
c.VoilaConfiguration.preheat_kernel = False

c.VoilaConfiguration.multi_kernel_manager_class = "serving.kernels.FewKernels"
c.Voila.kernel_websocket_connection_class = "serving.connection.DashboardConnection"

# A page that is left says so, and its kernel stops; but it says so without the token against
# forged requests, and would be refused. What can be written here is only addressed by a kernel's
# secret number, so nothing is lost by not asking for the token.
c.Voila.tornado_settings = {
    "disable_check_xsrf": True,
    "compress_response": True,
    "headers": {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin"},
    "websocket_max_message_size": 1_000_000,  # a page says little
}

# A page that vanished without a word (a laptop asleep, a lost network) keeps its kernel for an
# hour; a page that is open, however idle, keeps it for good.
c.MappingKernelManager.cull_idle_timeout = 3600

# Kernels that start together choose the same free port now and then. Sockets in the file system
# have no such race, and no length to spare for macOS's long temporary folder.
if os.name == "posix":
    c.KernelProvisionerFactory.default_provisioner_name = "course-forked"
    c.KernelManager.transport = "ipc"
    c.Voila.connection_dir_root = "/tmp"
