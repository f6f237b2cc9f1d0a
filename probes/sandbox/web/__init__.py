"""The town's web sites: one an organisation, with a contact form that behaves as its YAML says."""
