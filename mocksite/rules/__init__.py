"""Who may close, what stands in the way, what an answer must look like. Pure: no Flask, no SQL, no clock."""
