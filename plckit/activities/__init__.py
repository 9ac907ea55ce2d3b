"""Ways of answering: one folder a kind, plus what they share. May import `sessions`, `charts` and below."""
