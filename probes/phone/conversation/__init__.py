"""What to do in a call: the enquiry's steps, walked over a line with an ear and a voice."""
