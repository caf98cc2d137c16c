"""Papers and files made from answers: what leaves the app says what it is and where it is from."""
