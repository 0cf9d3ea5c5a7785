using System.Text.RegularExpressions;

namespace Memori.Extraction;

/// <summary>What people say of themselves and of what is theirs.</summary>
internal static partial class EnglishRules
{
    private const string Adverbs = @"(?:(?:currently|now|still|just|recently|actually|really|also|mostly|mainly|primarily|normally|usually|generally|typically|always|definitely|absolutely|honestly|personally|strongly|much|especially|particularly|quite|only|originally|truly|simply|do)\s+)*";

    private const string Proper = @"(?:the )?(?-i:\p{Lu})[\p{L}\p{N}'&.\-]*(?:,? (?:of |de |the |and )?(?-i:[\p{Lu}\p{N}])[\p{L}\p{N}'&.\-]*){0,4}";

    private const string PersonName = @"(?:(?:(?:dr|mr|mrs|ms|prof)\.? )?(?-i:\p{Lu})[\p{L}'\-]*(?: (?-i:\p{Lu})[\p{L}'\-.]*){0,3})";

    private const string Family = @"(?:wife|husband|spouse|partner|fiancée?|girlfriend|boyfriend|son|daughter|brother|sister|mother|father|mum|mom|dad|grandmother|grandfather|grandma|grandpa|uncle|aunt|nephew|niece|cousin|baby|(?:older |younger |elder |little |big )(?:brother|sister|son|daughter))";

    private const string Pet = @"(?:dog|cat|puppy|kitten|parrot|rabbit|bunny|hamster|horse|pony|pet|guinea pig|tortoise|turtle|goldfish|budgie|canary|snake|ferret)";

    private const string Occupation = @"(?:(?:[\p{L}\-/]+ ){0,3}(?:engineer|developer|programmer|analyst|scientist|manager|director|designer|teacher|nurse|doctor|physician|surgeon|lawyer|attorney|accountant|consultant|architect|student|professor|lecturer|researcher|writer|editor|journalist|chef|cook|baker|pilot|electrician|mechanic|dentist|pharmacist|librarian|translator|interpreter|photographer|musician|artist|founder|co-founder|ceo|cto|cfo|coo|cmo|intern|administrator|admin|dba|marketer|recruiter|auditor|economist|statistician|mathematician|planner|buyer|trader|broker|banker|clerk|secretary|technician|operator|driver|farmer|carpenter|plumber|officer|specialist|coordinator|controller|nutritionist|therapist|psychologist|psychiatrist|physiotherapist|veterinarian|vet|biologist|chemist|physicist|geologist|historian|paramedic|firefighter|freelancer|entrepreneur|product owner|scrum master|team lead|tech lead|salesperson|sales rep|account executive|realtor|barista|waiter|waitress|bartender|hairdresser|tailor|contractor|bookkeeper|actuary|underwriter|radiologist|midwife|social worker|pensioner|retiree))";

    private const string Tail = @"(?=[.!]*$|[,;]|\s+(?:and|but|now|at|in|for|from|with|who|by|so|here|currently|these|this|next|starting|as|since|because|instead)\b)";

    private static Rule[] Facts() =>
    [
        new("name", MemoryKind.Fact, MyName(), 0.95, "user.name", 0.9),
        new("name", MemoryKind.Fact, PartOfName(), 0.9, null, 0.9),
        new("name", MemoryKind.Fact, IAmName(), 0.85, "user.name", 0.9),
        new("form-of-address", MemoryKind.Preference, CallMe(), 0.9, "user.called", 0.9),
        new("home", MemoryKind.Fact, LiveIn(), 0.9, "user.home"),
        new("home", MemoryKind.Fact, MovedTo(), 0.85, "user.home"),
        new("home", MemoryKind.Fact, MovedFrom(), 0.8, "user.home"),
        new("origin", MemoryKind.Fact, From(), 0.85),
        new("employer", MemoryKind.Fact, WorkAt(), 0.9, "user.employer"),
        new("job", MemoryKind.Fact, WorkAs(), 0.9, "user.job"),
        new("job", MemoryKind.Fact, IAmOccupation(), 0.85),
        new("team", MemoryKind.Fact, TeamOf(), 0.85),
        new("duty", MemoryKind.Fact, InChargeOf(), 0.85),
        new("manager", MemoryKind.Fact, ReportTo(), 0.9, "user.manager"),
        new("time-zone", MemoryKind.Fact, TimeZone(), 0.9, "user.time-zone", 0.8),
        new("birthday", MemoryKind.Fact, Birthday(), 0.9, "user.birthday"),
        new("birthday", MemoryKind.Fact, Born(), 0.9),
        new("age", MemoryKind.Fact, Age(), 0.85, "user.age"),
        new("family", MemoryKind.Fact, FamilyMember(), 0.85),
        new("family", MemoryKind.Fact, OfFamily(), 0.85),
        new("family", MemoryKind.Fact, HaveFamily(), 0.85),
        new("marital-status", MemoryKind.Fact, Married(), 0.85, "user.marital-status"),
        new("pet", MemoryKind.Fact, PetName(), 0.85),
        new("languages", MemoryKind.Fact, Speaks(), 0.85),
        new("native-language", MemoryKind.Fact, NativeLanguage(), 0.9, "user.native-language"),
        new("allergy", MemoryKind.Fact, Allergic(), 0.95, null, 0.95),
        new("diet", MemoryKind.Fact, Diet(), 0.9, null, 0.9),
        new("nationality", MemoryKind.Fact, Nationality(), 0.85),
        new("contact", MemoryKind.Fact, Contact(), 0.85, "user.{what}"),
        new("hobby", MemoryKind.Fact, Hobby(), 0.8),
        new("studies", MemoryKind.Fact, Studies(), 0.85),
        new("own", MemoryKind.Fact, Owns(), 0.8),
        new("fiscal-year", MemoryKind.Fact, FiscalYear(), 0.9, "org.{what}", 0.85),
        new("fiscal-year", MemoryKind.Fact, FiscalYearEnd(), 0.9, "org.{what} end", 0.85),
        new("organisation", MemoryKind.Fact, OurName(), 0.85, "org.name:{what}"),
        new("organisation", MemoryKind.Fact, Ours(), 0.75),
    ];

    [GeneratedRegex(@"^(?:my (?:full |real )?name is|my name's|i am called|i'm called)\s+(?!not\b)(?<value>" + PersonName + @"|[\p{L}'\-]+)" + Tail, Options)]
    private static partial Regex MyName();

    [GeneratedRegex(@"^my (?:first name|last name|surname|family name|middle name|maiden name|nickname|stage name) is\s+(?!not\b)(?<value>" + PersonName + @"|[\p{L}'\-]+)" + Tail, Options)]
    private static partial Regex PartOfName();

    [GeneratedRegex(@"^(?:i'm|i am|this is)\s+(?!(?:American|British|English|German|French|Dutch|Swiss|Greek|Irish|Welsh|Polish|Danish|Czech|Thai|Chinese|Japanese|Spanish|Swedish|Finnish|Turkish|Jewish|Catholic|Muslim|Hindu|Buddhist|Sikh|Protestant|Orthodox|Atheist|Democrat|Gemini|Virgo|Leo|Libra|Scorpio|Aquarius|Pisces|Taurus|Cancer|OK|Okay|CEO|CTO|CFO|COO|CMO|AI)\b|(?-i:\p{Lu})\p{L}*(?:an|ese|ish)\b(?! ))(?<value>(?-i:\p{Lu})[\p{L}'\-]+(?: (?-i:\p{Lu})[\p{L}'\-]+){0,2})(?=[.!]*$|,|\s+(?:from|and i|and my)\b)", Options)]
    private static partial Regex IAmName();

    [GeneratedRegex(@"^(?:please |just |you can |everyone |everybody |people |but |so |my friends )*(?:calls? me|address me as|refer to me as)\s+(?!back|later|when|if|at|on|in|crazy|a\b|an\b|the\b|tomorrow|today|again|old|stupid|lazy|naive|what|whatever|any|names)(?<value>" + PersonName + @"|[\p{L}'\-]+)(?=[.!]*$|,| please| instead| from now on)", Options)]
    private static partial Regex CallMe();

    [GeneratedRegex(@"^i(?:'m| am)?\s+" + Adverbs + @"(?:live|living|reside|residing|based|located|stay permanently)\s+(?:" + Adverbs + @")(?:in|near|at|outside)\s+(?<value>" + Proper + @"|(?!(?:fear|hope|peace|denial|luxury|poverty|style|an?|the|my|this|that|your|his|her)\b)[a-z]+(?: [a-z]+)?(?=[.!]*$|\s+now))", Options)]
    private static partial Regex LiveIn();

    /// <summary>From one place to another; from one program or department to another is no home.</summary>
    [GeneratedRegex(@"^i(?:'m| am|'ve| have|'ll be| will be| will|'ll)?\s+" + Adverbs + @"(?:moved?|moving|relocated?|relocating)\s+(?:back |over |house )*from\s+(?!(?:excel|tableau|power bi|jira|slack|trello|notion|asana|teams|outlook|gmail|google|microsoft|postgres\w*|mysql|oracle|sql\w*|mongo\w*|snowflake|bigquery|redshift|python|java\w*|windows|mac\w*|linux|android|iphone|ios|chrome|sales|marketing|finance|engineering|product|support|hr)\b)" + Proper + @"\s+to\s+(?<value>" + Proper + @")(?=[.!]*$|,|\s+(?:last|this|next|in|on|with|for|two|three|a|because|when|recently|and)\b)", Options)]
    private static partial Regex MovedFrom();

    [GeneratedRegex(@"^i(?:'m| am|'ve| have|'ll be| will be| will|'ll)?\s+" + Adverbs + @"(?:moved?|moving|relocated?|relocating)\s+(?:back |over |permanently )*to\s+(?<value>" + Proper + ")", Options)]
    private static partial Regex MovedTo();

    [GeneratedRegex(@"^i(?:'m| am| come| was born| grew up)\s+" + Adverbs + @"(?:from|in)\s+(?<!i(?:'m| am)\s+in\s+)(?<value>" + Proper + ")", Options)]
    private static partial Regex From();

    [GeneratedRegex(@"^i(?:'m| am)?\s+" + Adverbs + @"(?:work|working|employed)\s+(?:full[ -]time |part[ -]time |remotely )?(?:at|for|by)\s+(?!the [^,]*\b(?:office|branch|site|location|plant|store)\b)(?<value>" + Proper + @")|^i(?:'ve| have)?\s+" + Adverbs + @"(?:joined|started (?:working )?at|switched to|moved over to)\s+(?<value>(?!the )" + Proper + @")(?= as\b| last\b| this\b| in\b|[.!]*$)", Options)]
    private static partial Regex WorkAt();

    [GeneratedRegex(@"^(?:i(?:'m| am)?\s+" + Adverbs + @"(?:work|working|employed)\s+as\s+|my (?:job|role|position|job title|title|profession|occupation|day job)(?: (?:at|in) [\p{L}\p{N} ]{2,30}?)? is\s+(?:being |that of )?|i(?:'ve been| have been| was| got)\s+" + Adverbs + @"(?:promoted to|appointed)\s+|i(?:'m| am)\s+now\s+(?=the (?:head|lead|director|manager|vp|chief)\b))(?!not\b|very|so\b|boring|hard|great|to\b)(?<value>(?:an?\s+|the\s+)?[\p{L}][\p{L}\p{N} \-/&]{2,50}?)" + Tail, Options)]
    private static partial Regex WorkAs();

    [GeneratedRegex(@"^i(?:'m| am)\s+" + Adverbs + @"(?:an?|the|your)\s+(?<value>" + Occupation + @")\b(?! of choice)|^i(?:'m| am)\s+" + Adverbs + @"(?:the\s+)?(?<value>(?:head|director|lead|vp|vice president|chief|manager|owner|founder|ceo|cto|cfo|coo|principal|chair|president|treasurer|curator)\s+(?:of|at|for)\s+.{2,60}?)" + Tail + @"|^i(?:'m| am)\s+(?<value>ceo|cto|cfo|coo|retired|self-employed|unemployed|freelancing)" + Tail, Options)]
    private static partial Regex IAmOccupation();

    [GeneratedRegex(@"^(?:i(?:'m| am)\s+" + Adverbs + @"(?:on|in|part of|a member of)\s+the\s+(?<value>[\p{L}\p{N} &\-/]{2,40}?)\s+(?:team|department|group|division|squad)\b|i(?:'m| am)?\s+" + Adverbs + @"(?:work|working)\s+(?:in|on)\s+(?:the\s+)?(?<value>(?:[\p{L}\p{N}&\-/]+ ){0,3}(?:team|department|group|division|squad)|finance|sales|marketing|engineering|hr|human resources|logistics|accounting|procurement|operations|support|customer service|customer support|legal|it|research|product|controlling|purchasing|healthcare|education|retail|insurance|banking)\b(?! (?:on|with) (?:this|that|a|an|it)\b)|my (?:team|department) is (?:the\s+|called\s+)?(?!not|very|so|too|great|small|big|busy|happy|tired|working|still|on|in)(?<value>[\p{L}\p{N} &\-]{2,40}?)[.!]*$)", Options)]
    private static partial Regex TeamOf();

    [GeneratedRegex(@"^i(?:'m| am)\s+" + Adverbs + @"(?:in charge of|responsible for|accountable for|the contact for)\s+(?!this|that|it\b|my own|nothing|what|everything)(?<value>.{3,80})$|^i\s+" + Adverbs + @"(?:manage|lead|run|head|oversee|look after|take care of|supervise|coordinate|own|handle)\s+(?:the\s+|our\s+|all\s+)(?!risk|way|show|time|same|other|first|second)(?<value>[\p{L}\p{N} ,&\-']{3,80})$", Options)]
    private static partial Regex InChargeOf();

    [GeneratedRegex(@"^(?:i\s+" + Adverbs + @"report\s+(?:directly\s+)?to|my (?:line |direct |new )?(?:manager|boss|supervisor|team lead)(?: is called|'s name is| is named| is)(?: now)?)\s+(?<value>" + PersonName + @")", Options)]
    private static partial Regex ReportTo();

    [GeneratedRegex(@"^(?:my (?:local )?time ?zone is|i(?:'m| am)\s+" + Adverbs + @"(?:in|on)(?: the)?)\s+(?<value>(?:UTC|GMT)\s*[+\-−]?\s*\d{0,2}(?::?\d\d)?|[CEMPW]E?[SD]?T\b|AEST|AEDT|IST|JST|HKT|SGT|MSK|BST|CEST|EEST|(?:central|eastern|pacific|mountain|western|atlantic)(?: european| standard| daylight)?(?: summer)?(?: time)|(?-i:\p{Lu})\p{L}+/(?-i:\p{Lu})[\p{L}_]+|(?-i:\p{Lu})\p{L}+ time)(?:\s*time\s?zone)?", Options)]
    private static partial Regex TimeZone();

    [GeneratedRegex(@"^(?:my (?:birthday|date of birth|birth date|bday) (?:is|'s|falls)(?: on)?(?: the)?|my birthday's(?: on)?)\s+(?!soon|today|tomorrow|coming|over|next|this|last|not|a\b)(?<value>(?=.*(?:\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)).{3,40}?)[.!]*$", Options)]
    private static partial Regex Birthday();

    [GeneratedRegex(@"^i was born (?:on|in)(?: the)?\s+(?<value>(?=.*(?:\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)).{3,40}?)[.!]*$", Options)]
    private static partial Regex Born();

    [GeneratedRegex(@"^i(?:'m| am)\s+" + Adverbs + @"(?<value>\d{1,3})(?:\s+years? old| years of age|[.!]*$)|^i(?:'m| am)\s+turning\s+(?<value>\d{1,3})\b.*$", Options)]
    private static partial Regex Age();

    [GeneratedRegex(@"^my " + Family + @"(?:'s name)?(?: is|'s)\s+(?:called |named )?(?<value>(?:(?-i:\p{Lu})[\p{L}'\-]+|\d{1,2} (?:years|months) old|an? " + Occupation + @"|(?:allergic to|named|called) .{2,30}))" + Tail + @"|^my " + Family + @"\s*,?\s+(?<value>(?-i:\p{Lu})[\p{L}'\-]+),?\s+(?:is|was born|works|lives|goes|has|studies|turned)\b.{2,60}$|^my " + Family + @"\s+(?:works|lives|studies)\s+(?:at|in|for|as)\s+(?<value>.{2,50})$|^my (?:kids|children|sons|daughters|twins|parents|brothers|sisters)(?: are| are called|'s names are|' names are| are named)(?: called| named)?\s+(?<value>(?-i:\p{Lu})[\p{L}'\-]+(?:,? (?:and )?(?-i:\p{Lu})[\p{L}'\-]+)+)[.!]*$", Options)]
    private static partial Regex FamilyMember();

    [GeneratedRegex(@"^my " + Family + @"'s (?:birthday|phone(?: number)?|number|e-?mail(?: address)?|address|job|profession|hobby|home ?town|favou?rite [\p{L}]+|company|employer|nickname|school|height|age)\s+is\s+(?:on |in |at )?(?!soon|today|tomorrow|not\b|next|coming|boring|hard|broken|great)(?<value>.{2,60})$", Options)]
    private static partial Regex OfFamily();

    [GeneratedRegex(@"^i(?:'ve| have)(?: got)?\s+(?<value>(?:an?|one|two|three|four|five|six|\d{1,2}|twin)\s+(?:\w+[- ](?:year|month)[- ]old\s+|young\s+|little\s+|small\s+|grown-up\s+|older\s+|younger\s+|rescue\s+|new\s+|\p{L}+\s+)?(?:kids?|child|children|sons?|daughters?|brothers?|sisters?|siblings|twins|grandchildren|grandson|granddaughter|" + Pet + @"s?|puppies|kittens|guinea pigs)\b(?! (?:question|problem|issue|costume|video|picture|photo)).{0,60})$", Options)]
    private static partial Regex HaveFamily();

    [GeneratedRegex(@"^i(?:'m| am)\s+" + Adverbs + @"(?:happily |recently |newly )?(?<value>married(?: to .{2,40})?|divorced|engaged(?: to .{2,40})?|widowed|single)[.!]*$|^i got (?<value>married|divorced|engaged)(?: .{2,30})?[.!]*$", Options)]
    private static partial Regex Married();

    [GeneratedRegex(@"^(?:my|our) (?:new |old |little |first |second )?" + Pet + @"(?:'s name)?(?: is|'s)\s+(?:called |named )?(?<value>(?-i:\p{Lu})[\p{L}'\-]+)[.!]*$|^(?:my|our) (?:new |old |little )?" + Pet + @"'s name is\s+(?<value>\p{L}+)[.!]*$|^(?:my|our) (?:new |old |little )?" + Pet + @"\s+(?<value>(?-i:\p{Lu})[\p{L}'\-]+)\s+is\s+(?:an?|\d).{2,40}$", Options)]
    private static partial Regex PetName();

    [GeneratedRegex(@"^i\s+(?:also\s+|can\s+)?" + Adverbs + @"speak\s+(?:fluent\s+|some\s+|a little\s+|both\s+|only\s+)?(?<value>(?-i:\p{Lu})\p{L}+(?:(?:,| and|, and) (?:some |a little |a bit of )?(?-i:\p{Lu})\p{L}+)*)[.!]*$|^i(?:'m| am)\s+(?:fluent in|bilingual in|learning|native in)\s+(?<value>(?-i:\p{Lu})\p{L}+(?:(?:,| and) (?-i:\p{Lu})\p{L}+)*)[.!]*$", Options)]
    private static partial Regex Speaks();

    [GeneratedRegex(@"^my (?:native language|mother tongue|first language) is\s+(?<value>\p{L}+)", Options)]
    private static partial Regex NativeLanguage();

    [GeneratedRegex(@"^i(?:'m| am)\s+" + Adverbs + @"(?:severely |very |highly |slightly )?(?:allergic to|intolerant to)\s+(?!this|that|it\b|mondays?|work|meetings|nonsense)(?<value>[^,.]{2,60})|^i have an? (?<value>(?:severe )?[\p{L} ]{2,30} allergy)\b", Options)]
    private static partial Regex Allergic();

    [GeneratedRegex(@"^i(?:'m| am)\s+" + Adverbs + @"(?:an?\s+)?(?:strict\s+)?(?<value>vegetarian|vegan|pescatarian|lactose[- ]intolerant|gluten[- ]intolerant|gluten[- ]free|coeliac|celiac|diabetic|colou?r[- ]?blind|dyslexic|left-handed|teetotal|kosher|halal)\b|^i\s+(?:only )?eat\s+(?<value>halal|kosher|gluten[- ]free|vegan|vegetarian)\b", Options)]
    private static partial Regex Diet();

    [GeneratedRegex(@"^i(?:'m| am)\s+" + Adverbs + @"(?:an?\s+)?(?<value>(?-i:American|British|English|German|French|Dutch|Swiss|Greek|Irish|Scottish|Welsh|Polish|Danish|Czech|Thai|Chinese|Japanese|Korean|Spanish|Portuguese|Italian|Swedish|Finnish|Norwegian|Turkish|Indian|Canadian|Mexican|Brazilian|Australian|Austrian|Belgian|Russian|Ukrainian|Vietnamese|Indonesian|Malaysian|Singaporean|Egyptian|Nigerian|Kenyan|Argentinian|Chilean|Hungarian|Romanian|Iranian|Pakistani|Israeli))[.!]*$", Options)]
    private static partial Regex Nationality();

    [GeneratedRegex(@"^my (?:new )?(?<what>(?:work |personal |private |mobile |home |office |business |school |old |second )?(?:e-?mail|phone|address|office|desk|extension|cell))(?: address| number)?(?: is|'s)(?: at| in| on)?\s+(?!not|broken|full|closed|too|very|down|a mess|so|being|missing|out)(?<value>(?=.*(?:\d|@|(?-i:\p{Lu}))).{3,80}?)[.!]*$", Options)]
    private static partial Regex Contact();

    [GeneratedRegex(@"^i\s+" + Adverbs + @"play\s+(?:the\s+)?(?<value>piano|guitar|violin|drums|bass|cello|flute|saxophone|trumpet|clarinet|tennis|football|soccer|chess|basketball|badminton|volleyball|golf|hockey|rugby|cricket|table tennis|bridge|the \w+)\b.{0,50}$|^(?:my (?:main |favou?rite )?hobb(?:y|ies) (?:is|are|include)|in my (?:spare|free) time,? i)\s+(?!don't|can't|have no)(?<value>.{3,60})$|^i\s+" + Adverbs + @"(?:collect|breed|restore)\s+(?!this|that|it\b|all|my thoughts)(?<value>[\p{L} ]{3,40})[.!]*$", Options)]
    private static partial Regex Hobby();

    [GeneratedRegex(@"^i(?:'m| am)?\s+" + Adverbs + @"(?:study|studying|studied|majoring in|major in|doing (?:a|my) (?:phd|master's|bachelor's|mba|degree)(?: in)?|graduated (?:in|from)|have a (?:phd|master's|bachelor's|degree|mba)(?: degree)? in)\s+(?!this|that|it\b|the (?:data|document|file|question|problem|table|report)|your|how|all|hard|for\b)(?<value>[\p{L} ,&\-]{3,60})", Options)]
    private static partial Regex Studies();

    [GeneratedRegex(@"^i\s+" + Adverbs + @"(?:drive|own|ride)\s+(?:an?\s+|two\s+|three\s+)(?<value>(?!lot|hard|point|problem|question)[\p{L}\p{N} \-]{2,40})[.!]*$|^i\s+(?:mostly|mainly|usually|primarily|always)\s+use\s+(?!it\b|this|that|them)(?<value>.{2,60})$", Options)]
    private static partial Regex Owns();

    [GeneratedRegex(@"^(?:our |the company's |my company's |(?:my |the )?(?=(?:fiscal|financial) year (?:always |officially |now )?(?:starts|begins|ends|runs) ))(?<what>fiscal year|financial year|week|reporting week|reporting currency|base currency|currency|working day|business day)\s+(?:always |officially |now )?(?:starts?|begins?|runs|is)\s+(?!over|almost|going|not|bad|good|great|crazy|busy|soon|now\b)(?<value>.{2,60})$", Options)]
    private static partial Regex FiscalYear();

    [GeneratedRegex(@"^(?:our |the company's |my company's |(?:my |the )?(?=(?:fiscal|financial) year (?:always |officially |now )?(?:starts|begins|ends|runs) ))(?<what>fiscal year|financial year|week|reporting week|working day|business day)\s+(?:always |officially |now )?ends?\s+(?!badly|well|soon|now\b|up\b)(?<value>.{2,60})$", Options)]
    private static partial Regex FiscalYearEnd();

    [GeneratedRegex(@"^(?:our|my) (?<what>company|firm|startup)(?:'s name)? is (?:called|named)\s+(?<value>.{2,40}?)[.!]*$|^(?:our|my) (?<what>company|firm|startup)'s name is\s+(?<value>.{2,40}?)[.!]*$", Options)]
    private static partial Regex OurName();

    [GeneratedRegex(@"^our (?<what>(?:main |biggest |largest |central |head |new |production |primary |most important )?(?:company|firm|startup|team|office|warehouse|headquarters|hq|market|customer|customers|database|data warehouse|shop|store|stores|product|supplier|competitor|factory|plant|branch|budget|stack|crm|erp|repository))\s+(?:(?:is|are)\s+(?:in|at|located in|based in|on|run on|hosted (?:on|in|at)|made in|written in|an?|called|owned by)\s+(?!a mess|the way|fire|trouble|time|hold|sale|the move|it\b|this|that|good|bad|(?:bit|little|lot|mess|great|terrible|nightmare|disaster)\b)|(?:uses?|sells?|makes?|produces?|ships?|has|have|runs on|employs|serves|operates in|closes? (?:at|on)|opens? (?:at|on))\s+(?!a problem|an issue|no\b|been|a bug|trouble|to\b|it\b|this|that|not|problems|issues|had))(?<value>[^,]{2,80})$", Options)]
    private static partial Regex Ours();
}
