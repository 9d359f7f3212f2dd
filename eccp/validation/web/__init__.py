"""Looking at an applicant's website: safely asked, patiently read, never trusted. Knows no database."""
