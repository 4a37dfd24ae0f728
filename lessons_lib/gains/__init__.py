"""A teacher's table of what students gained, from the files that their tests wrote.

    python -m lessons_lib.gains handed_in/             # every .json file in a folder
    python -m lessons_lib.gains anna.json --csv        # the same numbers for a spreadsheet

A test that was not finished is counted and left out of the shares; a question that was not
answered in a finished test counts as not right. *Gained* and *lost* are of those who finished both.
"""

from lessons_lib.gains.count import PartCount, QuestionCount, counted

__all__ = ["PartCount", "QuestionCount", "counted"]
