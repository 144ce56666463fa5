"""A drawing as PNG, for formats that hold no SVG: drawn by resvg with the font that came with the assets."""

import resvg_py

from workflow.reports.fonts import files

SHARP = 1.5
"""Pixels of the picture to a CSS pixel: 144 to an inch. Twice as many take twice the time, most of it for packing them."""


def png(svg: str) -> bytes:
    """The picture as PNG, on white. Without our own font the system's are searched, which takes longer."""
    fonts = [str(file) for file in files()]
    return resvg_py.svg_to_bytes(
        svg_string=svg, zoom=SHARP, background="#ffffff", skip_system_fonts=bool(fonts), font_files=fonts
    )
