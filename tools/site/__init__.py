"""The course in one folder, for any server of files: pages that play, and Python for who asks."""
