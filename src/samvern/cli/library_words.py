"""Words of click that show on our command line, to be translated with the rest.

Nothing asks for this module: click looks its own words up through the standard library, which
:func:`samvern.ui.wording.languages.use_everywhere` points at our translations.
"""

from gettext import gettext, ngettext

WORDS = (
    # Help
    gettext("Usage:"),
    gettext("Options"),
    gettext("Commands"),
    gettext("default: {default}"),
    gettext("required"),
    gettext("Show this message and exit."),
    gettext("Show the version and exit."),
    gettext("%(prog)s, version %(version)s"),
    # What is wrong with a command
    gettext("Error: {message}"),
    gettext("Try '{command} {option}' for help."),
    gettext("Missing command."),
    gettext("No such command {name!r}."),
    gettext("No such option {name!r}."),
    ngettext("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)", 1),
    gettext("Missing argument"),
    gettext("Missing option"),
    gettext("Choose from:\n\t{choices}"),
    ngettext(
        "Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})", 1
    ),
    ngettext(
        "Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments.", 1
    ),
    gettext("Option {name!r} does not take a value."),
    gettext("Invalid value: {message}"),
    gettext("Invalid value for {param_hint}: {message}"),
    ngettext("{value!r} is not {choice}.", "{value!r} is not one of {choices}.", 1),
    gettext("{value!r} is not a valid {number_type}."),
    gettext("{value} is not in the range {range}."),
    gettext("{name} {filename!r} is a directory."),
    ngettext(
        "{value!r} does not match the format {format}.",
        "{value!r} does not match the formats {formats}.",
        1,
    ),
    # Passwords
    gettext("Repeat for confirmation"),
    gettext("Error: The two entered values do not match."),
)
