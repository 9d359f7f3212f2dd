"""What visitors and members see of the room, beside the pages themselves."""
