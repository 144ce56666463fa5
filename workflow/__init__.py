"""The engine. It knows no web, no mail and no clock on the wall: whoever calls brings the time."""
