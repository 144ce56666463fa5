"""Those who do like things elsewhere, in an environment of their own: what a page and a step cost them is our unit."""
