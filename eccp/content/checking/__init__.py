"""Looking after live pages: whether their links still lead somewhere, whether their pictures are described.

What stands on a page is collected (`collecting.py`), what lies within the platform is judged from the database
(`own.py`), other sites are asked politely (`asking.py`). What editors read of it is in `words.py`.
"""
