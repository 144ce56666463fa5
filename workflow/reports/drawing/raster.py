"""A drawing as PNG, for formats that hold no SVG: drawn by resvg with the font that came with the assets."""

import resvg_py

from workflow.reports.fonts import files

SHARP = 2
"""Pixels of the picture to a CSS pixel: sharp on paper."""


def png(svg: str) -> bytes:
    """The picture as PNG. Without our own font the system's are searched, which takes longer."""
    fonts = [str(file) for file in files()]
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, zoom=SHARP, skip_system_fonts=bool(fonts), font_files=fonts))
