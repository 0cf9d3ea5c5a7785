using System.Text.RegularExpressions;

namespace Memori.Extraction;

/// <summary>The forms of English sentences: standing rules and definitions, decisions. Facts and preferences are in the other parts.</summary>
internal static partial class EnglishRules
{
    /// <summary>What an order to an assistant begins with.</summary>
    private const string Order =
        @"(?:always|never|please|use|show|give|list|report|answer|reply|respond|write|format|round|exclude|include|leave|ignore|skip|omit|add|put|sort|order|group|count|treat|call|address|convert|display|keep|make|don't|do not|avoid|stop|only|just (?:use|show|give|answer)|assume|consider|remove|drop|filter|return|limit|express|present|start|end|begin|translate|speak|talk|refer|compare|calculate|compute|name|label|mention|cite|explain|quote|send|check|ask|set|apply|provide|state|spell|abbreviate|highlight|plot|draw|summari[sz]e|remember to|be (?:brief|concise|formal|polite|short|precise))";

    private const string Standing = @"(?:from now on|from here on(?: out)?|going forward|moving forward|henceforth|in (?:the )?future|as of (?:now|today|next \w+|\d{1,2}(?:st|nd|rd|th)? \p{L}+(?: \d{4})?|\p{L}+ \d{1,2}|\d{4}-\d\d-\d\d)|starting (?:now|today|tomorrow|next \w+|(?:from |in |on )?\w+)|from (?:today|tomorrow|next \w+|\w+ \d+|\p{Lu}\w+) on(?:wards)?|from next \w+|by default|as a rule|until further notice|whenever possible)";

    private const string Determined = @"(?:that|this|these|those|it|which|what|he|she|they|everything|nothing|something|anything|someone|silence|life|love|time|money|happiness|friendship|success|there|here|i|you|we|who|and|but|so|because|just|only|not|no|yes|also|really|my \w+|your \w+|his \w+|her \w+|being \w+|having \w+)";

    /// <summary>The forms that are looked for in a whole sentence, the first that fits counts.</summary>
    public static IReadOnlyList<Rule> Sentences { get; } =
    [
        new("definition", MemoryKind.Rule, WeMean(), 0.9, "term:{term}"),
        new("definition", MemoryKind.Rule, Means(), 0.85, "term:{term}"),
        new("definition", MemoryKind.Rule, WeDefine(), 0.85, "term:{term}"),
        new("definition", MemoryKind.Rule, WeConsider(), 0.85, "term:{state} {term}"),
        new("definition", MemoryKind.Rule, WeCount(), 0.85),
        new("definition", MemoryKind.Rule, Equals(), 0.8, "term:{term}"),
        new("definition", MemoryKind.Rule, AreThose(), 0.8, "term:{term}"),
        new("definition", MemoryKind.Rule, IsMetric(), 0.8, "term:{term}"),
        new("definition", MemoryKind.Rule, IsOneWho(), 0.8, "term:{term}"),
        new("not-counted", MemoryKind.Rule, NotCounted(), 0.85),
        new("language", MemoryKind.Preference, AnswerLanguage(), 0.9, "output.language"),
        new("language", MemoryKind.Preference, AnswerMeIn(), 0.85, "output.language"),
        new("currency", MemoryKind.Preference, Currency(), 0.85, "output.currency"),
        new("currency", MemoryKind.Preference, ShowIn(), 0.8, "output.currency"),
        new("currency", MemoryKind.Preference, CurrencyIs(), 0.85, "output.currency"),
        new("not-shown", MemoryKind.Preference, NotShown(), 0.8),
        new("from-now-on", MemoryKind.Rule, FromNowOn(), 0.9),
        new("from-now-on", MemoryKind.Rule, OrderFromNowOn(), 0.9),
        new("from-now-on", MemoryKind.Rule, MustFromNowOn(), 0.85),
        new("always-never", MemoryKind.Rule, AlwaysNever(), 0.9, "rule:{act}"),
        new("whenever", MemoryKind.Rule, Whenever(), 0.9),
        new("not-again", MemoryKind.Rule, NotAgain(), 0.85),
        new("must", MemoryKind.Rule, MustAlways(), 0.8),
        new("remember-to", MemoryKind.Rule, RememberTo(), 0.8),
        new("convention", MemoryKind.Rule, Convention(), 0.85),
        new("decision", MemoryKind.Fact, Decision(), 0.75, Importance: 0.6),
    ];

    /// <summary>The forms that are looked for clause by clause.</summary>
    public static IReadOnlyList<Rule> Clauses { get; } = [.. Preferences(), .. Facts()];

    /// <summary>What a correction states when no other form fits.</summary>
    public static Rule Correction { get; } = new("correction", MemoryKind.Fact, Corrected(), 0.6, Importance: 0.6);

    /// <summary>What is to be remembered because the person says so.</summary>
    public static Rule Told { get; } = new("told", MemoryKind.Fact, Anything(), 0.8);

    [GeneratedRegex(@"^(?:by|when (?:i|we) (?:say|said|write|use|talk about|speak of)|whenever (?:i|we) say)\s+(?:the (?:term|word) )?[""“']?(?!(?:that|this|it|which)\b)(?<term>[\p{L}\p{N}][\p{L}\p{N} /\-&]{1,50}?)[""”']?,?\s+(?:i|we) (?:always |usually |actually )?mean(?:t)?\s+(?<value>.{3,})$", Options)]
    private static partial Regex WeMean();

    [GeneratedRegex(@"^(?:(?:here|for us|in our (?:company|team|database|data|world|reports?)|at our company|internally|in this (?:database|project)),?\s+)?(?:the (?:term|word|abbreviation|acronym|status|code|flag|metric)\s+|an?\s+)?[""“']?(?!" + Determined + @"\b)(?<term>(?!the )[\p{L}\p{N}][\p{L}\p{N} /\-&_]{1,50}?)[""”']?\s+(?:always |here )?(?:means?|is defined as|are defined as|is defined to be|refers to|stands for|denotes|shall mean|is short for|is our (?:word|name|term|abbreviation) for)\s+(?!a lot|nothing|everything|so much|well|business|that\b|i\b|we're|we are|you|he\b|she\b|they're|they are|war|no\b|trouble|different|little|more|less|as|him|her|them|how\b|why\b|it\b|what\b)(?<value>.{3,})$", Options)]
    private static partial Regex Means();

    [GeneratedRegex(@"^(?:(?:here|for us|internally|at \w+|in our \w+),?\s+)?we (?:usually |always |only )?define\s+(?!on\b|him\b|her\b|them\b|you\b|it\b|this\b|that\b|our\b|ourselves|\w+ing\b)(?:the (?:term|word) )?[""“']?(?:an?\s+|the\s+)?(?<term>[\p{L}\p{N}][\p{L}\p{N} \-&]{1,40}?)[""”']?\s+as\s+(?!well|soon|much|many)(?<value>.{3,})$", Options)]
    private static partial Regex WeDefine();

    [GeneratedRegex(@"^(?:(?:here|for us|internally|at \w+|in our \w+),?\s+)?we (?:usually |always |only )?(?:consider|count|treat|regard|classify|call)\s+(?!on\b|him\b|her\b|them\b|you\b|it\b|this\b|that\b|our\b|ourselves|\w+ing\b)(?:the (?:term|word) )?[""“']?(?:an?\s+|the\s+)?(?<term>[\p{L}\p{N}][\p{L}\p{N} \-&]{1,40}?)[""”']?\s+(?:as\s+)?(?<state>active|inactive|churned|lost|new|valid|late|overdue|returning|closed|dormant|loyal|vip|premium|large|small|critical|urgent)\s+(?<value>(?:if|when|once|as soon as|after)\b.{3,})$", Options)]
    private static partial Regex WeConsider();

    [GeneratedRegex(@"^(?:(?:here|for us|internally|at \w+|in our \w+),?\s+)?we (?:usually |always |only )?(?:consider|count|treat|regard|classify)\s+(?!on\b|him\b|her\b|them\b|you\b|it\b|this\b|that\b|our\b|ourselves|\w+ing\b)(?:the (?:term|word) )?[""“']?(?:an?\s+|the\s+)?(?<term>[\p{L}\p{N}][\p{L}\p{N} \-&]{1,40}?)[""”']?\s+(?<value>(?:as (?!well|soon|much|many)|to be |if |when |once ).{3,})$", Options)]
    private static partial Regex WeCount();

    [GeneratedRegex(@"^(?<term>\p{Lu}[\p{L}\p{N}]{1,20}|[\p{L}][\p{L}\p{N}]*(?: [\p{L}\p{N}]+){1,4})\s*=\s*(?!true|false|null|none|on\b|off\b|select\b)(?<value>\p{L}[^;{}=<>\[\]]*\s[^;{}=<>\[\]]*\p{L}[^;{}=<>\[\]]*)$", Options & ~RegexOptions.IgnoreCase)]
    private static partial Regex Equals();

    [GeneratedRegex(@"^(?:an?\s+|our\s+)?(?!" + Determined + @"\b)(?<term>(?!the )[\p{L}\p{N}][\p{L}\p{N} \-]{1,40}?)\s+(?:is|are)\s+(?:those|(?:all |any )?(?:customers|users|accounts|orders|clients|members|buyers|products|sales|subscribers|visitors|invoices)|an? (?:customer|user|account|order|client|member|buyer|product|sale|subscriber|visitor|invoice)|anyone|everyone)\s+(?<value>(?:who|that|whose|with|which|without|placed|made|bought)\b.{3,})$", Options)]
    private static partial Regex AreThose();

    [GeneratedRegex(@"^(?=.*\b(?:always|" + Standing + @")\b)(?:(?:please|can you|could you|always|only|" + Standing + @"),?\s+)*(?:answer|reply|respond|speak|talk)(?:\s+(?:to )?me)?(?:\s+(?:only|always|back))?\s+in\s+(?<value>english|chinese|french|german|spanish|italian|japanese|korean|portuguese|russian|dutch|arabic|simplified chinese|traditional chinese)\b.*$", Options)]
    private static partial Regex AnswerLanguage();

    [GeneratedRegex(@"^(?=.*\b(?:always|prefer|like|want|" + Standing + @")\b)(?:(?:please|i prefer(?: that)?|i (?:always )?want|i like|always|from now on|make sure to|you should)[, ]+)+(?:(?:to see|see|seeing|show|use|report|have|give|display|express|convert|that)\s+)*(?:me )?(?:all |the |any |every )*(?:amounts?|revenues?|sales|prices?|money|values?|figures|currency|totals?|costs?)?(?:\s*shown| displayed| reported| given| to be| are| be| always)*(?: in| to| as)? (?<value>euros?|eur|dollars?|usd|us dollars|yuan|rmb|cny|pounds?|gbp|yen|jpy|swiss francs|chf)\b.*$", Options)]
    private static partial Regex Currency();

    [GeneratedRegex(@"^(?:(?:please|ok(?:ay)?|so|and|also|can you|could you|i(?:'d| would) like you to|i want you to),?\s+)*" + Standing + @"\b[,:]?\s+(?:i want you to |i'd like you to |you should |you must |you can |you )?" + Order + @"\b.+$", Options)]
    private static partial Regex FromNowOn();

    [GeneratedRegex(@"^(?:please\s+|can you\s+|could you\s+|i want you to\s+)*" + Order + @"\b.{3,}?\b(?:from now on|from here on(?: out)?|going forward|henceforth|in (?:the )?future|by default|until further notice|as of (?:now|today)|(?:starting|from) (?:today|tomorrow|next \w+)(?: on(?:wards)?)?|every (?:single )?time|at all times)\W*$", Options)]
    private static partial Regex OrderFromNowOn();

    [GeneratedRegex(@"^" + Standing + @",?\s+(?!(?:i|he|she|they|life|people|cars)\b)(?<subject>[\p{L}\p{N}][^,]{1,60}?)\s+(?:must|should|shall|will|(?:is|are) to|needs? to|has to|have to)\s+(?:always |never |not |no longer )?(?:be|use|include|exclude|show|contain|count|mean|start|go|have)\b.{2,}$", Options)]
    private static partial Regex MustFromNowOn();

    [GeneratedRegex(@"^(?:(?:and|also|ok(?:ay)?|so|can you|could you|make sure (?:that )?(?:you|to)|be sure to|i want you to|i(?:'d| would) like you to|you (?:should|must|need to))[, ]+)*(?:please\s+)?(?<value>always|never|only ever|at all times)\s+(?!please\b|mind\b|happy|glad|welcome|say never|again\b|a pleasure|been|had|heard|wanted|knew|liked|be sure|give up|give in|start with yourself|stop (?:dreaming|believing|learning|trying|being|smiling|improving)|leave (?:me|you|someone|a friend)|be (?!brief|concise|formal|polite|short|precise))(?<act>(?:" + Order + @")\b.{2,})$", Options)]
    private static partial Regex AlwaysNever();

    [GeneratedRegex(@"^(?:please,?\s+|and\s+|also,?\s+)*(?:(?:when(?:ever)?|every time|each time|any time|anytime|if) (?:i|we) (?:say|ask(?: you)?|mention|write|type|request|refer to|talk about|want|give|send|upload|paste)|(?:whenever|every time|each time) you (?:show|report|give|list|write|answer|generate|calculate|compute|count|summari[sz]e|mention|send|make|create|draw|plot|use|sum)|when (?:reporting|counting|calculating|computing|summing|listing|answering|writing|showing|generating|talking about|comparing)|for (?:all|any|every) (?:\w+ )?(?:reports?|quer(?:y|ies)|questions?|charts?|answers?|tables?|emails?|summar(?:y|ies)))\b[^,]*,?\s+(?:(?:then|please|you (?:should|must|can)|always|never|i (?:want|expect|need) (?:you to )?|i mean|it means|that means|make sure(?: you| to)?)\s*,?\s*)*(?:" + Order + @"|i mean|it means|that means)\b.{2,}$", Options)]
    private static partial Regex Whenever();

    [GeneratedRegex(@"^(?:please\s+)?(?:(?:don't|do not) (?:ever\s+)(?!worry|mind)" + Order + @"\b.+|(?:don't|do not) (?!worry|mind|forget|ever worry)[a-z]+\b.{2,}\b(?:again|any ?more|ever|in (?:the )?future|from now on|unless (?:i|we|asked|told)\b.*)\W*|stop (?!it|that|by|here|now|there)(?:\w+ing)\b.{3,})$", Options)]
    private static partial Regex NotAgain();

    [GeneratedRegex(@"^(?!(?:you|people|one|parents|kids|children|he|she|they|i|everyone|everybody|nobody|governments?|politicians)\b)(?<subject>\p{L}[^,.]{2,60}?)\s+(?:must|should|shall|has to|have to|needs? to)\s+(?:always|never|not ever)\s+(?:be|include|exclude|show|use|contain|have|start|end|count|appear)\b.{2,}$", Options)]
    private static partial Regex MustAlways();

    [GeneratedRegex(@"^(?:please\s+)?(?:remember|don't forget|do not forget|make sure|be sure)(?: to| you| that you)\s+(?:always\s+|never\s+|not to\s+)?(?:use|show|exclude|include|leave out|ignore|skip|omit|round|format|answer|reply|respond|sort|group|count|treat|convert|filter|keep amounts)\b.{3,}$", Options)]
    private static partial Regex RememberTo();

    [GeneratedRegex(@"^(?:our|the company's|the team's|my) (?:company |team |internal |reporting |naming )?(?:policy|convention|rule|standard|guideline|practice|house style|naming convention) (?:is|says|for \w+ is)\s+(?:to |that |never |always |not |no )?.{4,}$", Options)]
    private static partial Regex Convention();

    [GeneratedRegex(@"^(?:(?:ok(?:ay)?|alright|all right|great|good|fine|yes|so|then|right)[,.!]?\s+)*(?:(?:let's|let us) (?:go with|use|stick (?:to|with)|settle (?:on|for)|choose|adopt|standardi[sz]e on)|we(?:'ll| will| are going to|'re going to)? (?:go with|stick with|settle on|standardi[sz]e on)|(?:we|i)(?:'ve| have)? (?:decided|agreed|settled) (?:to|on|that|against)|the (?:final )?decision is(?: to| that)?|it(?:'s| is| has been) decided(?: that| to)?)\s+(?!it\b|this\b|that\b|them\b|these\b|those\b|the (?:first|second|third|last|other|latter|former|one)\b|(?:option|plan|version) \w\W*$|whatever|what\b|your\b)(?<value>.{2,})$", Options)]
    private static partial Regex Decision();

    [GeneratedRegex(@"^(?:i (?:meant|mean)(?: to say)?(?=.*(?:\bnot\b|\binstead of\b|\brather than\b))|it(?:'s| is| was| should be| should have been)(?: actually)?|it should (?:read|say)|should be|make that|(?<subject>(?:the|our|my|its?|his|her) [\p{L}\p{N} '\-]{2,40}?) (?:is|are|was|should be|starts?|begins?|ends?|means?|has|have|uses?))\s+(?!not (?:right|true|what)|wrong|fine|ok|good|great|bad|true|weird|strange|nothing|kidding|just|the (?:other|first|second)\b|(?:this|that|it|you|so)\b)(?<value>.{2,})$", Options)]
    private static partial Regex Corrected();

    [GeneratedRegex(@"^(?!(?:to|when|how|what|me|this|that|it|the time|those|us|just|even|stay|keep|believe|always|never|be|do|don't)\b)(?!.*(?:\b(?:you|you're|you'll|yourself|your|life|positive|believe|dreams?|worth it|important|always here)\b|[你您]|自己|重要|加油))(?<value>(?=(?:.*\s){2,}).{8,}|.*[\u4e00-\u9fff].{5,})$", Options)]
    private static partial Regex Anything();

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;
}
