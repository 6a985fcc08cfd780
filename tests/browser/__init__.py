"""Browser journeys, and the windows they are tried in."""

DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 740}
