"""Addresses of what a shopper makes themselves: Call now, the clock, the rehearsal, the bridged chat."""

from django.urls import URLPattern, path

from dashboards.shopper.views.call import call, call_hang_up, call_now, call_part, call_stream
from dashboards.shopper.views.chat import chat, chat_part, chat_say
from dashboards.shopper.views.clock import clock, clock_log
from dashboards.shopper.views.rehearse import rehearse, rehearse_begin, rehearse_hang_up, rehearse_part

_ONE = "contacts/<int:pk>/"

urlpatterns: list[URLPattern] = [
    path(f"{_ONE}call/", call, name="call"),
    path(f"{_ONE}call/part/", call_part, name="call_part"),
    path(f"{_ONE}call/stream/", call_stream, name="call_stream"),
    path(f"{_ONE}call/now/", call_now, name="call_now"),
    path(f"{_ONE}call/hang-up/", call_hang_up, name="call_hang_up"),
    path(f"{_ONE}chat/", chat, name="chat"),
    path(f"{_ONE}chat/part/", chat_part, name="chat_part"),
    path(f"{_ONE}chat/say/", chat_say, name="chat_say"),
    path(f"{_ONE}clock/", clock, name="clock"),
    path(f"{_ONE}clock/log/", clock_log, name="clock_log"),
    path(f"{_ONE}rehearse/", rehearse, name="rehearse"),
    path(f"{_ONE}rehearse/part/", rehearse_part, name="rehearse_part"),
    path(f"{_ONE}rehearse/begin/", rehearse_begin, name="rehearse_begin"),
    path(f"{_ONE}rehearse/hang-up/", rehearse_hang_up, name="rehearse_hang_up"),
]
