"""What Chromium is told at its start, wherever Svartid starts it."""

_OFF = (
    # The address bar's suggestions are two pages of their own for each window, seen by nobody: without them
    # a visit costs a third of the processor's time and two processes less (Chromium 156, eight windows).
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    "WebUIOmniboxFullPopup",
    # Nothing is asked of the maker's servers.
    "AutofillServerCommunication",
    "OptimizationHints",
    "Translate",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "AimEnabled",
    "PreconnectToSearch",
    # http stays http, and the first paint is not held back.
    "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable",
    "PaintHolding",
    "DestroyProfileOnBrowserClose",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
)

FEATURES_OFF = f"--disable-features={','.join(_OFF)}"
"""The one list of features switched off: Chromium hears the last such list only, so it repeats those of
Playwright's own that matter here."""
