"""What is stored: organisations and seats, cases, events and their payloads, the sealed chain."""
