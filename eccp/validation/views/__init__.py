"""The room's pages: of the applicant, of the queue, of the decision."""
