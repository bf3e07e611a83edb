"""ILIAS's downloads: a folder for each member, or for each team with its members in it."""

import pytest


@pytest.mark.parametrize("kind", ["folder", "zip"])
@pytest.mark.parametrize("strays", [{}, {"solution.py": b"s"}, {"submission.py": b"s"}])
def test_names_logins_and_lateness_are_read(folder, zipped, rows, kind, strays):
    """And a file keeps the name that its owner gave it."""
    files = {
        "Lovelace_Ada_ada_301/submission.py": b"a",
        "van Dyk_Ben_ben_van_dyk_302/Late Submission - my work.py": b"b",
        "Meyer_Eva_eva@uni_303/Verspaetete Abgabe - submission.ipynb": b"{}",
        **strays,
    }
    found = rows(zipped(files) if kind == "zip" else folder(files))
    assert found.people["Lovelace_Ada_ada_301"] == ("ada", "Ada Lovelace")
    assert found.people["van Dyk_Ben_ben_van_dyk_302"] == ("ben_van_dyk", "Ben van Dyk")
    assert found["van Dyk_Ben_ben_van_dyk_302"].notes == ("late",)
    assert found["van Dyk_Ben_ben_van_dyk_302"].submission.name == "my work.py"
    assert found["Meyer_Eva_eva@uni_303"].notes == ("late",)
    assert len(found.entries) == 3 + len(strays)
    assert len(found.remarks) == len(strays)


def test_what_was_handed_in_again_counts(zipped, rows):
    """ILIAS numbers files of the same name in the order of time."""
    found = rows(
        zipped(
            {
                "Lovelace_Ada_ada_301/work.py": b"1",
                "Lovelace_Ada_ada_301/work (2).py": b"2",
                "Lovelace_Ada_ada_301/Late Submission - work (10).py": b"10",
                "Meyer_Eva_eva_303/x.py": b"e",
            }
        )
    )
    assert found.sources == {"Lovelace_Ada_ada_301": b"10", "Meyer_Eva_eva_303": b"e"}
    late, note = found["Lovelace_Ada_ada_301"].notes
    assert (late, note) == ("late", "the newest of 3; not counted: work.py, work (2).py")


def test_teams_are_taken_apart(zipped, rows):
    """Each member has a folder in the team's."""
    found = rows(
        zipped(
            {
                "Team 12/Lovelace_Ada_ada_301/x.py": b"a",
                "Team 12/Meyer_Eva_eva_303/x.py": b"e",
                "Team 13/Noether_Emmy_emmy_304/x.py": b"n",
            }
        )
    )
    assert found.sources == {
        "Lovelace_Ada_ada_301": b"a",
        "Meyer_Eva_eva_303": b"e",
        "Noether_Emmy_emmy_304": b"n",
    }
    assert found["Meyer_Eva_eva_303"].notes == ("in Team 12",)


def test_folders_that_only_look_like_ilias_are_everybodys_own(folder, rows):
    """A number is one person's, and nobody's name is one."""
    found = rows(
        folder(
            {
                "group_a_sheet_3/x.py": b"a",
                "group_b_sheet_3/x.py": b"b",
                "sheet_3_ada_7/x.py": b"c",
            }
        )
    )
    assert set(found.people.values()) == {("", "")}


def test_a_roster_knows_a_member_by_login_or_number(zipped, roster, rows):
    """Either stands in the folder's name."""
    path = zipped({"Lovelace_Ada_ada_301/x.py": b"a", "Meyer_Eva_eva_303/x.py": b"e"})
    found = rows(path, roster=roster("login,id,name\nada,17,Ada L.\n,303,Eva M.\n"))
    assert found.people["Lovelace_Ada_ada_301"] == ("17", "Ada L.")
    assert found.people["Meyer_Eva_eva_303"] == ("303", "Eva M.")


def test_github_classrooms_folders_are_known_by_their_usernames(folder, roster, rows):
    """They begin with the assignment's name; the roster knows usernames alone."""
    top = folder({"sheet3-ada-l/submission.py": b"a", "sheet3-bob/submission.py": b"b"})
    heading = '"identifier","github_username","github_id","name"\n'
    table = heading + '"17","ada-l","5",""\n"18","bob","6",""\n'
    found = rows(top, roster=roster(table))
    assert found.people == {"sheet3-ada-l": ("17", ""), "sheet3-bob": ("18", "")}


def test_one_folder_that_shares_a_number_costs_nobody_else_anything(folder, rows):
    """Neither of the two can be told from a member; the others can."""
    found = rows(
        folder(
            {
                "Lovelace_Ada_ada_301/submission.py": b"a",
                "Meyer_Eva_eva_302/submission.py": b"e",
                "Noether_Emmy_emmy_303/submission.py": b"n",
                "Dyk_Ben_ben_304/submission.py": b"d",
                "group_a_sheet_304/solution.py": b"s",
            }
        )
    )
    assert found.people["Lovelace_Ada_ada_301"] == ("ada", "Ada Lovelace")
    assert found.people["Dyk_Ben_ben_304"] == found.people["group_a_sheet_304"] == ("", "")
    assert any("Dyk_Ben_ben_304, group_a_sheet_304" in remark for remark in found.remarks)
