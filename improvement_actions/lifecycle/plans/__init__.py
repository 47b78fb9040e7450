"""The rules of improvement plans: what a plan must say to be issued, what became of it between two versions."""
