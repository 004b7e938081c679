"""The same explorer three times: on the Stage, with `interact`, with ipympl and blitting."""
