"""Files in: bytes → text table → columns → typed values → checks → preview → batch."""
