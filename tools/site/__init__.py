"""The course in one folder, for any server of files."""
