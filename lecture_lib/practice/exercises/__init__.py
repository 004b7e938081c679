"""The exercises of the sections, one file each: cases, requirements, mistakes, hints."""
