"""Draw Fernshire, the fictional county of the sample."""
