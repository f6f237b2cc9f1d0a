"""English, and what mail servers write whatever the language."""

from probes.email.sorting.wording import Wording

ENGLISH = Wording(
    language="en",
    automatic=(
        r"(?:virtual|digital) (?:assistant|agent)|(?:am|is) a (?:chat)?bot|our (?:chat)?bot",
        (
            r"this (?:is|was) an? (?:automated|automatic|auto-?generated|automatically"
            r"|system[- ]generated|auto-?reply|auto-?response)"
        ),
        (
            r"(?:message|e-?mail|reply|response|mail|acknowledg\w+|notification)? ?(?:is|was|has been"
            r"|were) (?:automatically (?:generated|sent)|sent automatically|generated (?:automatically"
            r"|by)|auto-?generated)"
        ),
        (
            r"automated (?:acknowledg|response|reply|message|confirmation|notification|receipt)"
            r"|automatic (?:acknowledg|confirmation|notification)"
        ),
        r"auto-?repl(?:y|ies)|auto-?responder",
    ),
    do_not_reply=(
        r"(?:do not|don't|please don't|not) (?:reply|respond|answer) (?:directly )?to this",
        r"(?:cannot|can't|can not) be (?:replied|answered|responded)",
        r"replies (?:to this|are not|will not|go unread|sent to)",
        (
            r"(?:mailbox|inbox|address|account) (?:is|are) (?:not monitored|unmonitored|unattended"
            r"|not read|not staffed)"
        ),
        (
            r"(?:no need|not necessary|do not need) to (?:reply|respond|take any)|no (?:action"
            r"|reply) is (?:required|needed)"
        ),
    ),
    received=(
        (
            r"(?:logged|registered|recorded|saved) (?:as|with|under)\b|given (?:the|a) (?:number"
            r"|reference)"
        ),
        r"a copy of your|you (?:have )?sent (?:us )?the following",
        (
            r"(?:received|registered|logged|arrived|come in|landed|opened|created|submitted"
            r"|got)\b.{0,50}\b(?:message|e-?mail|enquiry|inquiry|request|question|query|case|ticket"
            r"|application|form|complaint|report|feedback)"
        ),
        (
            r"(?:message|e-?mail|enquiry|inquiry|request|question|query|case|ticket|application|form"
            r"|complaint|report|feedback)s?\b.{0,40}\b(?:received|registered|logged|arrived|come in"
            r"|landed|in our inbox|opened|created|submitted|with us|passed to|assigned|in the queue"
            r"|in our queue)\b"
        ),
        (
            r"this is (?:just |only )?(?:a confirmation|an acknowledgement|to confirm"
            r"|to let you know that we have)"
        ),
        (
            r"(?:have|has|we) (?:now |safely |successfully )?(?:received|registered|logged|got) (?:your"
            r"|a|an|the|it|this)"
        ),
        (
            r"(?:your|the) (?:message|e-?mail|enquiry|inquiry|request|question|query|case|ticket"
            r"|application|form|mail|submission|report) (?:has|have|is"
            r"|was) (?:been )?(?:now )?(?:successfully )?(?:received|registered|logged|opened|created"
            r"|assigned|forwarded|submitted|passed|allocated|queued|routed|in our queue)"
        ),
        (
            r"(?:acknowledg(?:e|es|ing|ement|ment) (?:of )?(?:receipt|that|your)|confirm(?:s|ing"
            r"|ation)? (?:of )?(?:receipt|that we (?:have )?received|we have received|that your))"
        ),
        (
            r"(?:a|new) (?:ticket|case|request|support request) (?:has been|was) (?:opened|created"
            r"|logged|raised)"
        ),
        r"has reached us|safely reached",
    ),
    will_answer=(
        r"patien(?:t|ce)",
        r"(?:replies|answers|responses|it) (?:usually |normally |currently )?take",
        r"(?:be|being) (?:read|dealt with|handled|looked at|passed|allocated|answered|reviewed)",
        r"(?:everybody|everyone|all (?:messages|enquiries|emails|queries)) (?:gets?|are|will|who)",
        r"(?:in turn|in order|in the queue|queue)\b",
        r"(?:it )?(?:may|can|might|will) take (?:a little|a few|up to|some|several|longer|us)",
        r"you (?:will|'ll|’ll) (?:\w+ )?(?:receive|hear|get) ",
        r"bear with us",
        (
            r"(?:within|normally|usually|typically|up to)\b.{0,40}\b(?:reply|respond|response|answer"
            r"|contact)\b"
        ),
        (
            r"(?:reply|respond|response|answer|contact|read|back to you|look at)\w*\b.{0,50}\b(?:within"
            r"|as soon as|shortly|working day|business day|next)\w*"
        ),
        (
            r"(?:reply|respond|answer|response|get back|be in touch|contact you|deal with|handle"
            r"|process|hear from us|hear back|review|come back|look into|attend)\b.{0,60}(?:as soon as"
            r"|within \w+|shortly|working days?|business days?|in due course|soon|in the order)"
        ),
        (
            r"(?:as soon as (?:possible|we can)|at the earliest|in due course"
            r"|in the order (?:in which )?(?:they|it))"
        ),
        r"(?:we|our team) (?:aim|endeavour|try|strive|do our best) to",
        (
            r"(?:our|normal|usual|expected|average|typical|target) (?:response|reply|turnaround"
            r"|processing) times?"
        ),
        (
            r"(?:will|shall) be (?:answered|dealt with|handled|processed|reviewed|read|forwarded|passed"
            r"|allocated|assigned)"
        ),
        r"(?:one|a member) of (?:our|the) (?:team|staff|agents|advisers|advisors|colleagues|case)",
        (
            r"(?:an|a) (?:adviser|advisor|agent|officer|colleague|case ?worker|representative) (?:will"
            r"|is going)"
        ),
        (
            r"(?:high|large|unusually high|heavy) (?:volume|number|demand|workload)|busier than"
            r"|longer than (?:usual|normal)"
        ),
        r"you (?:will|should|can expect to) (?:receive|hear|get) ",
    ),
    number_given=(
        r"(?:case|ticket|reference|request|incident|enquiry) ?(?:number|no|id|ref)\b\W?",
        r"(?:quote|use|keep|include|mention) (?:this|your|the) (?:number|reference|case|ticket)",
        r"(?:keep|do not change) .{0,25}subject",
        r"(?:track|follow) (?:your|the) (?:case|ticket|request|progress)",
    ),
    thanks=(
        (
            r"(?:thank you|thanks|many thanks) (?:very much |so much )?for (?:your|contacting"
            r"|getting in touch|writing|e-?mailing|reaching|taking|the e-?mail|emailing)"
        ),
        r"we appreciate",
    ),
    meanwhile=(
        r"(?:our |office )?(?:opening|office|telephone|phone) hours",
        r"(?:frequently asked|faq|common questions)",
        (
            r"(?:find|see) (?:answers|more information|information|our website|help)|visit our"
            r"|our website|help centre|knowledge base"
        ),
        r"(?:for more|further) information|follow us|read more",
        r"(?:urgent|emergency|urgently)\b",
        (
            r"(?:sensitive|confidential|personal) (?:information|data|details)|privacy (?:notice"
            r"|policy)|data protection|gdpr"
        ),
        r"in the meantime|meanwhile|while you wait",
        r"switchboard|postal address|live chat|chatbot",
    ),
    away=(
        (
            r"(?:currently )?off sick|off work|slow to (?:reply|respond|answer)|travelling (?:this|next"
            r"|until|for)|sporadic(?:ally)?"
        ),
        (
            r"(?:opens|open|reopens|reopening) (?:again|on \w+day)|closed for (?:half term|the \w+|a"
            r"|our)"
        ),
        (
            r"(?:last (?:working )?day|limited availability|in meetings all day|reopens? on"
            r"|back at my desk|when i (?:am back|return|get back)|on my return)"
        ),
        (
            r"(?:will be|am|are|be) back (?:on|in|at|after|from|monday|tuesday|wednesday|thursday"
            r"|friday|the|\d)"
        ),
        r"(?:i|we) (?:don't|do not|don’t) work (?:on )?(?:\w+days?|part)",
        (
            r"(?:i'll|i’ll|i will|i shall) (?:pick|read|reply|respond|get back|answer"
            r"|look)\b.{0,40}(?:when i|\w+day|return|back)"
        ),
        r"(?:having|taking|have|take|got) (?:a few days|some time|the day|time|a day) off",
        r"(?:no|poor|little) (?:signal|internet)|not (?:reachable|contactable)|cannot be reached",
        r"closed (?:until|from|over|between)",
        (
            r"(?:i|we|she|he) ?(?:am|'m|’m|are|'re|is|will be|have been) (?:currently |now |presently "
            r"|also )?(?:on|out of|away|travelling|traveling|off|attending|unavailable|not (?:in"
            r"|available|at)|out) ?(?:annual leave|leave|holiday|vacation|parental|maternity|paternity"
            r"|sick|the office|office|from|until|work|training|a course|business|a conference|today"
            r"|this week|on|my|with|at|all)?"
        ),
        r"out of (?:the )?office\b(?! hours)",
        r"on (?:annual |parental |maternity |paternity |sick )?(?:leave|holiday|vacation)",
        (
            r"(?:the|our) office is closed|offices? (?:are|is|will be) closed"
            r"|closed for (?:the )?(?:holidays|christmas|easter|summer)"
        ),
        r"(?:limited|no|intermittent|sporadic) (?:access|connectivity)",
        r"not (?:reading|checking|monitoring) (?:my )?(?:e-?mail|mail|messages)",
    ),
    back=(
        (
            r"(?:back|return|returning) (?:to|in|at)? ?(?:the office|work|my desk)? ?(?:on|monday"
            r"|tuesday|wednesday|thursday|friday|the \d|\d|after|from|next|in)\b"
        ),
        (
            r"(?:until|till) (?:\w+day|the \d|\d|january|february|march|april|may|june|july|august"
            r"|september|october|november|december)"
        ),
    ),
    instead=(
        (
            r"(?:if|for|in) (?:your|it|the|this|you|urgent|anything|matter|an)?.{0,25}(?:urgent"
            r"|urgently|emergency|immediate|cannot wait)"
        ),
        (
            r"(?:contact|email|call|speak to|write to|reach) .{0,30}(?:colleague|manager|@|switchboard"
            r"|team|deputy)"
        ),
        r"(?:e-?mail|message)s? (?:will|is|are) (?:not )?(?:be )?(?:read|forwarded|answered)",
    ),
    left=(
        r"(?:no longer|not) (?:work|works|working|employed|with (?:the|us)|at)\b",
        r"(?:has|have) (?:left|retired|moved on)",
    ),
    undelivered=(
        (
            r"(?:could not|couldn't|cannot|can't|was not|wasn't|unable to|not able to|failed to"
            r"|has not been|be) (?:be )?(?:deliver|delivered|relay|relayed|send)\b"
        ),
        r"(?:could not|couldn't|wasn't able to|was unable to|unable to) (?:be )?deliver",
        (
            r"(?:recipient|mailbox|address|user|account|domain|host|inbox)\b.{0,60}(?:not found"
            r"|does not exist|doesn't exist|unknown|is full|unavailable|disabled|rejected|over quota"
            r"|quota exceeded|couldn't be found|no such|suspended|inactive)"
        ),
        (
            r"(?:user unknown|unknown user|no such user|no such mailbox|mailbox full|over ?quota"
            r"|invalid recipient|address rejected|recipient rejected|relay access denied)"
        ),
        r"(?:5\d\d[ -]5\.\d\.\d|5\.\d\.\d{1,3})\b",
        (
            r"undeliverable|undelivered|delivery (?:has )?failed|delivery (?:to|failure"
            r"|status notification \(failure)|returned to sender|permanent (?:error|failure|fatal)"
            r"|fatal errors"
        ),
        r"(?:this is a permanent error|i've given up|giving up|sorry it didn't work out)",
        r"(?:was|been) (?:rejected|blocked|returned|bounced) ",
    ),
    delayed=(
        r"(?:delivery|message|it) (?:is|has been|was) (?:delayed|temporarily)",
        (
            r"(?:will|shall) (?:keep|continue|be retried|retry|try again)|still (?:trying|be trying)"
            r"|not (?:yet )?been delivered|you do not need to resend|delayed|this is a warning"
        ),
    ),
    newsletter=(
        r"newsletter",
        r"unsubscribe|opt out|manage (?:your )?(?:preferences|subscription)|mailing list",
        r"view (?:this|it)? ?(?:e-?mail|message|online)? ?(?:in|online)? ?(?:your |a )?browser|view online",
        r"you (?:are receiving|received|get) this .{0,30}because",
    ),
    survey=(
        r"(?:customer|satisfaction|user|feedback|short|quick|brief) (?:satisfaction )?survey|questionnaire",
        r"how (?:satisfied|likely|would you rate|did we do|was your)",
        r"(?:rate|tell us about) (?:our|your|the|us)",
        r"(?:take|answer) (?:a few|our|the|two|three|a couple|\d) .{0,20}(?:questions|minutes|survey)",
    ),
    closing=(
        (
            r"(?:case|ticket|request|enquiry|inquiry)\b.{0,20}(?:has been|is|will be|was) (?:now "
            r"|automatically )?(?:closed|resolved|solved|marked)"
        ),
        r"(?:closed|close) (?:it )?automatically|automatically (?:be )?close",
        r"(?:not|n't) (?:heard (?:back )?from|received a (?:reply|response) from) you",
        r"if we (?:do not|don't) hear",
        r"(?:friendly )?reminder (?:that|about|:)",
    ),
    receipt=(
        r"(?:bill|invoice|statement)s? .{0,30}\b(?:ready|due|available)|payment is due|amount due",
        r"consultation|have your say|drop-in|residents' meeting|public meeting|public hearing",
        (
            r"thank(?:s| you) for (?:your (?:order|booking|purchase|registration|payment)|registering"
            r"|booking|ordering|signing up)"
        ),
        r"you (?:are|'re|have been) (?:now )?(?:booked|registered for|signed up|enrolled)",
        (
            r"(?:account|order|booking|ticket|registration|profile|subscription)s? (?:is|are|has been"
            r"|have been) (?:now )?(?:created|confirmed|ready|attached|activated)"
        ),
        (
            r"new (?:letter|document|bill|invoice|statement) (?:from|in|for)|your (?:bill|invoice"
            r"|statement) is"
        ),
        r"(?:log|sign) in (?:to|with)",
        r"(?:remember|don't forget) your (?:appointment|booking)",
        r"(?:we invite|invitation|you are invited|you're invited|join us)\b",
        (
            r"(?:planned|scheduled) (?:works?|maintenance|outage)|service (?:alert|notice)|(?:water"
            r"|power|road) (?:will be|is) (?:shut|closed|cut|off)"
        ),
        r"(?:buy|book) (?:your )?tickets|sign up|open day|cancel at least",
        (
            r"order confirmation|receipt for (?:your )?(?:payment|order|purchase)"
            r"|booking (?:confirmation|confirmed)|appointment (?:confirmation|reminder)"
        ),
        (
            r"(?:confirm|verify|activate) your (?:e-?mail|account|address)|one-time code"
            r"|verification code|reset your password"
        ),
        (
            r"(?:was|message) (?:read|displayed|opened) (?:on|at)|read receipt|return receipt"
            r"|deleted without being read"
        ),
        r"(?:payment|booking|order|appointment) (?:has been|is) (?:received|confirmed|registered)",
    ),
    first_person=(
        (r"(?:i'm|i’m|i've|i’ve|i'll|i’ll|i'd|me)\b"),
        (
            r"i (?:am|have|had|was|can|could|will|would|think|know|do|don't|see|hope|just|also|need"
            r"|found|cannot|can't|spoke|asked|understand)\b"
        ),
    ),
    answer=(
        (
            r"^\W*(?:yes|no|yep|nope|ok|okay|sure|certainly|of course|absolutely|unfortunately|sorry"
            r"|afraid|hi,? yes|hi,? no|great question)\b"
        ),
        (
            r"(?:that|it|this)(?:'s| is|’s) (?:right|correct|fine|possible|not possible|free|full"
            r"|no problem|ok|okay|true)"
        ),
        (
            r"(?:in (?:answer|reply|response) to|with regard to|regarding|as for|to answer your"
            r"|concerning|under the (?:rules|regulations))"
        ),
        (
            r"(?:hope (?:this|that) (?:helps|answers|is)|let (?:me|us) know|feel free|happy to help"
            r"|do not hesitate|don't hesitate|just (?:ring|call|reply|bring|send))"
        ),
        r"(?:costs?|the (?:price|fee|charge|deadline) is|deadline)\b.{0,30}\d",
    ),
    advice=(
        (
            r"you (?:can|must|need|should|have to|may|will need|are entitled|do not need|don't need"
            r"|'ll need|apply|pay|book)\b"
        ),
        r"(?:send|fill|log|ring|bring|book|apply|complete|put|remember|use|download|call)\b.{3,}",
        r"(?:attached|enclosed|following link|link below|here is|here's)",
        r"(?:as long as|provided that|unless)\b",
    ),
    handled=(
        (
            r"(?:i|we)(?:'ve|’ve| have) (?:now |also |just )?(?:checked|looked|spoken|seen|forwarded"
            r"|sent|corrected|changed|booked|updated|noted|arranged|fixed|asked|removed|moved|passed"
            r"|added|had a|talked|cancelled|put)"
        ),
        r"(?:i|we) (?:see|found|can see|checked|spoke|asked|looked|passed) ",
        r"(?:forwarding|passing|sending|forwarded|passed) (?:this|your|it) .{0,30}(?:on|to)",
        (
            r"(?:wrong (?:address|department|council|team)|not (?:us|our|the council) (?:who"
            r"|responsibility|that)|handled by|falls under|responsible for)"
        ),
        r"(?:sorry|apologies|apologise) (?:for|about|that|it took)",
    ),
    asks=(
        (
            r"(?:can|could|would|will) you (?:\w+ )?(?:send|tell|confirm|let|give|provide|clarify"
            r"|explain|say|write|ring|call|share)"
        ),
        r"(?:which|what|how many|when|where|who) .{3,60}\?",
        (
            r"(?:need|require|missing) (?:more |some |your |a few |the |further )+.{0,30}(?:information"
            r"|detail|address|number|date|name)"
        ),
        r"is (?:this|it) (?:about|for|regarding) .{2,60}\?",
    ),
    framing=(
        r"(?:your )?(?:ticket|case|request)\b.{0,20}(?:has been|was) (?:updated|answered|commented)",
        (
            r"(?:has )?(?:added|left|posted|replied with) a (?:new )?(?:comment|reply|message|note)"
            r"|has (?:replied|responded|commented)"
        ),
        r"new (?:message|reply|comment|response) (?:in|on|from|to)",
        r"(?:agent|answered by|handled by|case worker)\s*:",
    ),
    titles=(
        (
            r"(?:adviser|advisor|officer|case ?worker|consultant|manager|assistant|administrator|clerk"
            r"|librarian|engineer|coordinator|executive|representative|specialist|inspector|headteacher"
            r"|planner)\b"
        ),
    ),
    subject_automatic=(
        r"auto(?:matic|mated|-?)? ?(?:reply|response|confirmation|acknowledg\w+|message)",
        r"autoreply|auto:",
    ),
    subject_received=(
        (
            r"(?:we (?:have |have now |'ve )?received|received|receipt|acknowledg\w+|confirmation"
            r"|thank you for (?:your|contacting)|thanks for (?:your|contacting|getting))"
        ),
        r"(?:your|ticket|case|request) .{0,25}(?:received|created|opened|registered|logged|submitted)",
    ),
    subject_away=(
        (
            r"(?:out of (?:the )?office(?! hours)|on (?:annual |parental )?leave|on (?:holiday"
            r"|vacation)|away from|absence|no longer (?:with|at|works)|ooo\b)"
        ),
    ),
    subject_undelivered=(
        (
            r"undeliver|delivery status notification \(failure|delivery (?:failure|has failed|failed)"
            r"|mail delivery (?:failed|failure)|failure notice|returned mail|returned to sender"
            r"|non-?delivery|delivery notification: delivery has failed|message (?:not"
            r"|could not be) delivered|rejected|nondeliverable|bounce"
        ),
    ),
    subject_delayed=(
        (
            r"(?:delivery status notification \(delay|delayed mail|delayed|delay\b|warning: .*(?:not"
            r"|could)|still being retried)"
        ),
    ),
    subject_read=(
        r"(?:read|not read|read receipt|return receipt|deleted|displayed)\s*[:(]",
        r"read receipt|return receipt|disposition notification",
    ),
    subject_other=(
        (
            r"newsletter|survey|how (?:did we|was|satisfied)|your (?:opinion|feedback)|reminder"
            r"|news from|order confirmation|booking confirm|rate (?:your|our|us)"
        ),
    ),
    subject_closed=(r"(?:is|been|was) (?:now )?(?:closed|resolved|solved)",),
    subject_reply=(
        r"(?:reply|response|answer) (?:to|from|regarding)\b",
        r"^(?:re|fwd|fw)\s*:",
    ),
)
