//! What is read, hidden and told once a round is opened.
