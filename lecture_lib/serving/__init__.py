"""What the course adds to Jupyter's own servers; the folder `jupyter/` switches it on."""
