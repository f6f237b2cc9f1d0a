"""Media of the practice town: G.711 over RTP, 20 ms a packet, one timer wheel for all calls of a process."""
