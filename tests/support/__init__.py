"""What tests share: editions, clients without a browser, and checks of the stored state."""
