"""What every module stands on: users, viewer, permissions, audit trail, facts, registry."""
