"""A small, strict SIP user agent of our own (RFC 3261, 3264, 3311, 3515, 3891, 4028) for the practice town.

Why not pjsua2, which places the calls? An instrument tested only against its own stack proves little:
both ends would share each misreading of the standard. The wheel also carries four calls a process and
hides RTP, and the town must stamp the true time of each packet it sends.
"""
