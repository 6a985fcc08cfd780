"""Sentences about requirement sets: within a version, and from one version to another."""

from __future__ import annotations

from samvern.ui.wording.sentences import Gettext, Sentences


def sentences(_: Gettext) -> Sentences:
    """Every code of :mod:`samvern.engine.frameworks` and of the module frameworks."""
    return {
        **_of_sets(_),
        **_of_oscal(_),
        **_of_requirements(_),
        **_of_versions(_),
        **_of_tables(_),
    }


def _of_sets(_: Gettext) -> Sentences:
    return {
        "framework_file.invalid": (
            _("“%(name)s” is not a framework file that can be used. Problems found: %(count)s."),
            _("“samvern framework schema” prints a description of the format."),
        ),
        "framework.invalid": (_("The requirement set %(name)s contradicts itself."), ""),
        "framework.ends_before_start": (
            _("It is in force from %(begins)s and only to %(ends)s."),
            _("The last day cannot come before the first."),
        ),
        "framework.follows_itself": (
            _("Version %(version)s cannot follow itself."),
            _("Name the version that came before, or leave the key out."),
        ),
        "framework.source_repeated": (
            _("The source of wordings “%(id)s” stands twice."),
            _("Keep one of them."),
        ),
        "framework.source_unknown": (
            _("There is no source of wordings “%(id)s”."),
            _("Known here: %(known)s."),
        ),
        "framework.default_missing": (
            _("Wordings cannot be missing unless something else is said of them."),
            _("Choose another default source."),
        ),
        "framework.other_set": (
            _("%(before)s and %(after)s are two different requirement sets."),
            _("Only versions of the same set are compared."),
        ),
    }


def _of_oscal(_: Gettext) -> Sentences:
    return {
        "oscal_file.invalid": (
            _("“%(name)s” is not an OSCAL document that can be used. Problems found: %(count)s."),
            _(
                "Catalogues, profiles and mappings are read as JSON, in versions 1.0 to 1.2 of OSCAL."
            ),
        ),
        "oscal.version": (
            _("“%(found)s” is not a version of OSCAL that is known here."),
            _("Known are 1.0 to 1.2."),
        ),
        "oscal.no_mappings": (
            _("There are no mappings to write."),
            _("An OSCAL mapping collection holds at least one."),
        ),
        "oscal.too_many_mappings": (
            _("The file holds too many mappings."),
            _("At most %(limit)s, each pair of requirements counted."),
        ),
        "oscal.nothing_chosen": (
            _("No requirement of %(framework)s is left to make a profile of."),
            _("Ask for another kind of actor, or name requirements."),
        ),
        "oscal.catalog_unknown": (
            _("The set that the profile “%(name)s” is a part of was not found."),
            _("It points at “%(href)s”. Name the set with --catalog; nothing is fetched."),
        ),
        "oscal.no_catalog": (
            _("“%(name)s” is OSCAL, but no catalogue: it holds no requirements itself."),
            _("Take in the catalogue that it points at."),
        ),
        "oscal.profile_of_profile": (
            _("“%(name)s” is a profile, not a requirement set."),
            _("Name the catalogue that both are parts of."),
        ),
        "oscal.too_many_patterns": (
            _("The profile holds too many patterns."),
            _("At most %(limit)s; name the requirements instead."),
        ),
        "oscal.pattern_too_long": (
            _("The pattern is too long."),
            _("At most %(limit)s characters."),
        ),
    }


def _of_requirements(_: Gettext) -> Sentences:
    return {
        "requirement.repeated": (
            _("The identifier “%(id)s” is used for the second time."),
            _("It stands first as number %(first)s of the requirements."),
        ),
        "requirement.id_malformed": (
            _("“%(id)s” cannot be the identifier of a requirement."),
            _("Use letters, digits and . _ ( ) + : - without spaces."),
        ),
        "requirement.too_long": (_("This text is too long."), _("At most %(limit)s characters.")),
        "requirement.parent_unknown": (
            _("It stands under “%(id)s”, which is not there."),
            _("Add that heading, or leave the key out."),
        ),
        "requirement.circle": (
            _("Requirement %(id)s stands under itself, by way of others or at once."),
            "",
        ),
        "requirement.too_deep": (
            _("Requirement %(id)s stands under more than %(limit)s headings."),
            _("Headings must be fewer; look for one that stands in the wrong place."),
        ),
        "requirement.title_missing": (
            _("Requirement %(id)s has no title."),
            _("Give one, or say with a source that it has not been found."),
        ),
        "requirement.missing_but_there": (
            _("This wording of requirement %(id)s is said to be missing, but it is there."),
            _("Name another source, or take the wording out."),
        ),
        "requirement.source_of_nothing": (
            _("A source is named for a wording of requirement %(id)s that is not there."),
            _("Take the source out, or name one that says it is missing."),
        ),
        "requirement.follows_nothing": (
            _("Requirement %(id)s follows an earlier one, but the set names no earlier version."),
            _("Say which with the key follows_version."),
        ),
        "requirement.unknown": (
            _("There is no requirement %(id)s in version %(version)s."),
            "",
        ),
    }


def _of_versions(_: Gettext) -> Sentences:
    return {
        "framework.unknown": (
            _("There is no requirement set %(id)s."),
            _("The page of requirement sets lists those there are."),
        ),
        "framework.exists": (
            _("Version %(version)s of %(id)s is here already."),
            _("Look at what is different first, and say why it is to change."),
        ),
        "framework.edition_not_said": (
            _(
                "Version %(version)s of %(id)s is here already, in state %(edition)s, and nobody has "
                "said that it is to be replaced."
            ),
            _(
                "See first what would change (import has --dry-run), and name the state that you "
                "saw with --edition %(edition)s, and why with --reason."
            ),
        ),
        "framework.changed_since": (
            _("Version %(version)s of %(id)s was changed while you looked at it."),
            _("Look at the differences once more; nothing was changed by you."),
        ),
        "framework.reason_missing": (
            _("A version that is here is not changed without a reason."),
            _("Say why in a sentence; it is kept with the change."),
        ),
        "framework.reason_too_long": (
            _("The reason is too long."),
            _("At most %(most)s characters."),
        ),
        "framework.edition_unknown": (
            _("The set has not been in a state number %(number)s."),
            _("Its states are listed under “How it came to be”."),
        ),
        "framework.licence_too_long": (
            _("What is said of the licence is too long."),
            _("At most %(most)s characters."),
        ),
        "framework.statement_missing": (
            _("Nobody has said yet who may see the wordings, and how far they can be trusted."),
            _("Whoever has the file says so before it is taken in."),
        ),
        "framework.release_unknown": (
            _("No requirement set of the name “%(name)s” ships with Samvern."),
            "",
        ),
        "framework.table_over_nothing": (
            _("A table is laid over a set that is here, and none was named."),
            _("Choose the set that the table is about."),
        ),
        "framework.version_unknown": (
            _("There is no version %(version)s of this set."),
            _("The page of the set lists those there are."),
        ),
        "framework_chain.invalid": (_("These versions do not follow each other."), ""),
        "framework_chain.other_set": (
            _("One of them is of %(found)s, the others are of %(id)s."),
            "",
        ),
        "framework_chain.repeated": (_("The same version is given twice."), ""),
        "framework_chain.not_one_line": (
            _("The versions %(versions)s are not one line in which each follows another."),
            _("Name the version that each one follows, and add those that are missing."),
        ),
        "framework_chain.follows_unknown": (
            _("It follows “%(id)s”, which version %(version)s does not have."),
            "",
        ),
    }


def _of_tables(_: Gettext) -> Sentences:
    return {
        "mapping.requirement_target": (
            _("“%(found)s” is not a field of a requirement."),
            _("Possible: %(known)s."),
        ),
        "mapping.id_missing": (
            _("No column is used for the identifier of the requirement."),
            _("Choose the column that the requirements are told apart by."),
        ),
        "mapping.only_id": (
            _("Only the identifier is used, so nothing can change."),
            _("Say what at least one more column stands for."),
        ),
        "mapping.requirements_not_said": (
            _("Nobody has said yet what the columns of this table stand for."),
            _(
                "Write it with “samvern framework import --dry-run --json > columns.json”, look it "
                "over, and give the file with --mapping; or take what --dry-run guesses with "
                "--guessed."
            ),
        ),
        "mapping.status_missing": (
            _("The wordings of a table that is read cannot be missing."),
            _("Say how far they can be taken for the publisher's own."),
        ),
        "table.no_requirements": (
            _("No row has the identifier of a requirement."),
            _("Check which row holds the headings, and which column the identifiers."),
        ),
        "row.without_id": (_("The row has no identifier, so it was passed over."), ""),
        "cell.id_malformed": (
            _("“%(found)s” is not the identifier of a requirement."),
            _("Use letters, digits and . _ ( ) + : - without spaces."),
        ),
        "cell.reference_malformed": (
            _("“%(found)s” is not the identifier of a requirement of another set."),
            _("Write identifiers only, with a comma between them, such as 5.1, A.5.23."),
        ),
        "cell.id_unknown": (
            _("Requirement %(id)s is not in the set; the nearest is %(near)s."),
            _(
                "Correct the number, or say where the columns are explained (on the command line "
                "with --add-new) that new requirements are to be added."
            ),
        ),
        "cell.id_twice": (
            _("Requirement %(id)s stands here for the second time."),
            _("It stands first in row %(first)s; keep one of them."),
        ),
        "framework_file.exists": (
            _("“%(name)s” is there already, so nothing was written."),
            _("Choose another name, or say --replace."),
        ),
    }
