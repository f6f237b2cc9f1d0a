from hypothesis import HealthCheck, settings

# Other programs share the machine: how long an example takes says nothing.
settings.register_profile("scenarios", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("scenarios")
