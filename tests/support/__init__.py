"""What tests share: editions, readers without a browser, and assertions about what is stored."""
