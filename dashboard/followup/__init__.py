"""From the meeting to the answer: what is coming, what is to settle, what changed."""
