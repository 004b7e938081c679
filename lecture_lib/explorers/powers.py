"""Powers of ten, and the small numbers that need them."""

import numpy as np

from lecture_lib.stage.readout import SUPERSCRIPTS


def power_of_ten(value, _=None):
    """Write a power of ten: "10⁻⁶"."""
    return f"10{str(round(np.log10(value))).translate(SUPERSCRIPTS)}"


def power_text(h):
    """Write a nudge: "0.05", "2·10⁻⁷"."""
    if h >= 1e-3:
        return f"{h:g}"
    lead, _, power = f"{h:.1e}".partition("e")
    ten = power_of_ten(10.0 ** int(power))
    return ten if lead == "1.0" else f"{float(lead):g}·{ten}"


def small(name, table, digits, lead_digits=0, nothing=1e-9):
    """Return what `say` needs so that `name` is never "0.0000" where it is not 0.

    Parameters
    ----------
    name : str
        The hole in the template.
    table : array (takes, frames)
    digits : int
        Decimals. A number for which they are too few is written "2·10⁻⁷".
    lead_digits : int
        Decimals of the 2 in it.
    nothing : float
        What is smaller than this counts as 0: there rounding has the say, which differs from
        machine to machine.

    Returns
    -------
    dict
    """
    size, full = np.abs(table), 1 - 0.05 / 10**lead_digits  # 9.5 and more would be written 10
    least = full * 10.0 ** (lead_digits - digits)
    tiny = (size >= nothing) & (size < least)
    power = np.floor(np.log10(np.where(tiny, size, least) / full)).astype(int)
    highest, lowest = (int(np.floor(np.log10(x / full))) for x in (0.99 * least, nothing))
    powers = [power_of_ten(10.0**p) for p in range(highest, lowest - 1, -1)]
    texts = (
        f"{{{name}_plain:.{digits}f}}",
        *(f"{{{name}_lead:.{lead_digits}f}}·{ten}" for ten in powers),
    )
    which = np.where(tiny, 1 + highest - power, 0)
    lead = table / 10.0**power
    return {name: np.array(texts, object)[which], f"{name}_plain": table, f"{name}_lead": lead}
