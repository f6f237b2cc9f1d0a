"""Hostile bytes read within limits: headers, parts, charsets, HTML, reports. Nothing is ever fetched."""
