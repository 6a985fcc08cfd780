"""The component tags, by subject; ``{% load samvern_ui %}`` brings them all."""
