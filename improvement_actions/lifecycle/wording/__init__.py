"""How the specificity check reads English: plain text, facts in it, and the word lists it is judged by."""
