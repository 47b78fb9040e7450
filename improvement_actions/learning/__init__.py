"""What actions have taught: which kinds of them worked, and what people have learned from them."""
