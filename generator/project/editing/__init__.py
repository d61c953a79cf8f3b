"""Changes to a list by command: papers and topics renamed, removed, merged and split."""
